import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  existsSync,
  symlinkSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import type { EvaluatedLaunch, StepInSubnet } from '../../launch/evaluated-launch.ts'
import { formatPlace, InputError } from '../input-error.ts'
import { openWorld, type OpenedWorld } from './open-world.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')
const cases = join(root, 'cases', 'inputs', 'world')

/** Everything of a step in one place, one line each. */
function shownPlace({ troubles, open }: StepInSubnet): string {
  return [
    ...troubles.map(({ failure, evidence }) => {
      const facts = evidence.map(({ fact, source }) => `${fact}${source === undefined ? '' : ` (${source})`}`)
      return `    ! ${failure.code}${facts.length === 0 ? '' : `: ${facts.join('; ')}`}`
    }),
    ...open.map((settledBy) => `    ? ${settledBy}`),
  ].join('\n')
}

function shownLaunch({ subject, request, steps, placeOf }: EvaluatedLaunch): string[] {
  const { launchType, account, region } = request
  return [
    `${subject.kind} ${subject.name}: ${launchType} ${account} ${region}`,
    ...steps.flatMap(({ step, inSubnets }) => {
      const bySubnets = new Map<string, string[]>()
      for (const place of inSubnets) {
        const text = shownPlace(place)
        bySubnets.set(text, [...(bySubnets.get(text) ?? []), place.subnetId ?? ''])
      }
      return [...bySubnets].flatMap(([text, subnets]) => {
        const where = bySubnets.size === 1 ? '' : ` in ${subnets.join(', ')}`
        return [`  ${step.id}${where} @ ${placeOf?.(step.id)}`, ...(text === '' ? [] : [text])]
      })
    }),
  ]
}

function shown({ launches, problems }: OpenedWorld): string {
  const lines = [
    ...problems.map(({ source, message }) => `${formatPlace(source)}: ${message}`),
    ...launches.flatMap(shownLaunch),
  ]
  return `${lines.join('\n')}\n`
}

/** What is given: the one file or folder beside `expected.txt`, or the case's folder. */
function inputOf(name: string): string {
  const folder = join(cases, name)
  const inside = readdirSync(folder).filter((file) => file !== 'expected.txt')
  return inside.length === 1 && inside[0]?.endsWith('.json') === true ? join(folder, inside[0]) : folder
}

describe('openWorld', () => {
  it.each(readdirSync(cases))('%s', (name) => {
    const expectedFile = join(cases, name, 'expected.txt')
    const text = shown(openWorld(inputOf(name)))
    if (process.env.UPDATE === '1' || !existsSync(expectedFile)) writeFileSync(expectedFile, text)
    expect(text).toBe(readFileSync(expectedFile, 'utf8'))
  })

  it('finds no trouble in the example that runs', () => {
    const { launches, problems, sources } = openWorld(join(root, 'examples/jobsynchub'))
    const troubles = launches.flatMap(({ steps }) =>
      steps.flatMap(({ inSubnets }) => inSubnets.flatMap((one) => one.troubles)),
    )
    expect(launches.map(({ subject }) => `${subject.kind} ${subject.name}`)).toEqual([
      'service user-api',
      'service notification',
      'service api-gateway',
      'task weekly-report',
    ])
    expect(troubles).toEqual([])
    expect(problems).toEqual([])
    expect([...sources.keys()]).toEqual(['template.yaml'])
  })

  it('takes several inputs as one world', () => {
    const { launches } = openWorld([
      join(cases, 'ecspresso/ecs-task-def.json'),
      join(cases, 'permission-on-task-role/template.yaml'),
    ])
    const names = launches.map(({ subject }) => subject.name)
    expect(names).toContain('shop')
    expect(names).toContain('permission-on-task-role-Task')
  })

  it('takes account and region as they are given', () => {
    const { launches } = openWorld(join(cases, 'permission-on-task-role'), {
      account: '999988887777',
      region: 'eu-north-1',
    })
    expect(launches[0]?.request).toMatchObject({ account: '999988887777', region: 'eu-north-1' })
  })

  it('takes what settings beside task definitions say, and not those of a template', () => {
    const folder = mkdtempSync(join(tmpdir(), 'open-world-settings-'))
    const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)
    write(
      'taskdef.json',
      '{"family":"shop","containerDefinitions":[{"name":"app","image":"app:1","memory":64}]}',
    )
    write('seatrial.yaml', 'images: { app:1: { source: ., needs: { memory: 96 } } }\n')
    const described = (path: string): unknown => openWorld(path).launches[0]?.world.describedImage('app:1')
    for (const path of [folder, join(folder, 'taskdef.json')]) {
      expect(described(path)).toMatchObject({
        neededMemoryMiB: { value: 96, source: expect.stringMatching(/seatrial\.yaml:1:\d+$/) },
      })
    }
    write('template.yaml', 'Resources: {}\n')
    expect(described(join(folder, 'taskdef.json'))).toBeUndefined()
    rmSync(folder, { recursive: true })
  })

  it('says what it does not look at', () => {
    const folder = mkdtempSync(join(tmpdir(), 'open-world-express-'))
    const path = join(folder, 'template.yaml')
    writeFileSync(path, 'Resources: { Web: { Type: AWS::ECS::ExpressGatewayService } }\n')
    const { launches, problems } = openWorld(path)
    expect(launches).toEqual([])
    expect(problems.map(({ message }) => message)).toEqual([
      'what express service Web starts is not checked: ECS makes its task definition',
    ])
    rmSync(folder, { recursive: true })
  })

  it("never prints a secret's value", () => {
    const text = JSON.stringify(openWorld(join(cases, 'terraform-state/state.json')).launches)
    expect(text).not.toContain('for local use')
  })
})

