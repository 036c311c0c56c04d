import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stateFolder } from '../src/daemon/state-folder.ts'
import { probeProcessRuntime } from '../src/runtime/process/probe.ts'
import { boto3, skipWithout } from './support/clients.ts'
import { copyExample, type ExampleProject } from './support/example.ts'
import { Seatrial } from './support/seatrial.ts'

const probe = await probeProcessRuntime()
if (!probe.usable) process.stderr.write(`skipped: the example with the process runtime: ${probe.reason}\n`)

/** The command lines of every process of this machine. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')]
      } catch {
        return []
      }
    })
}

describe.skipIf(!probe.usable)('the example project', () => {
  let seatrial: Seatrial
  let project: ExampleProject
  let up: ReturnType<Seatrial['run']>

  beforeAll(async () => {
    seatrial = await Seatrial.create()
    project = await copyExample(seatrial)
    up = seatrial.run(['up', project.path, '--detach', '--state', seatrial.state])
  }, 120_000)
  afterAll(async () => await seatrial.close())

  it('comes up with one command, and says how to reach it', () => {
    expect(up.stderr).not.toContain('failed')
    expect(up.code).toBe(0)
    const [first = ''] = up.stdout.split('\n')
    expect(first).toBe(`runtime process (namespaces work here) · pace brisk · ${seatrial.url}`)
    expect(up.stdout).toMatch(new RegExp(`user-api +steady 2/2 +${project.userApi}`))
    expect(up.stdout).toMatch(/notification +steady 1\/1/)
    expect(up.stdout).toMatch(/api-gateway +steady 1\/1/)
  })

  it('answers on the published ports, each task in its turn', async () => {
    const tasks = new Set<string>()
    for (let request = 0; request < 4; request += 1) {
      const answer = await fetch(`${project.userApi}/health`, { headers: { connection: 'close' } })
      tasks.add(((await answer.json()) as { task: string }).task)
    }
    expect(tasks.size).toBe(2)
    const users = (await (await fetch(`${project.userApi}/users`)).json()) as { users: unknown[] }
    expect(users.users).toHaveLength(2)
    expect(await (await fetch(`${project.apiGateway}/health`)).json()).toEqual({ status: 'ok' })
  })

  it('shows what runs', () => {
    const { services, tasks } = JSON.parse(seatrial.run(['ps', '--json']).stdout) as {
      services: { name: string; steady: boolean }[]
      tasks: { lastStatus: string; group: string; address: string }[]
    }
    expect(services.map(({ name, steady }) => `${name} ${steady}`).toSorted()).toEqual([
      'api-gateway true',
      'notification true',
      'user-api true',
    ])
    expect(tasks.map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING', 'RUNNING', 'RUNNING', 'RUNNING'])
    expect(tasks.every(({ address }) => /^10\.0\.[01]\.\d+$/.test(address))).toBe(true)
    expect(seatrial.run(['ps']).stdout).toMatch(
      /user-api +jobsynchub +ap-northeast-2 +2\/2 +steady +user-api:1/,
    )
  })

  it('shows logs and events in the words of the programs and of ECS', () => {
    expect(seatrial.run(['logs', 'notification']).stdout).toMatch(
      /notification sends as no-reply@jobsynchub\.example/,
    )
    const events = seatrial.run(['events', 'user-api']).stdout
    expect(events).toMatch(
      /\(service user-api\) has started 2 tasks: \(task [0-9a-f]{32}\) \(task [0-9a-f]{32}\)\.\n/,
    )
    expect(events).toMatch(/\(service user-api\) has reached a steady state\.\n/)
  })

  it('runs programs in a running container', () => {
    const env = seatrial.run(['exec', 'notification', '--', 'env']).stdout
    expect(env).toContain('AWS_SES_SENDER=no-reply@jobsynchub.example\n')
    expect(env).toContain('AWS_REGION=ap-northeast-2\n')
    expect(env).toMatch(/AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=\/v2\/credentials\/[0-9a-f-]{36}\n/)
    expect(env).not.toContain('SEATRIAL')
    expect(seatrial.run(['exec', 'user-api', '--', 'sh', '-c', 'exit 3']).code).toBe(3)
    const echoed = seatrial.run(['exec', 'user-api', '--', 'cat'], { input: 'through\n' })
    expect(echoed.stdout).toBe('through\n')
  })

  it.skipIf(skipWithout(boto3, 'boto3 inside a task'))(
    'gives programs the role of their task, and no other',
    () => {
      const whoAmI = "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'])"
      const inTask = seatrial.run(['exec', 'notification', '--', 'python3', '-c', whoAmI])
      expect(inTask.stdout).toMatch(
        /^arn:aws:sts::000000000000:assumed-role\/notification-task-role\/[0-9a-f]{32}\n$/,
      )
      const withoutRole = seatrial.run(['exec', 'user-api', '--', 'python3', '-c', whoAmI])
      expect(withoutRole.stderr).toContain('NoCredentialsError')
      const path = '$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'
      const own = seatrial.run(['exec', 'notification', '--', 'sh', '-c', `echo ${path}`]).stdout.trim()
      const read = `fetch('http://169.254.170.2${own}').then(async (answer) => console.log(answer.status, await answer.text()))`
      const fromAnother = seatrial.run(['exec', 'user-api', '--', 'node', '-e', read]).stdout
      expect(fromAnother).toMatch(/^40[04] /)
      expect(fromAnother).not.toContain('SecretAccessKey')
    },
  )

  it('runs a task with its environment file from another region', () => {
    const report = seatrial.run(['run', 'weekly-report'])
    expect(report.stdout).toBe(
      [
        'Weekly review: the last 7 days, for 2 readers',
        'report for jiwoo@jobsynchub.example is ready',
        'report for minseo@jobsynchub.example is ready',
        '',
      ].join('\n'),
    )
    expect(report.code).toBe(0)
    const failed = seatrial.run(['run', 'weekly-report', '--', 'sh', '-c', 'echo no >&2; exit 7'])
    expect(failed.code).toBe(7)
  })

  it('applies a changed template as an update', () => {
    const file = join(project.path, 'template.yaml')
    const template = readFileSync(file, 'utf8')
    const again = seatrial.run(['up', project.path, '--detach', '--state', seatrial.state])
    expect(again.stderr).not.toMatch(/^(create|update|replace|delete) /m)
    writeFileSync(file, template.replace('DesiredCount: 2', 'DesiredCount: 3'))
    const changed = seatrial.run(['up', project.path, '--detach', '--state', seatrial.state])
    expect(changed.stderr).toMatch(/^update UserApi AWS::ECS::Service/m)
    expect(changed.stdout).toMatch(/user-api +steady 3\/3/)
  })

  it('leaves nothing behind', () => {
    const folder = stateFolder(seatrial.state)
    expect(commandLines().some((line) => line.includes(folder.sockets))).toBe(true)
    const down = seatrial.run(['down', '--state', seatrial.state])
    expect(down.code, down.stderr).toBe(0)
    expect(existsSync(folder.path)).toBe(false)
    expect(existsSync(folder.sockets)).toBe(false)
    const left = commandLines().filter((line) => line.includes(folder.sockets) || line.includes(project.path))
    expect(left).toEqual([])
  })
})
