import type { ContainerDefinition } from '@aws-sdk/client-ecs'
import { describe, expect, it } from 'vitest'
import type { LaunchWorld } from '../../model/launch/world.ts'
import { foundIn } from '../support/found-in.ts'
import { containerOutcome, launchOf, type LaunchChanges } from '../support/launch-of.ts'
import { containerHealthCheckToolMissing as cause } from './container-health-check-tool-missing.ts'
import { foreseenToolMissing } from './foreseen-tool-missing.ts'
import { madeWithout } from './public-images.ts'

const curl = { healthCheck: { command: ['CMD-SHELL', 'curl -f http://localhost:8080/up || exit 1'] } }
const image = (programs?: string[]): Partial<LaunchWorld> => ({
  describedImage: () => ({
    entryPoint: [],
    command: ['node'],
    environment: {},
    ...(programs && { programs: { value: programs, source: 'seatrial.yaml:5:7' } }),
    neededVariables: [],
    source: 'seatrial.yaml:2:3',
  }),
})
const served = (changes: LaunchChanges): LaunchChanges => ({ service: {}, container: curl, ...changes })
const message = 'the health check of container `app` of `shop` runs `curl`, which is not in the image'

describe('a health check that cannot pass', () => {
  it('is known from what the project says of the image', () => {
    const launch = launchOf(served({ world: image(['node', 'sh']) }))
    expect(foundIn(cause, launch)).toEqual([message])
    const [found] = foreseenToolMissing(launch)
    expect(found?.isDoubtful).toBeUndefined()
    expect(found?.failure?.code).toBe('health-checks-failed')
    expect(found?.why).toContainEqual({
      fact: expect.stringMatching(/app:1 has the programs node, sh, and no `curl`$/),
      source: 'seatrial.yaml:5:7',
    })
  })

  it.each<[string, LaunchChanges, ReturnType<typeof foundIn>]>([
    ['the image has it', served({ world: image(['sh', 'curl']) }), 'open'],
    ['nothing is said of programs', served({ world: image() }), 'open'],
    ['there is no check', { service: {}, world: image([]) }, 'ruled out'],
    [
      'its PATH leads elsewhere',
      served({
        world: image(['sh']),
        container: { ...curl, environment: [{ name: 'PATH', value: '/app/bin:/usr/bin' }] },
      }),
      'open',
    ],
    [
      'the container is healthy after all',
      served({
        world: image(['sh']),
        outcome: { containers: [containerOutcome({ healthStatus: 'HEALTHY' })] },
      }),
      'ruled out',
    ],
    [
      'it is unhealthy, and what its check printed is not known',
      served({
        world: image(['sh']),
        outcome: { containers: [containerOutcome({ healthStatus: 'UNHEALTHY' })] },
      }),
      [message],
    ],
    [
      'it is one of Windows',
      served({
        world: image(['sh']),
        definition: {
          runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
          containerDefinitions: [{ name: 'app', image: 'app', ...curl }],
        },
      }),
      'open',
    ],
  ])('%s', (_, changes, expected) => {
    expect(foundIn(cause, launchOf(changes))).toEqual(expected)
  })

  it('keeps those from starting that wait for it, and prints what ends their wait', () => {
    const containerDefinitions: ContainerDefinition[] = [
      { name: 'app', image: 'app:1', dependsOn: [{ containerName: 'side', condition: 'HEALTHY' }] },
      { name: 'side', image: 'side:1', essential: false, startTimeout: 30, ...curl },
    ]
    const [found] = foreseenToolMissing(
      launchOf({ world: image(['sh']), definition: { containerDefinitions } }),
    )
    expect(found).toMatchObject({ part: 'container/side/healthCheck/command' })
    expect(found?.isDoubtful).toBeUndefined()
    expect(found?.why.map(({ fact }) => fact)).toContain(
      'container app waits for side to be HEALTHY, so that it never starts',
    )
    expect(found?.failure).toEqual({
      code: 'dependency-timed-out',
      facts: { dependency: 'side(side:1) (RUNNING->RUNNING)', target: 'app(app:1) (PULLED->RUNNING)' },
    })
  })

  it('is a warning for a task that nobody replaces, and for a container that is not essential', () => {
    const world = image(['sh'])
    const isDoubtful = true
    expect(foreseenToolMissing(launchOf({ container: curl, world }))).toMatchObject([{ isDoubtful }])
    expect(
      foreseenToolMissing(launchOf(served({ world, container: { ...curl, essential: false } }))),
    ).toMatchObject([{ isDoubtful }])
  })

  it('is a warning by what public images are made without', () => {
    const command = (line: string): LaunchChanges =>
      served({ container: { image: 'node:22-alpine', healthCheck: { command: ['CMD-SHELL', line] } } })
    const [found] = foreseenToolMissing(launchOf(command('curl localhost || exit 1')))
    expect(found).toMatchObject({ isDoubtful: true, facts: { tool: 'curl' } })
    expect(foreseenToolMissing(launchOf(command('wget -q localhost || exit 1')))).toEqual([])
    expect(foreseenToolMissing(launchOf(command('curl localhost || wget -q localhost')))).toEqual([])
  })

  it('is checked with what the image has', () => {
    const fixOf = (programs: string[]): string => {
      const [found] = foreseenToolMissing(launchOf(served({ world: image(programs) })))
      return cause.tell(found?.facts ?? {}).fix[0]?.text ?? ''
    }
    expect(fixOf(['node', 'sh'])).toContain('CMD-SHELL')
    expect(fixOf(['node'])).toMatch(/Command: \[CMD, node, -e, "fetch\('http:\/\/localhost:8080\/up'\)/)
    expect(fixOf(['python3', 'sh'])).toContain('[CMD, python3, -c, "import urllib.request')
    expect(fixOf(['sh', 'wget'])).toContain('wget -q -O /dev/null http://localhost:8080/up')
    expect(fixOf(['server'])).toContain('apk add --no-cache')
  })
})

describe('public images', () => {
  it.each([
    ['alpine', ['curl', 'bash']],
    ['public.ecr.aws/docker/library/busybox:1.36', ['curl', 'bash']],
    ['docker.io/library/ubuntu:24.04', ['curl', 'wget']],
    ['node:22-bookworm-slim', ['curl', 'wget']],
    ['python:3.12-slim-bookworm', ['curl', 'wget']],
    ['gcr.io/distroless/nodejs22-debian12', ['sh', 'bash', 'curl', 'wget']],
    ['gcr.io/distroless/static-debian12:nonroot', ['sh', 'bash', 'curl', 'wget']],
  ])('%s', (name, without) => {
    expect(madeWithout(name)?.without).toEqual(without)
  })

  it.each([
    'node:22',
    'nginx:alpine',
    'gcr.io/distroless/base:debug-nonroot',
    'me/alpine',
    'ecr.example/alpine',
  ])('%s is not known', (name) => {
    expect(madeWithout(name)).toBeUndefined()
  })
})
