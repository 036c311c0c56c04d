import { describe, expect, it } from 'vitest'
import type { NewestRevision } from '../../launch/evaluated-launch.ts'
import { absent, present } from '../../model/launch/fact.ts'
import type { ImageFact } from '../../model/launch/world.ts'
import type { Cause } from '../cause.ts'
import { checkLaunches } from '../check.ts'
import { diagnose } from '../diagnose.ts'
import { foundIn } from '../support/found-in.ts'
import { launchOf, type LaunchChanges } from '../support/launch-of.ts'
import { titled } from '../support/titled.ts'
import { desiredCountZero } from './desired-count-zero.ts'
import { serviceOnStaleRevision } from './service-on-stale-revision.ts'

const counted = (desiredCount?: number): LaunchChanges => ({
  service: desiredCount === undefined ? {} : { desiredCount },
})

const image = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/app'
const pushed: ImageFact = {
  entryPoint: [],
  command: ['serve'],
  environment: {},
  platforms: [],
  isIndex: false,
}
/** Of the image only the second tag was pushed. */
const world = {
  image: (reference: string) => (reference.endsWith(':1') ? absent() : present(pushed)),
}

function newest(tag: string, revision = 5): NewestRevision {
  const { definition } = launchOf().request
  return {
    revision,
    definition: { ...definition, containerDefinitions: [{ name: 'app', image: `${image}:${tag}` }] },
  }
}

describe('settings of a service, in a launch', () => {
  it.each(
    titled<[Cause, LaunchChanges, readonly string[] | 'open' | 'ruled out']>(
      [desiredCountZero, counted(0), ['service `shop` has a desired count of 0: it is steady with no task']],
      [desiredCountZero, counted(2), 'ruled out'],
      [desiredCountZero, counted(), 'open'],
      [desiredCountZero, {}, 'ruled out'],
      [
        serviceOnStaleRevision,
        { service: {}, world, beside: { newest: newest('2') } },
        [
          'service `shop` still uses revision 1 of shop: revision 5 does without what fails (pull image 111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1)',
        ],
      ],
      [serviceOnStaleRevision, { service: {}, world, beside: { newest: newest('1') } }, 'ruled out'],
      [serviceOnStaleRevision, { service: {}, beside: { newest: newest('2') } }, 'open'],
      [serviceOnStaleRevision, { service: {}, beside: { newest: newest('1') } }, 'ruled out'],
      [serviceOnStaleRevision, { service: {}, world, beside: { newest: newest('2', 1) } }, 'ruled out'],
      [serviceOnStaleRevision, { service: {}, world }, 'open'],
      [serviceOnStaleRevision, { world, beside: { newest: newest('2') } }, 'ruled out'],
    ),
  )('%s: %#', (_, cause, changes, expected) => {
    const said = foundIn(cause, launchOf(changes))
    expect(said).toEqual(expected)
  })
})

describe('what may be meant so', () => {
  const idle = launchOf(counted(0))

  it('is left out of a check', () => {
    expect(checkLaunches([idle]).findings.map(({ code }) => code)).toEqual([])
  })

  it('is told of a report that speaks of it, and of no other', () => {
    const told = (text: string): readonly string[] => {
      const { causes, also } = diagnose(text, [idle])
      return [...causes, ...also].flatMap(({ code, standing }) =>
        code === 'desired-count-zero' && standing === 'proven' ? [code] : [],
      )
    }
    expect(told('(service shop) has reached a steady state.')).toEqual(['desired-count-zero'])
    expect(told('CannotPullContainerError: pull access denied')).toEqual([])
    expect(told('')).toEqual([])
  })
})
