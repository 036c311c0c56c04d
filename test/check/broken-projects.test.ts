import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reportOf, runCheck } from '../support/check-command.ts'
import { root } from '../support/seatrial.ts'

const examples = 'examples/jobsynchub'
const broken = join(root, examples, 'broken')
const folders = readdirSync(broken, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

/** The cause of each project, as the page beside them has it. */
const causes = new Map(
  [
    ...readFileSync(join(broken, 'README.md'), 'utf8').matchAll(/^\| `([a-z0-9-]+)` +\| `([a-z0-9-]+)`/gm),
  ].map(([, folder = '', code = '']) => [folder, code]),
)

/** What stands on the line that the error is shown at: what is wrong, or what cannot be had because of it. */
const lines: Readonly<Record<string, RegExp>> = {
  'command-in-one-string': /Command: \['node server\.mjs'\]/,
  'container-memory-too-small': /Memory: 32$/,
  'dependency-never-healthy': /Command: \[CMD-SHELL, 'wget /,
  'endpoint-private-dns-off': /^  RegistryApiEndpoint:$/,
  'endpoint-security-group-closed': /^  EndpointSecurityGroup:$/,
  'env-file-in-another-region': /Value: arn:aws:s3:::jobsynchub-config\/weekly-report\.env/,
  'exec-format-error': /Image: .*\/notification:/,
  'health-check-without-curl': /Command: \[CMD-SHELL, 'curl /,
  'image-for-another-architecture': /Image: .*\/notification:/,
  'image-missing': /Image: .*\/notification:1\.1/,
  'kms-key-not-allowed': /ValueFrom: /,
  'log-endpoint-missing': /^  PrivateRouteTable:$/,
  'log-group-missing': /awslogs-group: /,
  'misspelt-action-in-policy': /ValueFrom: /,
  'parameter-on-task-role': /ValueFrom: /,
  'parameter-policy-for-another-path': /ValueFrom: /,
  'private-subnet-without-a-route': /^  PrivateRouteTable:$/,
  'role-that-does-not-exist': /ExecutionRoleArn: /,
  'role-trusts-ecs-not-ecs-tasks': /ExecutionRoleArn: /,
  'secret-arn-without-suffix': /ValueFrom: /,
  'secret-in-another-region': /ValueFrom: /,
  'secret-json-key-missing': /ValueFrom: /,
  'secret-not-json': /ValueFrom: /,
  'security-group-without-egress-443': /^  TaskSecurityGroup:$/,
  'setting-not-given': /- Name: notification$/,
}

let copy: string
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'seatrial-broken-'))
})
afterEach(() => rmSync(copy, { recursive: true, force: true }))

describe('the projects that do not come up', () => {
  it('are all known', () => {
    expect(Object.keys(lines)).toEqual(folders)
    expect([...causes.keys()].toSorted()).toEqual(folders)
  })

  it.each(folders)('%s: its cause is an error, on the line', (folder) => {
    const { findings } = reportOf([join(broken, folder)])
    const text = readFileSync(join(broken, folder, 'template.yaml'), 'utf8').split('\n')
    const [first] = findings
    expect(first).toMatchObject({ code: causes.get(folder), severity: 'error' })
    expect(text[(first?.place?.line ?? 0) - 1]).toMatch(lines[folder] ?? /^$/)
    // Whatever else is found has the same root.
    expect(new Set(findings.map(({ place }) => place?.line)).size).toBe(1)
    expect(runCheck([join(broken, folder)]).code).toBe(1)
  })

  const fixable = new Set([
    'container-memory-too-small',
    'kms-key-not-allowed',
    'log-group-missing',
    'misspelt-action-in-policy',
    'parameter-on-task-role',
    'parameter-policy-for-another-path',
    'role-trusts-ecs-not-ecs-tasks',
    'secret-arn-without-suffix',
    'secret-json-key-missing',
  ])

  it.each(folders)('%s: a fix that is offered makes it clean', (folder) => {
    cpSync(join(root, examples), copy, { recursive: true })
    const project = join(copy, 'broken', folder)
    const before = readFileSync(join(project, 'template.yaml'), 'utf8')
    const offered = reportOf(['.'], { cwd: project }).findings.some(({ fix }) =>
      fix.some(({ automatic }) => automatic),
    )
    expect(offered).toBe(fixable.has(folder))
    expect(runCheck(['--fix'], { cwd: project }).code).toBe(offered ? 0 : 1)
    expect(reportOf(['.'], { cwd: project }).summary.errors === 0).toBe(offered)
    const after = readFileSync(join(project, 'template.yaml'), 'utf8')
    if (!offered) expect(after).toBe(before)
    const lost = before.split('\n').filter((one) => !after.split('\n').includes(one))
    expect(lost.length).toBeLessThanOrEqual(1)
  })
})

describe('the project that comes up', () => {
  it('has nothing wrong', () => {
    const { findings, summary } = reportOf([join(root, examples)])
    expect(findings).toEqual([])
    expect(summary).toMatchObject({ errors: 0, warnings: 0, suppressed: 0 })
  })
})
