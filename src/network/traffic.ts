import type { AddressSet } from './address-set.ts'
import { allPorts, type PacketSpace, packetSpace, type PortRange } from './packet-space.ts'

/** An ICMP message: echo request is `{type: 8, code: 0}`. */
export interface IcmpMessage {
  readonly type: number
  readonly code: number
}

/** The security groups of an interface, or what would tell them. */
export type GroupIds = readonly string[] | { readonly settledBy: string }

/** Packets in one direction, as the rules of one side see them. */
export interface Traffic {
  /** The protocol's number as a text. */
  readonly protocol: string
  /** Where the other side may be: its one address where that is known. */
  readonly peer: AddressSet
  /** What texts call the other side. */
  readonly peerName: string
  /** The destination ports; TCP and UDP. */
  readonly ports?: PortRange
  /** ICMP. */
  readonly icmp?: IcmpMessage
  /** The other side's security groups, where rules can see them: in the VPC, and over peering in its region. */
  readonly peerGroupIds: GroupIds
  /** `com.amazonaws.us-east-1.s3`, where every address of `peer` is this service's. */
  readonly peerService?: string
}

const numbers: Readonly<Record<string, string>> = { tcp: '6', udp: '17', icmp: '1', icmpv6: '58', all: '-1' }

/** The number of a protocol, as texts name it or as a number already; `-1` stands for all. */
export function protocolNumber(protocol: string): string {
  return numbers[protocol.toLowerCase()] ?? protocol
}

/** `tcp 443`, `udp 32768-60999`, `icmp type 8 code 0`, `protocol 47` */
export function describeService({
  protocol,
  ports,
  icmp,
}: Omit<Traffic, 'peer' | 'peerName' | 'peerGroupIds'>): string {
  const name =
    Object.entries(numbers).find(([, number]) => number === protocol)?.[0] ?? `protocol ${protocol}`
  if (icmp) return `${name} type ${icmp.type}${icmp.code === -1 ? '' : ` code ${icmp.code}`}`
  return ports ? `${name} ${describePorts(ports)}` : name
}

/** `443` or `1024-65535` */
export function describePorts({ from, to }: PortRange): string {
  return from === to ? String(from) : `${from}-${to}`
}

/** Every packet of this traffic. */
export function spaceOf({ peer, ports }: Traffic): PacketSpace {
  return packetSpace(peer, ports ?? allPorts)
}
