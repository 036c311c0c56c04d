import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ECSClient, ListServicesCommand } from '@aws-sdk/client-ecs'
import { afterAll, describe, expect, it } from 'vitest'
import type * as Library from '../src/library/seatrial.ts'
import { root } from './support/seatrial.ts'

/** The built entry, as `import … from 'seatrial'` resolves it. */
const entry = join(root, 'dist/library/seatrial.js')
const { check, diagnose, InputError, startCluster } = (await import(entry)) as typeof Library
const broken = (name: string): string => join(root, 'examples/jobsynchub/broken', name)

describe('the library', () => {
  it('diagnoses a text', () => {
    const { failure, causes } = diagnose('exec /app/server: exec format error')
    expect(failure?.code).toBe('exec-format-error')
    expect(causes[0]).toMatchObject({ code: 'image-arch-mismatch', standing: 'possible' })
  })

  it('checks a project, and leaves out what is not wanted', async () => {
    const code = 'role-does-not-exist'
    const { findings } = await check(broken('role-that-does-not-exist'))
    expect(findings.map((finding) => finding.code)).toEqual([code])
    expect((await check([broken('role-that-does-not-exist')], { skip: [code] })).findings).toEqual([])
    await expect(check(join(root, 'LICENSE'))).rejects.toThrow('LICENSE')
    await expect(check(join(root, 'LICENSE'))).rejects.toThrow(InputError)
    await expect(check(broken('image-missing'), { only: ['image-not-fund'] })).rejects.toThrow(
      'did you mean image-not-found?',
    )
  })

  it('starts a cluster for a test: services steady, AWS clients answered, ended without a trace', async () => {
    const cluster = await startCluster({ project: join(root, 'examples/jobsynchub') })
    try {
      expect(new Set(cluster.services().map(({ name, steady }) => `${name} ${steady}`))).toEqual(
        new Set(['api-gateway true', 'notification true', 'user-api true']),
      )
      const ecs = new ECSClient({
        endpoint: cluster.url,
        region: cluster.region,
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      })
      const { serviceArns } = await ecs.send(new ListServicesCommand({ cluster: 'jobsynchub' }))
      expect(serviceArns).toHaveLength(3)
    } finally {
      await cluster.stop()
    }
    await expect(fetch(cluster.url)).rejects.toThrow('fetch failed')
  })

  it('says why a service of such a cluster fails', async () => {
    const cluster = await startCluster({ project: broken('parameter-on-task-role') })
    try {
      const { causes } = await cluster.why('notification')
      expect(causes[0]).toMatchObject({ code: 'exec-role-missing-ssm-permission', standing: 'proven' })
      await expect(cluster.why('nobody')).rejects.toThrow('there is no service nobody')
    } finally {
      await cluster.stop()
    }
  })
})

describe('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-pack-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('has an entry and its types, and says where', () => {
    const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      exports: Record<string, { types: string; default: string }>
    }
    expect(existsSync(join(root, exports['.']?.default ?? ''))).toBe(true)
    execFileSync(process.execPath, ['tools/types.mjs', folder], { cwd: root })
    expect(existsSync(join(folder, 'library/seatrial.d.ts'))).toBe(true)
    // Whoever uses the library needs no types of others; its own name stands in a comment.
    const named = execFileSync('grep', ['-rhoE', "from '[^.][^']*'", folder], { encoding: 'utf8' })
    expect([...new Set(named.trim().split('\n'))]).toEqual(["from 'seatrial'"])
  })
})
