import type { ContainerDefinition } from '@aws-sdk/client-ecs'
import { describe, expect, it } from 'vitest'
import { absent, present, unknownFact } from '../../model/launch/fact.ts'
import type { ImageDescription, LaunchWorld } from '../../model/launch/world.ts'
import type { Cause } from '../cause.ts'
import { containerOutcome, launchOf, type LaunchChanges } from '../support/launch-of.ts'
import { appConfigMissing } from './app-config-missing.ts'
import { commandSingleString } from './command-single-string.ts'
import { entrypointNotFound } from './entrypoint-not-found.ts'
import { oomKilled } from './oom-killed.ts'

interface Said {
  readonly entryPoint?: string[]
  readonly command?: string[]
  readonly environment?: Record<string, string>
  readonly programs?: string[]
  readonly variables?: string[]
  readonly memory?: number
}

const described = (said: Said): ImageDescription => ({
  entryPoint: said.entryPoint ?? [],
  command: said.command ?? [],
  environment: said.environment ?? {},
  ...(said.programs && { programs: { value: said.programs, source: 'seatrial.yaml:5:7' } }),
  neededVariables: (said.variables ?? []).map((value) => ({ value, source: 'seatrial.yaml:6:7' })),
  ...(said.memory !== undefined && { neededMemoryMiB: { value: said.memory, source: 'seatrial.yaml:7:7' } }),
  source: 'seatrial.yaml:2:3',
})

/** What is said of every image; whether one is in its registry is not known. */
const saying = (said: Said): Partial<LaunchWorld> => ({
  image: () => unknownFact('looking into the registry'),
  describedImage: () => described(said),
})

/** Message, severity and place of all that is found; `open` or `none` where nothing is. */
function read(cause: Cause, changes: LaunchChanges): unknown {
  const { found = [], open = [] } = cause.find?.(launchOf(changes)) ?? {}
  if (found.length === 0) return open.length > 0 ? 'open' : 'none'
  return found.map(({ facts, part, isDoubtful }) =>
    [isDoubtful === true ? 'warning' : 'error', part, cause.tell(facts).message].join(' · '),
  )
}

const environment = (name: string, value: string): Partial<ContainerDefinition> => ({
  environment: [{ name, value }],
})
const file = { environmentFiles: [{ type: 's3' as const, value: 'arn:aws:s3:::b/app.env' }] }
const line = (part: string): string =>
  `error · container/app${part} · container \`app\` of \`shop\` does not start: \`npm run start\` is given as one string and taken for the name of a program`
const unset = 'container `app` of `shop` fails: `KEY` is not given'
const two: ContainerDefinition[] = [
  { name: 'app', image: 'app:1' },
  { name: 'side', image: 'side:1' },
]

