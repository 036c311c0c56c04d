import { containsAddress, formatAddress, parseAddress, parseCidr } from '../model/ec2/cidr.ts'
import type { NetworkInterfaceRow } from '../model/ec2/network-interface.ts'
import { networkInterfaces, secondaryAddresses, subnets } from '../model/ec2/tables.ts'
import type { InterfaceFacts } from '../model/network/facts.ts'
import type { InterfacePlacement } from '../model/network/interface-placement.ts'
import type { View } from '../model/state.ts'

/** An interface of the local account as a fact about the network. */
export function accountInterface(row: NetworkInterfaceRow): InterfaceFacts {
  const { networkInterfaceId, subnetId, privateIpAddress, securityGroupIds, sourceDestCheck, attachment } =
    row
  return {
    networkInterfaceId,
    subnetId,
    address: privateIpAddress,
    securityGroupIds,
    sourceDestCheck,
    attached: attachment !== undefined,
  }
}

/** An interface of the local account as the place that a connection starts from or goes to. */
export function placementOf(row: NetworkInterfaceRow): InterfacePlacement {
  const [ipv6Address] = row.ipv6Addresses
  return {
    networkInterfaceId: row.networkInterfaceId,
    subnetId: row.subnetId,
    securityGroupIds: row.securityGroupIds,
    assignPublicIp: row.association !== undefined,
    address: row.privateIpAddress,
    ...(ipv6Address !== undefined && { ipv6Address }),
  }
}

/** The interface that holds a private or IPv6 address in a VPC. */
export function interfaceHolding(view: View, vpcId: string, text: string): NetworkInterfaceRow | undefined {
  const address = parseAddress(text)
  if (!address) return undefined
  if (address.version === 6) {
    for (const row of view.by(networkInterfaces, 'vpc', vpcId))
      if (row.ipv6Addresses.includes(formatAddress(address))) return row
    return undefined
  }
  for (const { subnetId, cidrBlock } of view.by(subnets, 'vpc', vpcId)) {
    const cidr = parseCidr(cidrBlock)
    if (!cidr || !containsAddress(cidr, address)) continue
    const key = `${subnetId}/${text}`
    for (const row of view.by(networkInterfaces, 'address', key)) return row
    const secondary = view.get(secondaryAddresses, key)
    return secondary && view.get(networkInterfaces, secondary.networkInterfaceId)
  }
  return undefined
}
