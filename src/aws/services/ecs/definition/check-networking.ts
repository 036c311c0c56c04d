import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { clientException } from '../errors.ts'

/** What a container with a network namespace of its task's cannot have, in ECS's words. */
const notWithAwsvpc: readonly (readonly [(container: ContainerDefinition) => boolean, string])[] = [
  [({ links }) => (links?.length ?? 0) > 0, 'Links are not supported'],
  [({ hostname }) => hostname !== undefined, 'hostname is not supported on container'],
  [({ extraHosts }) => (extraHosts?.length ?? 0) > 0, 'Extra hosts are not supported on container'],
  [({ dnsServers }) => (dnsServers?.length ?? 0) > 0, 'DNS servers are not supported on container'],
  [
    ({ dnsSearchDomains }) => (dnsSearchDomains?.length ?? 0) > 0,
    'DNS search domains are not supported on container',
  ],
  [({ disableNetworking }) => disableNetworking === true, 'Disable Networking is not supported on container'],
]

/** Checks a container against its task's network mode. */
export function checkNetworking(container: ContainerDefinition, task: RegisterTaskDefinitionRequest): void {
  if (task.networkMode === 'awsvpc') {
    const broken = notWithAwsvpc.find(([has]) => has(container))
    if (broken) throw clientException(`${broken[1]} when networkMode=awsvpc.`)
  }
  for (const link of container.links ?? []) {
    const target = link.split(':')[0]
    if (!task.containerDefinitions?.some(({ name }) => name === target)) {
      throw clientException(`Invalid 'links' setting. Unknown container: '${target}'.`)
    }
  }
}
