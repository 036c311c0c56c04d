import type { Fact } from '../model/launch/fact.ts'
import type { DestinationUse } from '../model/network/destination.ts'
import type { NetworkWorld } from '../model/network/network-world.ts'
import type { NetworkCause } from '../model/network/reach-verdict.ts'
import type { InterfacePlacement } from '../model/network/interface-placement.ts'
import { absent, present } from '../model/launch/fact.ts'
import type { AddressSet } from './address-set.ts'
import { type Standpoint, standpointOf } from './standpoint.ts'
import { protocolNumber, type Traffic } from './traffic.ts'

/** Which root cause each place proves where it stops a packet. */
export interface StopCauses {
  readonly egress?: NetworkCause | undefined
  readonly acl?: NetworkCause | undefined
  readonly route?: NetworkCause | undefined
  readonly nat?: NetworkCause | undefined
  readonly ingress?: NetworkCause | undefined
}

/** What packets are sent to: addresses, and who holds them where that is an interface of a VPC. */
export interface Target {
  /** What texts call it. */
  readonly name: string
  readonly addresses: AddressSet
  readonly protocol: 'tcp' | 'udp'
  readonly port: number
  /** The service whose addresses these are, as its prefix list names it; `internet` for other public names. */
  readonly service?: string
  /** Absent: nothing of this account's VPCs holds the address. */
  readonly holder: Fact<Standpoint>
  readonly causes: StopCauses
}

/** The usual causes, told apart by what is on the other side. */
export function causesFor(use: DestinationUse | undefined): StopCauses {
  const ingress = { database: 'db-sg-blocked', 'load-balancer-target': 'sg-alb-to-task-blocked' } as const
  return {
    egress: use === 'load-balancer-target' ? 'sg-alb-to-task-blocked' : 'task-sg-egress-blocked',
    acl: 'network-acl-blocks',
    nat: 'nat-gateway-misplaced',
    ingress: use === 'database' || use === 'load-balancer-target' ? ingress[use] : undefined,
  }
}

/** An interface as the holder of a target's address. */
export function holderAt(placement: InterfacePlacement, world: NetworkWorld): Fact<Standpoint> {
  const standpoint = standpointOf(placement, world)
  return 'settledBy' in standpoint ? { known: false, settledBy: standpoint.settledBy } : present(standpoint)
}

/** Nobody in a VPC holds the address: it is a public one. */
export const heldByNobody: Fact<Standpoint> = absent()

/** The packets to a target, as the sender's rules see them. */
export function trafficTo(target: Target): Traffic {
  const { holder, port } = target
  const groups = !holder.known ? { settledBy: holder.settledBy } : holder.absent ? [] : holder.value.groupIds
  return {
    protocol: protocolNumber(target.protocol),
    peer: target.addresses,
    peerName: target.name,
    ports: { from: port, to: port },
    peerGroupIds: groups,
    ...(target.service !== undefined && { peerService: target.service }),
  }
}
