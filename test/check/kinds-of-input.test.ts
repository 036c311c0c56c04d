import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reportOf, runCheck } from '../support/check-command.ts'

/** A task definition of a size that Fargate does not have. */
const definition = JSON.stringify({
  family: 'web',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '700',
  containerDefinitions: [{ name: 'app', image: 'public.ecr.aws/nginx/nginx:1.27' }],
})
const template = `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: shop
      ContainerDefinitions: [{ Name: app, Image: 'public.ecr.aws/nginx/nginx:1.27' }]
`
const emptyPlan = { format_version: '1.2', terraform_version: '1.9.8', planned_values: { root_module: {} } }

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'seatrial-kinds-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, content: string | Uint8Array | object): void {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  const isRaw = typeof content === 'string' || content instanceof Uint8Array
  writeFileSync(path, isRaw ? content : JSON.stringify(content))
}

/** What is said of an input that cannot be checked. */
function refusal(...words: string[]): string {
  const { code, stdout, stderr } = runCheck(words, { cwd: folder })
  expect(stdout).toBe('')
  expect(stderr).not.toContain('    at ')
  expect(code).toBe(2)
  return stderr
}

const codesOf = (words: readonly string[], input = ''): readonly string[] =>
  reportOf(words, { cwd: folder, input }).findings.map(({ code }) => code)

describe('what is for people to read', () => {
  it('is left out beside what is deployed, and refused alone', () => {
    write('README.md', '# A `text`: [for people')
    write('task.json', definition)
    expect(codesOf(['README.md', 'task.json'])).toEqual(codesOf(['task.json']))
    expect(codesOf(['task.json'])).not.toEqual([])
    expect(refusal('README.md')).toContain('README.md: this is for people to read')
  })
})

describe('what a tool has to turn into something else first', () => {
  const zip = (name: string): Uint8Array =>
    Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(26, 0xff), Buffer.from(name)])

  it.each<[string, string, string | Uint8Array | object, string]>([
    [
      "Terraform's own language",
      'main.tf',
      'resource "aws_ecs_cluster" "a" {}',
      'terraform show -json tfplan',
    ],
    ['a plan as Terraform keeps it', 'my.plan', zip('tfplan'), 'terraform show -json my.plan > plan.json'],
    ['another archive', 'function.zip', zip('index.js'), 'unpack it'],
    [
      'the log of a plan',
      'plan.json',
      '{"@level":"info","@message":"Terraform 1.9.8"}\n{"@level":"info"}\n',
      'terraform show -json tfplan',
    ],
    [
      'a state as Terraform keeps it',
      'terraform.tfstate',
      { version: 4, terraform_version: '1.5.0', serial: 1, resources: [] },
      'terraform show -json > state.json',
    ],
    [
      'a state of an old Terraform',
      'old.json',
      { version: 3, terraform_version: '0.11.0', modules: [] },
      'terraform show -json > state.json',
    ],
    [
      'an empty state',
      'state.json',
      { format_version: '1.0', terraform_version: '1.9.8' },
      'nothing was applied yet',
    ],
    ['Jsonnet', 'ecs-task-def.jsonnet', "{ family: 'web' }", 'ecspresso render taskdef'],
    [
      'the configuration of ecspresso',
      'ecspresso.yml',
      'service_definition: a.json\ntask_definition: b.json\n',
      'name the folder',
    ],
    ['the configuration of the CDK', 'cdk.json', { app: 'node app.js' }, 'cdk synth'],
  ])('%s: the message says what to run', (_, name, content, said) => {
    write(name, content)
    const message = refusal(name)
    expect(message).toContain(said)
    expect(message).not.toContain('with Resources\n\n')
  })

  it('is said of a folder without anything else, too', () => {
    write('infra/main.tf', 'resource "aws_ecs_cluster" "a" {}')
    expect(refusal('infra')).toContain('terraform show -json tfplan')
    write('service/ecs-task-def.jsonnet', '{}')
    expect(refusal('service')).toContain('ecspresso render taskdef')
  })
})

