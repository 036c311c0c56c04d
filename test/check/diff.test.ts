import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCheck } from '../support/check-command.ts'
import { schemaErrors, type TestSchema } from '../support/schema-errors.ts'
import { root } from '../support/seatrial.ts'
import { planOf } from '../support/terraform-plan.ts'

/** A revision as DescribeTaskDefinition gives it. */
const revision = {
  family: 'shop',
  revision: 3,
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  executionRoleArn: 'arn:aws:iam::111122223333:role/execution',
  taskRoleArn: 'arn:aws:iam::111122223333:role/shop',
  containerDefinitions: [
    {
      name: 'app',
      image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1',
      secrets: [{ name: 'KEY', valueFrom: 'arn:aws:ssm:eu-west-1:111122223333:parameter/shop/key' }],
    },
  ],
}

const { taskRoleArn, ...withoutRole } = revision
const next = {
  ...withoutRole,
  revision: 4,
  memory: '300',
  containerDefinitions: [
    {
      name: 'app',
      image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:2',
      secrets: [
        { name: 'KEY', valueFrom: 'arn:aws:ssm:eu-west-1:111122223333:parameter/shop/key' },
        { name: 'TOKEN', valueFrom: 'arn:aws:ssm:eu-west-1:111122223333:parameter/shop/token' },
      ],
    },
  ],
}

interface Difference {
  readonly changes: readonly {
    readonly what: string
    readonly before: string | null
    readonly after: string | null
    readonly place: { readonly file: string } | null
  }[]
  readonly introduced: readonly { readonly code: string }[]
  readonly resolved: readonly { readonly code: string }[]
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatrial-diff-'))
  const write = (name: string, value: object): void =>
    writeFileSync(join(folder, name), JSON.stringify(value, undefined, 2))
  write('old.json', revision)
  write('new.json', next)
  write('described.json', { taskDefinition: revision })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const compare = (...words: string[]): ReturnType<typeof runCheck> =>
  runCheck(['--diff', ...words], { cwd: folder })
const differenceOf = (old: string, now: string): Difference =>
  JSON.parse(compare(old, now, '--format', 'json').stdout) as Difference

describe('two revisions', () => {
  it('differ in what a launch needs', () => {
    const { changes } = differenceOf('old.json', 'new.json')
    expect(changes.map(({ what, before, after }) => [what, before, after])).toEqual([
      ['task role', taskRoleArn, null],
      ['task memory', '512', '300'],
      [
        'image of app',
        `${revision.containerDefinitions[0]?.image}`,
        `${next.containerDefinitions[0]?.image}`,
      ],
      ['secret TOKEN of app', null, 'arn:aws:ssm:eu-west-1:111122223333:parameter/shop/token'],
    ])
    expect(changes.map(({ place }) => place?.file ?? null)).toEqual([
      null,
      'new.json',
      'new.json',
      'new.json',
    ])
  })

  it('differ in what will fail, and only what is new counts', () => {
    const forth = differenceOf('old.json', 'new.json')
    expect(forth.introduced.map(({ code }) => code)).toEqual(['fargate-cpu-memory-invalid'])
    expect(forth.resolved).toEqual([])
    expect(compare('old.json', 'new.json').code).toBe(1)
    const back = differenceOf('new.json', 'old.json')
    expect(back.introduced).toEqual([])
    expect(back.resolved.map(({ code }) => code)).toEqual(['fargate-cpu-memory-invalid'])
    expect(compare('new.json', 'old.json').code).toBe(0)
  })

  it('are printed with what was before and what is now', () => {
    const { stdout } = compare('old.json', 'new.json')
    expect(stdout).toContain(`shop: task role was removed\n  - ${taskRoleArn}\n`)
    expect(stdout).toMatch(/shop: task memory changed {2}new\.json:\d+:\d+\n {2}- 512\n {2}\+ 300\n/)
    expect(stdout).toContain('error[fargate-cpu-memory-invalid]')
    expect(stdout).toContain('4 changed · 1 new · 0 gone · 0 as before')
  })

  it('are the same in both shapes of one revision', () => {
    const { stdout, code } = compare('old.json', 'described.json')
    expect(stdout).toBe('nothing that a launch needs changed · 0 new · 0 gone · 0 as before\n')
    expect(code).toBe(0)
  })

  it('are JSON as its schema says, whose findings are those of a check', () => {
    const read = (name: string): TestSchema =>
      JSON.parse(readFileSync(join(root, 'docs', name), 'utf8')) as TestSchema
    const [schema, ofCheck] = [read('check-diff.schema.json'), read('check.schema.json')]
    for (const [old, now] of [
      ['old.json', 'new.json'],
      ['new.json', 'old.json'],
      ['old.json', 'old.json'],
    ] as const) {
      expect(schemaErrors(differenceOf(old, now), schema)).toEqual([])
    }
    expect(schemaErrors({ ...differenceOf('old.json', 'new.json'), version: 2 }, schema)).toEqual([
      '$.version: is not 1',
    ])
    expect(schema.definitions).toEqual(ofCheck.definitions)
  })

  it('are annotated with what is new alone', () => {
    const { stdout } = compare('old.json', 'new.json', '--format', 'github')
    expect(stdout).toMatch(/^::error file=new\.json,line=\d+,col=\d+,title=fargate-cpu-memory-invalid::.*\n$/)
    expect(compare('new.json', 'old.json', '--format', 'compact').stdout).toBe('')
  })

  it('tells which variables change, and none of their values', () => {
    const withVariables = (environment: readonly object[]): string =>
      JSON.stringify({
        ...revision,
        containerDefinitions: revision.containerDefinitions.map((one) => ({ ...one, environment })),
      })
    writeFileSync(
      join(folder, 'variables-old.json'),
      withVariables([
        { name: 'LEVEL', value: 'hush-1' },
        { name: 'GONE', value: 'hush-2' },
      ]),
    )
    writeFileSync(
      join(folder, 'variables-new.json'),
      withVariables([
        { name: 'LEVEL', value: 'hush-3' },
        { name: 'FRESH', value: '' },
      ]),
    )
    const words = ['--diff', 'variables-old.json', 'variables-new.json']
    const { stdout } = runCheck(words, { cwd: folder })
    expect(stdout).toMatch(/variable LEVEL of app changed.*\n {2}- set\n {2}\+ set to another value\n/)
    expect(stdout).toContain('variable GONE of app was removed')
    expect(stdout).toContain('variable FRESH of app was added')
    expect(stdout).not.toContain('hush')
  })

  it('takes containers that are not known yet for neither added nor removed', () => {
    const plan = (container: object | undefined): string =>
      JSON.stringify(
        planOf({
          'aws_ecs_task_definition.web': {
            after: {
              family: 'web',
              network_mode: 'bridge',
              ...(container ? { container_definitions: JSON.stringify([container]) } : {}),
            },
            unknown: container ? {} : { container_definitions: true },
          },
        }),
      )
    writeFileSync(join(folder, 'known.json'), plan({ name: 'app', image: 'nginx:1', memory: 64 }))
    writeFileSync(join(folder, 'open.json'), plan(undefined))
    const { changes } = differenceOf('known.json', 'open.json')
    expect(changes.map(({ what, before, after }) => ({ what, before, after }))).toEqual([
      { what: 'containers', before: 'app', after: 'not known' },
    ])
    expect(differenceOf('open.json', 'open.json').changes).toEqual([])
  })
})
