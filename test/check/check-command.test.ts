import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { command, reportOf, runCheck } from '../support/check-command.ts'
import { root } from '../support/seatrial.ts'
import { schemaErrors, type TestSchema } from '../support/schema-errors.ts'

const broken = 'examples/jobsynchub/broken/parameter-on-task-role'
const code = 'exec-role-missing-ssm-permission'

/** A template with one error: nothing allows the role to read the parameter. */
const template = `Resources:
  Key:
    Type: AWS::SSM::Parameter
    Properties: { Name: /shop/key, Type: String, Value: x }
  Execution:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: ecs-tasks.amazonaws.com }, Action: 'sts:AssumeRole' }]
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: shop
      NetworkMode: bridge
      ExecutionRoleArn: !GetAtt Execution.Arn
      ContainerDefinitions:
        - Name: app
          Image: public.ecr.aws/nginx/nginx:1.27
          Memory: 128
          Secrets:
            - Name: KEY
              ValueFrom: /shop/key
`
const line = '              ValueFrom: /shop/key'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatrial-check-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(text: string, settings?: string): void {
  writeFileSync(join(folder, 'template.yaml'), text)
  if (settings !== undefined) writeFileSync(join(folder, 'seatrial.yaml'), settings)
}

const fixedTemplate = (): string => {
  write(template)
  runCheck(['--fix'], { cwd: folder })
  return readFileSync(join(folder, 'template.yaml'), 'utf8')
}

describe('how a check ends', () => {
  it('with 0 where nothing will fail', () => {
    write(fixedTemplate())
    const { code: ended, stdout } = runCheck(['.'], { cwd: folder })
    expect(stdout).toContain('1 launch checked · 0 errors')
    expect(ended).toBe(0)
  })

  it('with 1 where something will, and not where only that is not to count', () => {
    write(template)
    const here = { cwd: folder }
    expect(runCheck([], here).code).toBe(1)
    expect(runCheck(['--fail-on', 'warning'], here).code).toBe(1)
    expect(runCheck(['--fail-on', 'never'], here).code).toBe(0)
    expect(runCheck(['--skip', code], here).code).toBe(0)
    expect(runCheck(['--only', 'log-group-missing'], here).code).toBe(0)
    expect(runCheck(['--only', 'log-group-missing', code], here).code).toBe(1)
  })

  it('with 1 for a warning where warnings count', () => {
    write(`${fixedTemplate()}# seatrial-ignore: disk-full\n`)
    expect(reportOf([], { cwd: folder }).summary).toMatchObject({ errors: 0, warnings: 1 })
    expect(runCheck([], { cwd: folder }).code).toBe(0)
    expect(runCheck(['--fail-on', 'warning'], { cwd: folder }).code).toBe(1)
  })

  it('with 1 where anything could not be told, and it is strict', () => {
    write(fixedTemplate())
    expect(reportOf([], { cwd: folder }).summary.unknown).toBeGreaterThan(0)
    expect(runCheck(['--strict'], { cwd: folder }).code).toBe(1)
    expect(runCheck(['--strict', '--fail-on', 'never'], { cwd: folder }).code).toBe(1)
  })

  it('with 3 where nothing could be told', () => {
    write(`Resources:
  Service:
    Type: AWS::ECS::Service
    Properties: { ServiceName: shop, TaskDefinition: 'elsewhere:3' }
`)
    const { code: ended, stdout } = runCheck([], { cwd: folder })
    expect(stdout).toContain('elsewhere:3')
    expect(stdout).toContain('0 launches checked · 0 errors · 1 unknown')
    expect(ended).toBe(3)
  })

  it.each([
    ['a file that is not there', ['nowhere.yaml'], 'nowhere.yaml'],
    ['a cause that is not there', ['--only', 'log-group-mising'], 'did you mean log-group-missing?'],
    ['a format that is not there', ['--format', 'xml'], 'pretty, compact, json, sarif, junit, github'],
    ['--dry-run alone', ['--dry-run'], '--fix'],
    ['one revision to compare', ['--diff', '.'], '--diff OLD NEW'],
    ['a fix of a comparison', ['--diff', '.', '.', '--fix'], '--diff compares'],
  ])('with 2 for %s', (_, words, said) => {
    write(template)
    const { code: ended, stdout, stderr } = runCheck(words, { cwd: folder })
    expect(stderr).toContain(said)
    expect(stdout).toBe('')
    expect(ended).toBe(2)
  })

  it('with 2 for what is no template', () => {
    write('just text\n')
    const { code: ended, stderr } = runCheck([], { cwd: folder })
    expect(stderr).toContain('template.yaml')
    expect(ended).toBe(2)
  })
})

