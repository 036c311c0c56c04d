import type { AddressRange, AddressSet } from './address-set.ts'

/** A run of ports, both ends included. */
export interface PortRange {
  readonly from: number
  readonly to: number
}

/** Every port. */
export const allPorts: PortRange = { from: 0, to: 65_535 }

/** The ports that Linux connects from (`net.ipv4.ip_local_port_range`), so those that answers come back to. */
export const ephemeralPorts: PortRange = { from: 32_768, to: 60_999 }

/** The ports that a NAT gateway connects from. https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html */
export const natPorts: PortRange = { from: 1024, to: 65_535 }

/** Packets by the other side's address and by port: what a rule matches is such a rectangle. */
interface PacketBlock extends AddressRange, PortRange {}

/** Packets, in rectangles that do not overlap. */
export type PacketSpace = readonly PacketBlock[]

/** The packets of these addresses and ports. */
export function packetSpace(addresses: AddressSet, ports: PortRange): PacketSpace {
  return addresses.ranges.map((range) => ({ ...range, ...ports }))
}

/** The packets of `space` that are not in `other`. */
export function withoutPackets(space: PacketSpace, other: PacketSpace): PacketSpace {
  return other.reduce((left, cut) => left.flatMap((block) => cutBlock(block, cut)), space)
}

/** The packets that are in both. */
export function sharedPackets(space: PacketSpace, other: PacketSpace): PacketSpace {
  return withoutPackets(space, withoutPackets(space, other))
}

function cutBlock(block: PacketBlock, cut: PacketBlock): PacketSpace {
  const { first, last, from, to } = block
  if (cut.last < first || last < cut.first || cut.to < from || to < cut.from) return [block]
  const left = cut.first > first ? cut.first : first
  const right = cut.last < last ? cut.last : last
  return [
    ...(first < left ? [{ ...block, last: left - 1n }] : []),
    ...(right < last ? [{ ...block, first: right + 1n }] : []),
    ...(from < cut.from ? [{ ...block, first: left, last: right, to: cut.from - 1 }] : []),
    ...(cut.to < to ? [{ ...block, first: left, last: right, from: cut.to + 1 }] : []),
  ]
}
