import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyExample, type ExampleProject } from './support/example.ts'
import { root, Seatrial, type Finished } from './support/seatrial.ts'

/** A user who exists on every machine and was never set up for anything. */
const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups', '--']

function reasonToSkip(): string | undefined {
  if (process.getuid?.() !== 0) return 'the tests run as an ordinary user already'
  const main = join(root, 'dist/cli/main.js')
  const tried = spawnSync('setpriv', [...nobody, process.execPath, main, '--version'], { cwd: '/' })
  return tried.status === 0 ? undefined : 'user 65534 cannot read this folder, or run node'
}

const reason = reasonToSkip()
if (reason !== undefined) process.stderr.write(`skipped: the product as an ordinary user: ${reason}\n`)

describe.skipIf(reason !== undefined)('an ordinary user', () => {
  let seatrial: Seatrial
  let project: ExampleProject

  const run = (...words: string[]): Finished => {
    const main = join(root, 'dist/cli/main.js')
    const env = {
      ...seatrial.environment,
      HOME: seatrial.folder,
      XDG_RUNTIME_DIR: join(seatrial.folder, 'run'),
    }
    const command = [...nobody, process.execPath, main, ...words]
    const done = spawnSync('setpriv', command, { env, cwd: '/', encoding: 'utf8', timeout: 60_000 })
    return { code: done.status ?? -1, stdout: done.stdout, stderr: done.stderr }
  }

  beforeAll(async () => {
    seatrial = await Seatrial.create()
    project = await copyExample(seatrial)
    mkdirSync(join(seatrial.folder, 'run'))
    execFileSync('chown', ['-R', '65534:65534', seatrial.folder])
    chmodSync(seatrial.folder, 0o755)
  })
  afterAll(async () => {
    run('down')
    await seatrial.close()
  })

  it(
    'brings the example up, reaches it, looks into it, and leaves nothing behind',
    { timeout: 120_000 },
    async () => {
      const up = run('up', project.path, '--detach', '--runtime', 'process')
      expect(up.stderr).not.toContain('failed')
      expect(up.stdout).toMatch(/user-api +steady 2\/2/)
      expect(await (await fetch(`${project.userApi}/health`)).json()).toMatchObject({ status: 'ok' })
      expect(run('exec', 'notification', '--', 'printenv', 'AWS_SES_SENDER').stdout).toBe(
        'no-reply@jobsynchub.example\n',
      )
      expect(run('run', 'weekly-report').code).toBe(0)
      expect(run('down').code).toBe(0)
      expect(spawnSync('pgrep', ['-u', '65534', '-f', seatrial.folder], { encoding: 'utf8' }).stdout).toBe('')
    },
  )
})
