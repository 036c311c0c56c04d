import type { InterfacePlacement } from '../model/network/interface-placement.ts'
import type { NetworkWorld } from '../model/network/network-world.ts'
import type { Passage } from './passage.ts'
import { passSecurityGroups } from './security-group-passage.ts'
import { ownAddresses, type Standpoint, standpointOf } from './standpoint.ts'
import { type GroupIds, type IcmpMessage, protocolNumber, type Traffic } from './traffic.ts'

/** What the security groups of both sides say to a connection. */
export interface ConnectionVerdict {
  readonly kind: 'allowed' | 'denied' | 'unknown'
  /** What the sender's groups say; missing where its subnet is not known. */
  readonly egress?: Passage
  /** What the receiver's groups say. */
  readonly ingress?: Passage
  /** Where `kind` is `unknown`. */
  readonly settledBy?: string
}

/**
 * Whether security groups let one interface open a connection to another, over IPv4. Answers need no rule of their own.
 * Routes and network ACLs are not asked. `port` is a port for TCP and UDP, a message for ICMP, and missing otherwise.
 */
export function mayConnect(
  from: InterfacePlacement,
  to: InterfacePlacement,
  protocol: string,
  port: number | IcmpMessage | undefined,
  world: NetworkWorld,
): ConnectionVerdict {
  if (from.networkInterfaceId !== undefined && from.networkInterfaceId === to.networkInterfaceId) {
    return { kind: 'allowed' }
  }
  const sender = standpointOf(from, world)
  if ('settledBy' in sender) return { kind: 'unknown', settledBy: sender.settledBy }
  const receiver = standpointOf(to, world)
  if ('settledBy' in receiver) return { kind: 'unknown', settledBy: receiver.settledBy }
  const outward = traffic(receiver, protocol, port, seenGroups(receiver, sender, world))
  const inward = traffic(sender, protocol, port, seenGroups(sender, receiver, world))
  const egress = passSecurityGroups(sender.groups, true, outward, world)
  const ingress = passSecurityGroups(receiver.groups, false, inward, world)
  if (egress.passes === 'no' || ingress.passes === 'no') return { kind: 'denied', egress, ingress }
  const settledBy = egress.settledBy ?? ingress.settledBy
  if (settledBy !== undefined) return { kind: 'unknown', egress, ingress, settledBy }
  return { kind: 'allowed', egress, ingress }
}

/** The groups of one interface as the rules of the other see them: in one VPC, and over active peering in a region. */
function seenGroups(seen: Standpoint, by: Standpoint, world: NetworkWorld): GroupIds {
  if (seen.subnet.vpcId === by.subnet.vpcId) return seen.groupIds
  const peerings = world.peeringsOf(seen.subnet.vpcId)
  if (!peerings.known) return { settledBy: peerings.settledBy }
  const joined = (peerings.absent ? [] : peerings.value).some(({ status, requester, accepter }) => {
    const sides = [requester.vpcId, accepter.vpcId]
    return status === 'active' && sides.includes(by.subnet.vpcId) && requester.region === accepter.region
  })
  return joined ? seen.groupIds : []
}

function traffic(
  peer: Standpoint,
  protocol: string,
  port: number | IcmpMessage | undefined,
  peerGroupIds: GroupIds,
): Traffic {
  const { placement, subnet } = peer
  return {
    protocol: protocolNumber(protocol),
    peer: ownAddresses(peer, 4),
    peerName: placement.address ?? placement.networkInterfaceId ?? `an interface in ${subnet.subnetId}`,
    peerGroupIds,
    ...(typeof port === 'number' && { ports: { from: port, to: port } }),
    ...(typeof port === 'object' && { icmp: port }),
  }
}