describe('what the project says of images', () => {
  it.each<[string, Cause, LaunchChanges, unknown]>([
    [
      'a command line, and no entry point',
      commandSingleString,
      { container: { command: ['npm run start'] }, world: saying({}) },
      [line('/command')],
    ],
    [
      'a command line as entry point',
      commandSingleString,
      { container: { entryPoint: ['npm run start'] }, world: saying({ programs: ['npm'] }) },
      [line('/entryPoint')],
    ],
    [
      'a command line of the image itself',
      commandSingleString,
      { world: saying({ command: ['npm run start'] }) },
      [line('')],
    ],
    [
      'a command line, of a container that nothing depends on',
      commandSingleString,
      { container: { command: ['npm run start'], essential: false }, world: saying({}) },
      [line('/command').replace('error', 'warning')],
    ],
    [
      'a shell as entry point',
      commandSingleString,
      { container: { command: ['npm run start'] }, world: saying({ entryPoint: ['sh', '-c'] }) },
      'none',
    ],
    [
      'a path with a blank',
      commandSingleString,
      { container: { command: ['/opt/my app/run'] }, world: saying({}) },
      'open',
    ],
    [
      'an image that was found and not read',
      commandSingleString,
      {
        container: { command: ['npm run start'] },
        world: {
          image: () =>
            present({
              isUnread: true,
              entryPoint: [],
              command: [],
              environment: {},
              platforms: [],
              isIndex: false,
            }),
        },
      },
      'open',
    ],
    [
      'a program that the image lacks',
      entrypointNotFound,
      { container: { command: ['npm', 'start'] }, world: saying({ programs: ['node'] }) },
      [
        'error · container/app/command · container `app` of `shop` does not start: the image has no program `npm`, or its interpreter is missing',
      ],
    ],
    [
      'a shell that the image lacks',
      entrypointNotFound,
      { container: { entryPoint: ['/bin/sh', '-c'] }, world: saying({ programs: ['node'] }) },
      [
        'error · container/app/entryPoint · container `app` of `shop` does not start: the image has no program `/bin/sh`, or its interpreter is missing',
      ],
    ],
    [
      'a program of the application',
      entrypointNotFound,
      { container: { command: ['/app/run'] }, world: saying({ programs: [] }) },
      'open',
    ],
    [
      'a program that the image has',
      entrypointNotFound,
      { container: { command: ['node'] }, world: saying({ programs: ['node'] }) },
      'open',
    ],
    [
      'a variable that nothing gives',
      appConfigMissing,
      { world: saying({ variables: ['KEY'] }) },
      [`error · container/app · ${unset}`],
    ],
    [
      'a variable that is empty',
      appConfigMissing,
      { container: environment('KEY', ''), world: saying({ variables: ['KEY'] }) },
      ['error · container/app/environment/0/value · container `app` of `shop` fails: `KEY` is empty'],
    ],
    [
      'a variable of the definition',
      appConfigMissing,
      { container: environment('KEY', 'x'), world: saying({ variables: ['KEY'] }) },
      'open',
    ],
    [
      'a variable of a secret',
      appConfigMissing,
      { container: { secrets: [{ name: 'KEY', valueFrom: 'key' }] }, world: saying({ variables: ['KEY'] }) },
      'open',
    ],
    [
      'a variable of the image',
      appConfigMissing,
      { world: saying({ variables: ['KEY'], environment: { KEY: 'x' } }) },
      'open',
    ],
    [
      'variables that ECS gives',
      appConfigMissing,
      { world: saying({ variables: ['AWS_REGION', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] }) },
      'open',
    ],
    [
      'a variable of a file',
      appConfigMissing,
      {
        container: file,
        world: { ...saying({ variables: ['KEY'] }), object: () => present({ text: present('KEY=x') }) },
      },
      'open',
    ],
    [
      'a variable that a file has not',
      appConfigMissing,
      {
        container: file,
        world: { ...saying({ variables: ['KEY'] }), object: () => present({ text: present('B=1') }) },
      },
      [`error · container/app · ${unset}`],
    ],
    [
      'a file that is not known',
      appConfigMissing,
      {
        container: file,
        world: { ...saying({ variables: ['KEY'] }), object: () => unknownFact('reading it') },
      },
      'open',
    ],
    [
      'a file that is not there',
      appConfigMissing,
      { container: file, world: { ...saying({ variables: ['KEY'] }), object: () => absent() } },
      'open',
    ],
    [
      'a program that runs after all',
      appConfigMissing,
      { world: saying({ variables: ['KEY'] }), outcome: { containers: [containerOutcome()] } },
      'none',
    ],
    [
      'a program that ended, and says nothing',
      appConfigMissing,
      {
        world: saying({ variables: ['KEY'] }),
        outcome: { containers: [containerOutcome({ exitCode: 1, lastStatus: 'STOPPED' })] },
      },
      [`error · container/app · ${unset}`],
    ],
    [
      'more memory than the container may use',
      oomKilled,
      { container: { memory: 64 }, world: saying({ memory: 96 }) },
      [
        'error · container/app/memory · container `app` of `shop` will be killed: it takes 96 MiB of memory at least, and may use 64 MiB',
      ],
    ],
    [
      'more memory than the task has',
      oomKilled,
      { world: saying({ memory: 700 }) },
      [
        'error · memory · container `app` of `shop` will be killed: it takes 700 MiB of memory at least, and may use 512 MiB',
      ],
    ],
    ['just as much memory', oomKilled, { world: saying({ memory: 512 }) }, 'open'],
    [
      'more memory together than the task has',
      oomKilled,
      { world: saying({ memory: 300 }), definition: { containerDefinitions: two } },
      [
        'error · memory · a container of `shop` will be killed: app, side take 600 MiB of memory at least, and their task has 512 MiB',
      ],
    ],
    [
      'containers of which one ends before the other begins',
      oomKilled,
      {
        world: saying({ memory: 300 }),
        definition: { containerDefinitions: [two[0] ?? {}, { ...two[1], essential: false }] },
      },
      'open',
    ],
    [
      'an instance of EC2 that nothing limits',
      oomKilled,
      {
        world: saying({ memory: 300 }),
        request: { launchType: 'EC2' },
        definition: { memory: undefined, containerDefinitions: [{ ...two[0], memoryReservation: 64 }] },
      },
      'open',
    ],
  ])('%s', (_, cause, changes, expected) => {
    expect(read(cause, changes)).toEqual(expected)
  })

  it('is the evidence, with its place', () => {
    const found = oomKilled.find?.(
      launchOf({ container: { memory: 64 }, world: saying({ memory: 96 }) }),
    ).found
    expect(found?.[0]?.why).toEqual([
      { fact: expect.stringMatching(/app:1 takes 96 MiB at least$/), source: 'seatrial.yaml:7:7' },
      { fact: 'container app may use 64 MiB', source: 'task definition shop:1' },
    ])
  })

  it('gives a container that is alone what its task has, by itself', () => {
    const editOf = (changes: LaunchChanges): unknown => {
      const found = oomKilled.find?.(launchOf(changes)).found[0]
      return oomKilled.tell(found?.facts ?? {}).fix[0]
    }
    const world = saying({ memory: 96 })
    expect(editOf({ container: { memory: 64 }, world })).toMatchObject({
      edit: { kind: 'replace', from: '64', to: '512' },
    })
    const containerDefinitions = [{ ...two[0], memory: 64 }, two[1] ?? {}]
    expect(editOf({ definition: { containerDefinitions }, world })).not.toHaveProperty('edit')
    expect(editOf({ world: saying({ memory: 5000 }) })).toMatchObject({ text: 'Cpu: 1024\nMemory: 5120' })
  })

  it('leaves a shell out that the image has not', () => {
    const fixes = (programs: string[]): number => {
      const found = commandSingleString.find?.(
        launchOf({ container: { command: ['npm run start'] }, world: saying({ programs }) }),
      ).found[0]
      return commandSingleString.tell(found?.facts ?? {}).fix.length
    }
    expect([fixes(['npm', 'sh']), fixes(['npm'])]).toEqual([2, 1])
  })
})