describe('what is nothing to check', () => {
  it.each<[string, string, string]>([
    ['a list', 'list.json', '[1,2,3]'],
    ['a text', 'text.json', '"text"'],
    ['an empty file', 'empty.json', ''],
    ['a package', 'package.json', '{"name":"a","version":"1","dependencies":{}}'],
  ])('%s in JSON: every kind that is known is named', (_, name, content) => {
    write(name, content)
    expect(refusal(name)).toContain('terraform show -json')
  })

  it('is said once of a file that has nothing of a template', () => {
    write('other.yaml', 'region: a\ncluster: b\n')
    expect(refusal('other.yaml').match(/other\.yaml/g)).toHaveLength(1)
  })

  it('is said of every path at once', () => {
    write('list.json', '[]')
    const message = refusal('list.json', 'nowhere.yaml', '')
    expect(message).toContain('list.json')
    expect(message).toContain('nowhere.yaml')
    expect(message).toContain('the path is empty')
  })

  it.skipIf(process.platform === 'win32')('a named pipe and a device are not waited for', () => {
    execFileSync('mkfifo', [join(folder, 'pipe.json')])
    expect(refusal('pipe.json')).toContain('named pipe')
    expect(refusal('/dev/zero')).toContain('not a file')
  })

  it.skipIf(process.platform === 'win32')('a loop of links, and links to nothing', () => {
    symlinkSync('b.yaml', join(folder, 'a.yaml'))
    symlinkSync('a.yaml', join(folder, 'b.yaml'))
    expect(refusal('a.yaml')).toContain('lead in a circle')
    expect(refusal('.')).toContain('nothing to check')
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('what this user may not read', () => {
    write('closed/template.yaml', template)
    chmodSync(join(folder, 'closed'), 0o000)
    const message = refusal('closed')
    chmodSync(join(folder, 'closed'), 0o755)
    expect(message).toContain('may not be read by this user')
  })
})

describe('a stream', () => {
  it('is read for -, and called <stdin>', () => {
    const [finding] = reportOf(['-'], { cwd: folder, input: definition }).findings
    expect(finding).toMatchObject({ code: 'fargate-cpu-memory-invalid', place: { file: '<stdin>', line: 1 } })
    expect(runCheck(['-'], { cwd: folder, input: definition }).stdout).toContain('^^^^^')
  })

  it('holds a template as well as anything else', () => {
    expect(codesOf(['-'], template)).toEqual(['task-definition-refused'])
    expect(runCheck(['-'], { cwd: folder, input: '{"Resources":\n nothing}' }).stderr).toContain(
      '2 |  nothing}',
    )
  })

  it('may be given as a descriptor of the shell', () => {
    const words = `'${process.execPath}' '${join(import.meta.dirname, '../../dist/cli/main.js')}'`
    write('old.json', definition.replace('700', '512'))
    write('new.json', definition)
    const shell = `${words} check --diff --format compact <(cat old.json) <(cat new.json); exit 0`
    const printed = execFileSync('bash', ['-c', shell], { cwd: folder, encoding: 'utf8' })
    expect(printed).toContain('fargate-cpu-memory-invalid')
  })

  it('cannot be fixed, and is not waited for where it is closed', () => {
    expect(runCheck(['-', '--fix'], { cwd: folder, input: template })).toMatchObject({ code: 2, stdout: '' })
    expect(runCheck(['-'], { cwd: folder })).toMatchObject({ code: 2, stdout: '' })
  })
})

describe('a folder', () => {
  it('is one world of its template, its plan and its task definitions', () => {
    write('template.yaml', template)
    write('task-definition.json', definition)
    write('plan.json', emptyPlan)
    write('package-lock.json', '{"name":"a"}')
    expect(codesOf(['.'])).toEqual(['fargate-cpu-memory-invalid', 'task-definition-refused'])
  })

  it('of several plans has to be told which', () => {
    write('a.json', emptyPlan)
    write('b.json', emptyPlan)
    expect(refusal('.')).toContain('a.json, b.json')
  })

  it('tells of a task definition that cannot be read', () => {
    write('ecs-task-def.json', definition.slice(0, -2))
    write('ecs-service-def.json', { launchType: 'FARGATE', desiredCount: 1 })
    expect(refusal('.')).toContain('ecs-task-def.json')
  })

  it('may hold a template without line breaks, and links to templates', () => {
    write('elsewhere/main.json', { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } })
    expect(refusal('elsewhere')).toContain('nothing here that ECS would start')
    if (process.platform === 'win32') return
    write('real.txt', template)
    mkdirSync(join(folder, 'linked'))
    symlinkSync('../real.txt', join(folder, 'linked', 'main.yaml'))
    expect(codesOf(['linked'])).toEqual(['task-definition-refused'])
  })
})
