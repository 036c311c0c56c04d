import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { TaskSandbox } from '../contract.ts'
import { fetcher, refusal, script, useProcessRuntime } from './process-fixture.ts'

const credentialsOf = (key: string): NonNullable<TaskSandbox['documents']['credentials']> => ({
  RoleArn: `arn:aws:iam::000000000000:role/${key}`,
  AccessKeyId: `ASIA${key}`,
  SecretAccessKey: `secret-of-${key}`,
  Token: `token-of-${key}`,
  Expiration: '2030-01-01T00:00:00Z',
})
const endpoint = 'http://169.254.170.2'

describe.skipIf(refusal !== undefined)('the credentials of a task', () => {
  const test = useProcessRuntime()
  const withRole = (key: string): Promise<TaskSandbox> =>
    test.task({ credentialsId: `id-${key}`, documents: { credentials: credentialsOf(key), metadata: {} } })

  it('are served to the task, as they are at the moment', async () => {
    const task = await withRole('one')
    const url = `${endpoint}/v2/credentials/id-one`
    expect(await test.run(task, fetcher(url))).toBe(`0: 200 ${JSON.stringify(credentialsOf('one'))}`)
    await test.runtime.provide(task.taskId, { credentials: credentialsOf('two'), metadata: {} })
    expect(await test.run(task, fetcher(url))).toBe(`0: 200 ${JSON.stringify(credentialsOf('two'))}`)
  })

  it('are refused as the ECS agent refuses', async () => {
    const task = await withRole('one')
    const refused = await test.run(
      task,
      fetcher(`${endpoint}/v2/credentials/`, `${endpoint}/v2/credentials/other`),
    )
    expect(refused).toBe(
      [
        '0: 400 {"code":"NoIdInRequest","message":"CredentialsV2Request: No Credential ID in the request","HTTPErrorCode":400}',
        '400 {"code":"InvalidIdInRequest","message":"CredentialsV2Request: Credentials not found","HTTPErrorCode":400}',
      ].join('\n'),
    )
  })

  it('cannot be had by another task of the VPC', async () => {
    const victim = await withRole('victim')
    const secret = { environment: { SECRET: 'secret-of-victim' } }
    await test.start(
      victim,
      'victim',
      ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.05; done'],
      secret,
    )
    const thief = await withRole('thief')

    // By its endpoint: one's own answers, whichever address it is asked by.
    const byEndpoint = fetcher(
      `${endpoint}/v2/credentials/id-victim`,
      `http://${victim.address}/v2/credentials/id-victim`,
      `http://${victim.address}:4566/`,
    )
    expect(await test.run(thief, byEndpoint)).toBe(
      '0: 400 {"code":"InvalidIdInRequest","message":"CredentialsV2Request: Credentials not found","HTTPErrorCode":400}\nECONNREFUSED\nECONNREFUSED',
    )

    // By its processes: it sees none but its own, and may enter none.
    const agents = agentPids(test.open.folder)
    expect(agents.length).toBe(2)
    const byProcess = script(`
      const { readdirSync, readFileSync } = require('fs')
      const { spawnSync } = require('child_process')
      const pids = readdirSync('/proc').filter((name) => /^\\d+$/.test(name))
      const read = (pid) => { try { return readFileSync('/proc/' + pid + '/environ', 'utf8') } catch { return '' } }
      console.log(pids.map(read).join('').includes('secret-of-victim'))
      for (const pid of [1, ...${JSON.stringify(agents)}]) {
        const entered = spawnSync('nsenter', ['-t', String(pid), '-n', '-m', 'true'])
        console.log(pid === 1 ? 'own' : 'other', entered.status === 0)
      }
      console.log(spawnSync('unshare', ['-n', 'true']).status === 0, spawnSync('mount', ['-t', 'tmpfs', 'x', '/mnt']).status === 0)`)
    expect(await test.run(thief, byProcess)).toBe(
      '0: false\nown false\nother false\nother false\nfalse false',
    )

    // By the sockets of the agents: their folder is empty for it, also in namespaces it makes for itself.
    const folder = `${realpathSync(test.open.folder)}/r`
    expect(readdirSync(`${folder}/t`)).toHaveLength(2)
    const look = `find ${folder} -mindepth 1; umount ${folder} 2>/dev/null; find ${folder} -mindepth 1`
    expect(await test.run(thief, ['sh', '-c', look])).toBe('0: ')
    const deeper = `unshare -Urm sh -c 'umount ${folder} 2>/dev/null; find ${folder} -mindepth 1' 2>/dev/null; true`
    expect(await test.run(thief, ['sh', '-c', deeper])).toBe('0: ')
  })

  it('are in no file, no argument and no environment of the agent', async () => {
    await withRole('one')
    const [pid] = agentPids(test.open.folder)
    const seen = ['cmdline', 'environ'].map((name) => readFileSync(`/proc/${pid}/${name}`, 'utf8')).join()
    const files = readdirSync(`${test.open.folder}/r`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'))
    expect(files.length).toBeGreaterThan(3)
    expect([seen, ...files].join().match(/ASIA|secret-of|token-of/)).toBeNull()
    expect(seen.split('\0').filter((text) => /^\w+=/.test(text) && !text.startsWith('PATH='))).toEqual([])
  })

  it('are throttled as the ECS agent throttles: 60 at once', async () => {
    const task = await withRole('one')
    const burst = script(`(async () => {
      const all = await Promise.all(Array.from({ length: 90 }, () =>
        fetch('${endpoint}/v2/credentials/id-one').then(async (r) => [r.status, await r.text()])))
      const refused = all.filter(([status]) => status === 429)
      console.log(refused.length > 10 && refused.length <= 30, refused[0][1])
    })()`)
    expect(await test.run(task, burst)).toBe('0: true You have reached maximum request limit.')
  })
})

function agentPids(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return command.includes('agent/main.js') && command.includes(folder)
      } catch {
        return false
      }
    })
    .map(Number)
}