describe('inputs that cannot be opened', () => {
  const folder = mkdtempSync(join(tmpdir(), 'open-world-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const problemOf = (path: string): { message: string; expected?: string } => {
    try {
      openWorld(path)
    } catch (error) {
      if (error instanceof InputError && error.problems[0]) return error.problems[0]
      throw error
    }
    throw new Error(`${path} was opened`)
  }

  it.each([
    [
      'state.json',
      '{"version":4,"terraform_version":"1.11.4","serial":1,"resources":[]}',
      "Terraform's own state file",
      'terraform show -json',
    ],
    [
      'plan.json',
      '{"format_version":"9.0","terraform_version":"9","planned_values":{}}',
      'format version',
      'version 1',
    ],
    [
      'plan-of-nothing.json',
      '{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{}}',
      'nothing here that ECS would start',
      'task definition',
    ],
    ['broken.json', '{"containerDefinitions": [', 'ends too early', undefined],
    [
      'bucket.yaml',
      'Resources: { Bucket: { Type: AWS::S3::Bucket } }',
      'nothing here that ECS would start',
      'task definition',
    ],
    ['notes.yaml', 'a: [', 'notes', undefined],
    ['empty.json', '', 'empty', undefined],
  ])('%s', (name, text, message, expected) => {
    const problem = problemOf(file(name, text))
    if (message !== 'notes') expect(problem.message).toContain(message)
    if (expected !== undefined) expect(problem.expected).toContain(expected)
  })

  it('a path that does not exist', () => {
    expect(problemOf(join(folder, 'nowhere'))).toMatchObject({
      message: 'the input cannot be read: there is no such file',
    })
  })

  it('a folder without anything to check', () => {
    mkdirSync(join(folder, 'bare'))
    expect(problemOf(join(folder, 'bare')).message).toContain('nothing to check')
  })

  it('symbolic links that lead in a circle', () => {
    symlinkSync(join(folder, 'two'), join(folder, 'one'))
    symlinkSync(join(folder, 'one'), join(folder, 'two'))
    expect(problemOf(join(folder, 'one')).message).toContain('circle')
  })

  it('a folder with two plans', () => {
    mkdirSync(join(folder, 'plans'))
    for (const name of ['a.json', 'b.json']) {
      writeFileSync(
        join(folder, 'plans', name),
        '{"format_version":"1.2","terraform_version":"1","planned_values":{}}',
      )
    }
    expect(problemOf(join(folder, 'plans')).expected).toContain('a.json, b.json')
  })
})
