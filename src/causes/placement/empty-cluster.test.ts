import { describe, expect, it } from 'vitest'
import type { ClusterCapacity } from '../../launch/registration/asked-launch.ts'
import { absent, present, unknownFact } from '../../model/launch/fact.ts'
import { foundIn } from '../support/found-in.ts'
import { launchOf, type LaunchChanges } from '../support/launch-of.ts'
import { placementNoInstances } from './placement-no-instances.ts'

const found = ['task `shop` will not start: the cluster has no container instance to place it on']

function onCluster(capacity: Partial<ClusterCapacity>, asked: object = {}, desiredCount = 1): LaunchChanges {
  return {
    request: { launchType: 'EC2' },
    service: { desiredCount },
    beside: {
      asked: {
        definition: {},
        service: {},
        cluster: {},
        capacity: { sources: absent(), isMadeTogether: true, source: 'template.yaml:2:3', ...capacity },
        ...asked,
      },
    },
  }
}

const forFargate = { definition: { requiresCompatibilities: ['FARGATE'] } } as const
const byProvider = { service: { capacityProviderStrategy: [{ capacityProvider: 'own' }] } }
const byDefault = { cluster: { defaultCapacityProviderStrategy: [{ capacityProvider: 'own' }] } }

const perhaps = (why: string): string[] => [`task \`shop\` may find no place: ${why}`]
const nothing = perhaps('nothing in the project launches container instances')

/** What there is, what is said of it, and whether that is doubtful. */
const cases: [string, LaunchChanges, typeof found | 'open' | 'ruled out', boolean?][] = [
  ['nothing launches instances', onCluster({}), nothing, true],
  ['nothing does, for a task of Fargate', onCluster({}, forFargate), found, false],
  ['the cluster is made elsewhere', onCluster({ isMadeTogether: false }, forFargate), nothing, true],
  ['the account has none', onCluster({ registered: 0 }), found, false],
  ['the account has some', onCluster({ registered: 2 }), 'open'],
  [
    'a group may have none',
    onCluster({ sources: present([{ name: 'Group', maxSize: 0 }]) }),
    perhaps('Group may have no instance: the MaxSize is 0'),
    true,
  ],
  ['a group may have some', onCluster({ sources: present([{ name: 'Group', maxSize: 2 }]) }), 'open'],
  ['a group says nothing', onCluster({ sources: present([{ name: 'Group' }]) }), 'open'],
  ['a part was not read', onCluster({ sources: unknownFact('the nested stack') }), 'open'],
  ['a capacity provider launches them', onCluster({ registered: 0 }, byProvider), 'open'],
  ['that of the cluster does', onCluster({ registered: 0 }, byDefault), 'open'],
  ['no task is wanted', onCluster({ registered: 0 }, {}, 0), 'open'],
  [
    'it runs on Fargate',
    { ...onCluster({ registered: 0 }), request: { launchType: 'FARGATE' } },
    'ruled out',
  ],
]

describe('a cluster without instances', () => {
  it.each(cases)('%s', (_, changes, expected, isDoubtful) => {
    const launch = launchOf(changes)
    expect(foundIn(placementNoInstances, launch)).toEqual(expected)
    expect(placementNoInstances.find?.(launch).found[0]?.isDoubtful).toBe(isDoubtful)
  })
})
