import type { Destination } from '../model/network/destination.ts'
import type { InterfacePlacement } from '../model/network/interface-placement.ts'
import type { NetworkWorld } from '../model/network/network-world.ts'
import type { Hop, NetworkCause, ReachVerdict } from '../model/network/reach-verdict.ts'
import { blockSet } from './address-set.ts'
import { conclude } from './conclude.ts'
import { hopOf } from './passage.ts'
import { passSecurityGroups } from './security-group-passage.ts'
import { causesFor } from './target.ts'
import { type GroupIds, protocolNumber } from './traffic.ts'

type Unreachable = Extract<ReachVerdict, { kind: 'unreachable' }>

/** Wherever the other side stands: a rule for any of these addresses leaves it open whether it is meant. */
const anywhere = blockSet(['0.0.0.0/0'])

/**
 * What security groups keep out wherever the interfaces stand, where the subnets are not known: templates leave VPC and
 * subnets to whoever deploys, and make the groups themselves. Undefined where a rule may let it pass.
 */
export function closedAnywhere(
  from: Pick<InterfacePlacement, 'securityGroupIds'>,
  to: Destination,
  world: NetworkWorld,
): Unreachable | undefined {
  if (to.kind === 'interface') {
    const { placement, port, use } = to
    const causes = causesFor(use)
    const ways = [
      way(
        from.securityGroupIds,
        'egress',
        placement.securityGroupIds,
        port,
        'the task',
        causes.egress,
        world,
      ),
      way(
        placement.securityGroupIds,
        'ingress',
        from.securityGroupIds,
        port,
        'the load balancer',
        causes.ingress,
        world,
      ),
    ]
    return verdictOf(
      ways.flatMap((hop) => hop ?? []),
      port,
    )
  }
  if (to.kind === 'file-system') return closedFileSystem(from, to.fileSystemId, world)
  if (to.kind === 'address') return undefined
  const host = to.host ?? (to.kind === 'aws-endpoint' ? to.service : '')
  const { port = 443 } = to
  const peers = { settledBy: `the security groups of the endpoint for ${host}` }
  const hop = way(from.securityGroupIds, 'egress', peers, port, host, 'task-sg-egress-blocked', world)
  return verdictOf(hop ? [hop] : [], port, host)
}

/** A file system is closed where each of its mount targets is. */
function closedFileSystem(
  { securityGroupIds: own }: Pick<InterfacePlacement, 'securityGroupIds'>,
  fileSystemId: string,
  world: NetworkWorld,
): Unreachable | undefined {
  const port = 2049
  const cause = 'efs-mount-failure-sg'
  const targets = world.mountTargets(fileSystemId)
  if (!targets.known || targets.absent || targets.value.length === 0) return undefined
  const hops = targets.value.map(({ securityGroupIds }) => {
    return (
      way(own, 'egress', securityGroupIds, port, fileSystemId, cause, world) ??
      way(securityGroupIds, 'ingress', own, port, 'the task', cause, world)
    )
  })
  const closed = hops.flatMap((hop) => hop ?? [])
  return closed.length === hops.length ? verdictOf(closed.slice(0, 1), port) : undefined
}

/** The groups of one side, as far as they let nothing of the other pass. Without groups of its own nothing is known. */
function way(
  groups: readonly string[],
  side: 'egress' | 'ingress',
  peerGroupIds: GroupIds,
  port: number,
  peerName: string,
  cause: NetworkCause | undefined,
  world: NetworkWorld,
): Hop | undefined {
  const isOpen = groups.length === 0 || (Array.isArray(peerGroupIds) && peerGroupIds.length === 0)
  if (isOpen) return undefined
  const ports = { from: port, to: port }
  const traffic = { protocol: protocolNumber('tcp'), peer: anywhere, peerName, ports, peerGroupIds }
  const known = groups.map((id) => world.securityGroup(id))
  const passage = passSecurityGroups(known, side === 'egress', traffic, world)
  return passage.passes === 'no' ? hopOf(`security-group-${side}`, passage, cause) : undefined
}

function verdictOf(hops: readonly Hop[], port: number, host?: string): Unreachable | undefined {
  const verdict = conclude({ hops }, { port, ...(host === undefined ? {} : { host }) })
  return verdict.kind === 'unreachable' ? verdict : undefined
}
