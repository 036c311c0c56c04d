import type { ContainerDefinition } from '@aws-sdk/client-ecs'
import { refused, type ContainerRule } from './definition-scope.ts'
import type { Refusal } from './refusal.ts'
import { knownItems } from './unsettled.ts'

/** What a container in the network namespace of its task cannot have, in ECS's words. */
const notWithAwsvpc: readonly (readonly [
  keyof ContainerDefinition,
  (container: ContainerDefinition) => boolean,
  string,
])[] = [
  ['links', ({ links }) => (links?.length ?? 0) > 0, 'Links are not supported'],
  ['hostname', ({ hostname = '' }) => hostname !== '', 'hostname is not supported on container'],
  [
    'extraHosts',
    ({ extraHosts }) => (extraHosts?.length ?? 0) > 0,
    'Extra hosts are not supported on container',
  ],
  [
    'dnsServers',
    ({ dnsServers }) => (dnsServers?.length ?? 0) > 0,
    'DNS servers are not supported on container',
  ],
  [
    'dnsSearchDomains',
    ({ dnsSearchDomains }) => (dnsSearchDomains?.length ?? 0) > 0,
    'DNS search domains are not supported on container',
  ],
  [
    'disableNetworking',
    ({ disableNetworking }) => disableNetworking === true,
    'Disable Networking is not supported on container',
  ],
]

/** A container against the network mode awsvpc of its task: one rule for each member it cannot have. */
export const awsvpcRules: readonly ContainerRule[] = notWithAwsvpc.map(
  ([member, has, words]): ContainerRule =>
    ({ container, task, part }) =>
      task.networkMode === 'awsvpc' && has(container)
        ? refused('awsvpc', `${part}/${member}`, `${words} when networkMode=awsvpc.`)
        : undefined,
)

/** The containers that a container is linked to are there. */
export const linksRule: ContainerRule = function* ({ container, task, part }): Generator<Refusal> {
  for (const { item: link, index } of knownItems(() => container.links)) {
    const target = link.split(':')[0]
    if (task.containerDefinitions?.some(({ name }) => name === target)) continue
    yield refused(
      'link-unknown',
      `${part}/links/${index}`,
      `Invalid 'links' setting. Unknown container: '${target}'.`,
    )
  }
}
