import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { command } from '../support/check-command.ts'
import { root } from '../support/seatrial.ts'

interface Step {
  readonly name: string
  readonly id?: string
  readonly if: string
  readonly run?: string
  readonly uses?: string
  readonly env?: Readonly<Record<string, string>>
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>
  readonly runs: { readonly using: string; readonly steps: readonly Step[] }
}

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action
const template = `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: shop
      RequiresCompatibilities: [FARGATE]
      NetworkMode: awsvpc
      Cpu: '256'
      Memory: '300'
      ContainerDefinitions: [{ Name: app, Image: 'public.ecr.aws/nginx/nginx:1.27' }]
`

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatrial action '))
  mkdirSync(join(folder, 'my infra'))
  writeFileSync(join(folder, 'my infra', 'template.yaml'), template)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Inputs = Readonly<Record<string, string>>

/** What a condition of a step says: comparisons of inputs with texts, `&&`, `||` and brackets. */
function holds(condition: string, inputs: Inputs): boolean {
  const written = condition.replaceAll(/inputs\.([\w-]+)/g, (_, name: string) => JSON.stringify(inputs[name]))
  expect(written).toMatch(/^(?:"[^"]*"|'[^']*'|==|!=|&&|\|\||[() ])+$/)
  // The text was just found to hold comparisons of literals alone.
  return Boolean(runInNewContext(written))
}

interface Ran {
  readonly steps: readonly string[]
  readonly code: number
  readonly output: string
  readonly summary: string
}

/** Runs the shell steps of the action as a runner would, to the first that fails. */
function run(given: Inputs): Ran {
  const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, one]) => [name, one.default]))
  const inputs: Inputs = { ...defaults, command: `${process.execPath} ${command}`, ...given }
  const files = { GITHUB_STEP_SUMMARY: join(folder, 'summary.md'), GITHUB_OUTPUT: join(folder, 'output') }
  for (const file of Object.values(files)) writeFileSync(file, '')
  const steps: string[] = []
  let output = ''
  let code = 0
  for (const step of action.runs.steps) {
    if (code !== 0 || !holds(step.if, inputs)) continue
    steps.push(step.name)
    if (step.run === undefined) continue
    const env = Object.fromEntries(
      Object.entries(step.env ?? {}).map(([name, value]) => [
        name,
        value.replaceAll(
          /\$\{\{ inputs\.([\w-]+) \}\}/g,
          (_, input: string) => inputs[input] ?? 'NO SUCH INPUT',
        ),
      ]),
    )
    // The flags with which GitHub runs `shell: bash`.
    const done = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      cwd: folder,
      env: { PATH: process.env.PATH, GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: folder, ...files, ...env },
      encoding: 'utf8',
    })
    output += done.stdout + done.stderr
    code = done.status ?? -1
  }
  return { steps, code, output, summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8') }
}

describe('the GitHub Action', () => {
  it('takes the version of the package, and gives every input a default', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    expect(action.inputs.version?.default).toBe(version)
    expect(action.runs.using).toBe('composite')
    for (const input of Object.values(action.inputs)) expect(input).toHaveProperty('default')
  })

  it('writes no input into its scripts, where a pull request could run it', () => {
    for (const { run: script = '' } of action.runs.steps) expect(script).not.toContain('${{')
  })

  it('checks, annotates the lines and writes the summary', () => {
    const { steps, code, output, summary } = run({ paths: 'my infra\n' })
    expect(steps).toEqual(['Check'])
    expect(output).toContain('error[fargate-cpu-memory-invalid]')
    expect(output).toMatch(/^::error file=my infra\/template\.yaml,line=\d+,/m)
    expect(summary).toContain('| error | fargate-cpu-memory-invalid |')
    expect(code).toBe(1)
  })

  it('passes its options on', () => {
    expect(run({ paths: 'my infra', 'fail-on': 'never' }).code).toBe(0)
    expect(run({ paths: 'my infra', skip: 'log-group-missing fargate-cpu-memory-invalid' }).code).toBe(0)
    expect(run({ paths: 'my infra', only: 'log-group-missing' }).code).toBe(0)
    expect(run({ paths: 'my infra', only: 'log-group-missing', strict: 'true' }).code).toBe(1)
    expect(run({ paths: 'nowhere' }).code).toBe(2)
  })

  it('writes SARIF, and uploads it where it is to', () => {
    const { steps, code } = run({ paths: 'my infra', 'sarif-file': 'found.sarif', 'upload-sarif': 'true' })
    expect(steps).toEqual(['Findings as SARIF', 'Findings to code scanning', 'Check'])
    const sarif = readFileSync(join(folder, 'found.sarif'), 'utf8')
    expect(sarif).toContain('"uri": "my%20infra/template.yaml"')
    expect(readFileSync(join(folder, 'output'), 'utf8')).toBe('file=found.sarif\n')
    expect(code).toBe(1)
    expect(run({ paths: 'my infra', 'fail-on': 'never' }).steps).toEqual(['Check'])
  })

  it('says why a deploy failed, from its output', () => {
    const text =
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref docker.io/library/nginx:1: toomanyrequests: You have reached your pull rate limit.'
    writeFileSync(join(folder, 'deploy.log'), `deploying\n${text}\n`)
    const fromFile = run({ paths: 'my infra', why: 'deploy.log' })
    expect(fromFile.steps).toEqual(['Why it failed'])
    expect(fromFile.output).toContain('dockerhub-rate-limit')
    expect(fromFile.summary).toContain('dockerhub-rate-limit')
    expect(fromFile.code).toBe(0)
    expect(run({ paths: 'my infra', why: text }).output).toContain('dockerhub-rate-limit')
  })

  it('does not run what a text holds', () => {
    const { code } = run({ paths: 'my infra', why: 'it failed $(touch ran) `touch ran`; touch ran' })
    expect(existsSync(join(folder, 'ran'))).toBe(false)
    expect(code).toBe(0)
  })
})
