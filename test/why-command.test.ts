import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { diagnose } from '../src/library/seatrial.ts'
import { command } from './support/check-command.ts'
import { root } from './support/seatrial.ts'

const folder = mkdtempSync(join(tmpdir(), 'seatrial-why-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const denied =
  'AccessDeniedException: User: arn:aws:sts::471112983866:assumed-role/ecsTaskExecutionRole/0f1e is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:ap-northeast-2:471112983866:parameter/JobSyncHub/email/AWS_SES_SENDER because no identity-based policy allows the ssm:GetParameters action'
const task = {
  taskArn: 'arn:aws:ecs:us-east-1:123456789012:task/shop/0f1e',
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  containers: [
    { name: 'web', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
  ],
}

interface Cause {
  readonly code: string
  readonly standing: string
  readonly why: readonly { readonly fact: string; readonly source: string | null }[]
  readonly fix: readonly { readonly title: string; readonly text: string }[]
}

interface Printed {
  readonly version: number
  readonly failure: { readonly code: string; readonly facts: Readonly<Record<string, unknown>> } | null
  readonly nearest: { readonly code: string } | null
  readonly causes: readonly Cause[]
}

function why(
  words: readonly string[],
  input = '',
): { readonly code: number | null; readonly stdout: string; readonly stderr: string } {
  // No daemon answers at this port: what is given is a text.
  const done = spawnSync(process.execPath, [command, 'why', '--port', '1', ...words], {
    input,
    encoding: 'utf8',
    cwd: root,
    timeout: 60_000,
  })
  return { code: done.status, stdout: done.stdout, stderr: done.stderr }
}

function asked(words: readonly string[], input = ''): Printed {
  return JSON.parse(why(['--format', 'json', ...words], input).stdout) as Printed
}

describe('seatrial why', () => {
  it('reads a text: its failure, its causes, what would tell them apart, what mends them', () => {
    const { version, failure, causes } = asked([denied])
    expect(version).toBe(1)
    expect(failure).toMatchObject({
      code: 'parameters-denied',
      facts: {
        resource: 'arn:aws:ssm:ap-northeast-2:471112983866:parameter/JobSyncHub/email/AWS_SES_SENDER',
      },
    })
    expect(causes[0]).toMatchObject({ code: 'exec-role-missing-ssm-permission', standing: 'possible' })
    expect(causes[0]?.why[0]?.source).toBe('the text')
    expect(causes[0]?.fix[0]?.text).toContain('Action: ssm:GetParameters')
  })

  it('reads standard input, wrapped lines, and a file', () => {
    const wrapped = denied.replaceAll(/(.{70})/g, '$1\n')
    expect(asked(['-'], wrapped).causes[0]?.code).toBe('exec-role-missing-ssm-permission')
    const file = join(folder, 'log.txt')
    writeFileSync(file, `2026-01-01T00:00:00Z [ERROR] ${denied}\n`)
    expect(asked([file]).causes[0]?.code).toBe('exec-role-missing-ssm-permission')
  })

  it.each<[string, object]>([
    ['describe-tasks', { tasks: [task], failures: [] }],
    ['an event of EventBridge', { 'detail-type': 'ECS Task State Change', detail: task }],
    [
      'describe-services',
      { services: [{ events: [{ message: `(service web) stopped: ${task.containers[0]?.reason}` }] }] },
    ],
  ])('reads the JSON of %s', (_, json) => {
    expect(asked(['-'], JSON.stringify(json, undefined, 2)).causes[0]?.code).toBe('oom-killed')
  })

  it('proves with a project as facts, on the line', () => {
    const project = 'examples/jobsynchub/broken/parameter-on-task-role'
    const { stdout, code } = why([denied, '--in', project])
    expect(stdout).toContain('proven[exec-role-missing-ssm-permission]')
    expect(stdout).toContain(`${project}/template.yaml:94:26`)
    expect(stdout).toContain('it is the task role: containers use it, not the launcher')
    expect(code).toBe(0)
  })

  it('says that it does not know a text, and which known one is nearest', () => {
    const unknown = why(['the cat sat on the keyboard'])
    expect(unknown.stdout).toContain('not recognised')
    expect(unknown.code).toBe(3)
  })

  it('answers line by line, and goes on after a line that it cannot read', () => {
    const lines = [
      JSON.stringify({ id: 'a', error_text: denied }),
      'no json',
      '{"id":"c"}',
      '{"id":"d","error_text":"x"}',
    ]
    const { stdout, stderr, code } = why(['--jsonl'], `${lines.join('\n')}\n`)
    const out = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: unknown; error?: string })
    expect(out.map(({ id }) => id)).toEqual(['a', null, 'c', 'd'])
    expect(out.map(({ error }) => error !== undefined)).toEqual([false, true, true, false])
    expect(stderr).toContain('line 2')
    expect(code).toBe(2)
  })

  it('is a function, too', () => {
    expect(diagnose(denied).causes[0]?.code).toBe('exec-role-missing-ssm-permission')
    expect(diagnose('').causes).toEqual([])
  })
})