describe('a capacity provider that is not associated with the cluster', () => {
  const severityOf = (provider: string, more = ''): string | undefined => {
    write(`Resources:
  Cluster: { Type: AWS::ECS::Cluster, Properties: { ClusterName: shop } }
${more}  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: shop
      ContainerDefinitions: [{ Name: app, Image: 'public.ecr.aws/nginx/nginx:1.27', Memory: 128 }]
  Service:
    Type: AWS::ECS::Service
    Properties:
      ServiceName: shop
      Cluster: !Ref Cluster
      TaskDefinition: !Ref Task
      CapacityProviderStrategy: [{ CapacityProvider: ${provider}, Weight: 1 }]
`)
    const { findings } = reportOf([], { cwd: folder })
    return findings.find((finding) => finding.code === 'capacity-provider-not-associated')?.severity
  }

  it("is a warning where it is Fargate's own, which services are known to be given all the same", () => {
    expect(severityOf('FARGATE')).toBe('warning')
    expect(severityOf('FARGATE_SPOT')).toBe('warning')
  })

  it('is an error where it is a group of instances', () => {
    const instances = `  Instances:
    Type: AWS::ECS::CapacityProvider
    Properties: { Name: instances, AutoScalingGroupProvider: { AutoScalingGroupArn: shop } }
`
    expect(severityOf('!Ref Instances', instances)).toBe('error')
  })
})

