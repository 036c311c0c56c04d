import type { NetworkAclEntryFacts, NetworkAclFacts } from '../model/network/rule-facts.ts'
import { inBlock } from './peer-addresses.ts'
import {
  allPorts,
  packetSpace,
  type PacketSpace,
  type PortRange,
  sharedPackets,
  withoutPackets,
} from './packet-space.ts'
import { noAddress, type Passage } from './passage.ts'
import { describePorts, describeService, protocolNumber, spaceOf, type Traffic } from './traffic.ts'

/**
 * Whether a network ACL lets packets of one direction pass. It keeps no state: answers are asked for on their own, with
 * the ephemeral ports as destination. Entries are tried by number, the first that matches decides.
 */
export function passNetworkAcl(acl: NetworkAclFacts, egress: boolean, traffic: Traffic): Passage {
  const direction = egress ? 'out to' : 'in from'
  const wanted = `${describeService(traffic)} ${direction} ${traffic.peerName}`
  const { networkAclId: id } = acl
  const origin = { id, ...(acl.source !== undefined && { source: acl.source }) }
  if (spaceOf(traffic).length === 0) return noAddress(traffic)
  if (acl.unsettled !== undefined) {
    const fact = `network ACL ${id} may let ${wanted}`
    return { passes: 'unknown', ...origin, fact, settledBy: acl.unsettled }
  }
  const { allowed, denied, allowedBy, deniedBy } = sortPackets(acl, egress, traffic)
  if (denied.length === 0) {
    const source = allowedBy?.source ?? acl.source
    const fact = `network ACL ${id} lets ${wanted} (rule ${allowedBy?.ruleNumber})`
    return { passes: 'yes', id, ...(source !== undefined && { source }), fact }
  }
  const source = deniedBy?.source ?? acl.source
  const by = deniedBy && deniedBy.ruleNumber < 32_767 ? `rule ${deniedBy.ruleNumber}` : 'rule *'
  const stop = { id, ...(source !== undefined && { source }) }
  if (allowed.length > 0) {
    const fact = `network ACL ${id} lets only a part of ${wanted} (${by} drops the rest)`
    return { passes: 'unknown', ...stop, fact, settledBy: partOf(allowed, traffic) }
  }
  return { passes: 'no', ...stop, fact: `network ACL ${id} drops ${wanted} (${by})` }
}

interface Sorted {
  readonly allowed: PacketSpace
  readonly denied: PacketSpace
  /** The first entry that allowed, and the first that denied, something. */
  readonly allowedBy?: NetworkAclEntryFacts
  readonly deniedBy?: NetworkAclEntryFacts
}

function sortPackets(acl: NetworkAclFacts, egress: boolean, traffic: Traffic): Sorted {
  let left = spaceOf(traffic)
  const allowed: PacketSpace[] = []
  const denied: PacketSpace[] = []
  let allowedBy: NetworkAclEntryFacts | undefined
  let deniedBy: NetworkAclEntryFacts | undefined
  const entries = acl.entries
    .filter((entry) => entry.egress === egress)
    .toSorted((one, other) => one.ruleNumber - other.ruleNumber)
  for (const entry of entries) {
    const matched = sharedPackets(left, spaceOfEntry(entry, traffic))
    if (matched.length === 0) continue
    left = withoutPackets(left, matched)
    if (entry.ruleAction === 'allow') {
      allowedBy ??= entry
      allowed.push(matched)
    } else {
      deniedBy ??= entry
      denied.push(matched)
    }
  }
  return {
    allowed: allowed.flat(),
    denied: [...denied.flat(), ...left],
    ...(allowedBy && { allowedBy }),
    ...(deniedBy && { deniedBy }),
  }
}

function spaceOfEntry(entry: NetworkAclEntryFacts, traffic: Traffic): PacketSpace {
  const ports = portsOf(entry, traffic)
  return ports ? packetSpace(inBlock(entry.cidr, traffic.peer), ports) : []
}

function portsOf(entry: NetworkAclEntryFacts, { protocol, icmp }: Traffic): PortRange | undefined {
  const wanted = protocolNumber(entry.protocol)
  if (wanted === '-1') return allPorts
  if (wanted !== protocol) return undefined
  if (!icmp) return entry.portRange ?? allPorts
  const { type = -1, code = -1 } = entry.icmpTypeCode ?? {}
  const fits = (type === -1 || type === icmp.type) && (code === -1 || code === icmp.code)
  return fits ? allPorts : undefined
}

/** What decides where only some packets pass: the port that an answer goes to, or the address. */
function partOf(allowed: PacketSpace, { ports = allPorts, peerName }: Traffic): string {
  const narrowed = allowed.find(({ from, to }) => from > ports.from || to < ports.to)
  if (!narrowed) return `the exact address behind ${peerName}`
  const { from, to } = narrowed
  const part = describePorts({ from: Math.max(from, ports.from), to: Math.min(to, ports.to) })
  return `which port of ${describePorts(ports)} a connection uses: only ${part} passes`
}