describe('what a check prints', () => {
  it('names files from the current folder', () => {
    const [finding] = reportOf([broken]).findings
    expect(finding).toMatchObject({ code, place: { file: `${broken}/template.yaml`, line: 94, column: 26 } })
    const inside = reportOf(['.'], { cwd: join(root, broken) }).findings[0]
    expect(inside?.place?.file).toBe('template.yaml')
    const above = reportOf([join(root, broken)], { cwd: folder }).findings[0]
    expect(above?.place?.file).toBe(join(root, broken, 'template.yaml'))
  })

  it('is JSON as its schema says, and nothing else', () => {
    const schema = JSON.parse(readFileSync(join(root, 'docs/check.schema.json'), 'utf8')) as TestSchema
    const { stdout, stderr } = runCheck([broken, '--json'])
    expect(schemaErrors(JSON.parse(stdout), schema)).toEqual([])
    expect(stderr).toBe('')
  })

  it.skipIf(process.platform !== 'linux')('has colours for a terminal only, and none with NO_COLOR', () => {
    const inTerminal = (env: Record<string, string>): string => {
      const words = `'${process.execPath}' '${command}' check '${join(root, broken)}'`
      const { PATH } = process.env
      const done = spawnSync('script', ['-qec', words, '/dev/null'], {
        env: { PATH, TERM: 'xterm', ...env },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      expect(done.stdout).toContain(code)
      return done.stdout
    }
    expect(inTerminal({})).toContain('\u001B[31m')
    expect(inTerminal({ NO_COLOR: '1' })).not.toContain('\u001B[')
    expect(runCheck([broken], { env: { NO_COLOR: '' } }).stdout).not.toContain('\u001B[')
  })

  it('is shown on the lines and in the summary of a job of GitHub Actions as well', () => {
    const summary = join(folder, 'summary.md')
    mkdirSync(join(folder, 'infra'))
    writeFileSync(join(folder, 'infra', 'template.yaml'), template)
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE: folder }
    const { stdout } = runCheck([], { cwd: join(folder, 'infra'), env })
    expect(stdout).toContain(`error[${code}]`)
    expect(stdout).toContain(`::error file=infra/template.yaml,line=22,col=26,title=${code}::`)
    expect(readFileSync(summary, 'utf8')).toContain(`| error | ${code} | shop |`)
    const sarif = runCheck(['--format', 'sarif'], { cwd: join(folder, 'infra'), env }).stdout
    expect(sarif).toContain('"uri": "infra/template.yaml"')
    expect(sarif).not.toContain('::error')
  })
})

describe('what a project lives with', () => {
  it('is counted and does not fail, by a comment', () => {
    write(template.replace(line, `${line} # seatrial-ignore: ${code} until 2999-01-01 the account allows it`))
    const report = reportOf([], { cwd: folder })
    expect(report.summary).toMatchObject({ errors: 0, suppressed: 1 })
    expect(report.suppressed[0]).toMatchObject({ reason: 'the account allows it', finding: { code } })
    const { stdout, code: ended } = runCheck([], { cwd: folder })
    expect(stdout).toContain('0 errors · 1 suppressed')
    expect(ended).toBe(0)
  })

  it('is counted and does not fail, by seatrial.yaml', () => {
    write(template, `ignore: [{ code: ${code}, subject: shop, reason: known, until: 2999-01-01 }]\n`)
    expect(reportOf([], { cwd: folder }).summary).toMatchObject({ errors: 0, suppressed: 1 })
  })

  it('comes back with a warning when its day is over', () => {
    write(template, `ignore: [{ code: ${code}, reason: known, until: 2020-01-01 }]\n`)
    const { findings } = reportOf([], { cwd: folder })
    expect(findings.map((one) => [one.code, one.severity])).toEqual([
      [code, 'error'],
      ['suppression-expired', 'warning'],
    ])
    expect(runCheck([], { cwd: folder }).code).toBe(1)
  })
})

describe('fixes', () => {
  it('are shown and not made with --dry-run', () => {
    write(template)
    const { stdout, stderr, code: ended } = runCheck(['--fix', '--dry-run'], { cwd: folder })
    expect(stdout).toContain('+++ b/template.yaml')
    expect(stdout).toContain('+                Action: ssm:GetParameters')
    expect(stderr).toContain('would fix 1 finding in 1 file')
    expect(readFileSync(join(folder, 'template.yaml'), 'utf8')).toBe(template)
    expect(ended).toBe(1)
  })

  it('are shown, made, and checked again', () => {
    write(template)
    const { stdout, stderr, code: ended } = runCheck(['--fix'], { cwd: folder })
    expect(stdout).toContain('+++ b/template.yaml')
    expect(stdout).toContain('0 errors')
    expect(stderr).toContain('fixed 1 finding in 1 file')
    expect(ended).toBe(0)
    expect(runCheck(['--fix'], { cwd: folder }).stdout).not.toContain('+++')
  })

  it('leave standard output to the report where a program reads it', () => {
    write(template)
    const { stdout, stderr } = runCheck(['--fix', '--format', 'json'], { cwd: folder })
    expect(JSON.parse(stdout)).toMatchObject({ summary: { errors: 0 } })
    expect(stderr).toContain('+++ b/template.yaml')
  })

  it('are made by what the fixed one uncovers as well', () => {
    const other = template
      .replace(
        '  Key:',
        '  Other:\n    Type: AWS::SSM::Parameter\n    Properties: { Name: /shop/other, Type: String, Value: x }\n  Key:',
      )
      .replace(line, `${line}\n            - Name: OTHER\n              ValueFrom: /shop/other`)
    write(other)
    expect(runCheck(['--fix'], { cwd: folder }).code).toBe(0)
  })

  it('keep the byte order mark of a file', () => {
    write(`\uFEFF${template}`)
    expect(runCheck(['--fix'], { cwd: folder }).code).toBe(0)
    const bytes = readFileSync(join(folder, 'template.yaml'))
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf')
    expect(bytes.lastIndexOf('\uFEFF')).toBe(0)
  })

  it('say so where none can be made', () => {
    write(template.replace('ExecutionRoleArn: !GetAtt Execution.Arn', 'NetworkMode2: bridge'))
    expect(runCheck(['--fix'], { cwd: folder }).stderr).toContain('nothing is fixed')
    write(fixedTemplate())
    expect(runCheck(['--fix'], { cwd: folder }).stderr).toBe('')
  })

  it('leave alone what is suppressed or not asked for', () => {
    write(template)
    runCheck(['--fix', '--skip', code], { cwd: folder })
    expect(readFileSync(join(folder, 'template.yaml'), 'utf8')).toBe(template)
  })
})
