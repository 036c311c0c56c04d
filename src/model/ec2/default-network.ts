import type { Transaction } from '../state.ts'
import { formatCidr, nthAddress, parseCidr, cidrAt } from './cidr.ts'
import { privateDomain } from './dns-names.ts'
import { type FreshHex, newId, seededHex } from './fresh-hex.ts'
import { putNewSubnet, putNewVpc } from './new-vpc.ts'
import { regionFacts } from './regions.ts'
import type { SubnetRow } from './subnet.ts'
import { dhcpOptions, internetGateways, preparedRegions, routeTables } from './tables.ts'
import type { VpcRow } from './vpc.ts'

const DEFAULT_CIDR = '172.31.0.0/16'
const SUBNET_PREFIX_LENGTH = 20

/**
 * Gives a region its default VPC when it is first touched, as AWS gives one to every account. Ids follow from account
 * and region, so that the same account has the same default VPC every time. Costs one look-up once it is done. Every
 * EC2 operation calls this; other services call it before they read the network.
 */
export function ensureRegion(tx: Transaction, now: number): void {
  if (tx.get(preparedRegions, 'default')) return
  const fresh = seededHex(`${tx.account}/${tx.region}`)
  const dhcpOptionsId = newId(fresh, 'dopt')
  tx.put(dhcpOptions, dhcpOptionsId, {
    dhcpOptionsId,
    configurations: [
      { key: 'domain-name', values: [privateDomain(tx.region)] },
      { key: 'domain-name-servers', values: ['AmazonProvidedDNS'] },
    ],
  })
  tx.put(preparedRegions, 'default', { preparedAtMs: now, dhcpOptionsId })
  putDefaultVpc(tx, fresh)
}

/** The options that a new VPC of this region gets: the region's own, or `default` where they were deleted. */
export function defaultDhcpOptionsId(tx: Transaction): string {
  const id = tx.get(preparedRegions, 'default')?.dhcpOptionsId
  return id !== undefined && tx.get(dhcpOptions, id) ? id : 'default'
}

/** Makes a default VPC with its internet gateway, its route to it, and a public subnet in every zone. */
export function putDefaultVpc(tx: Transaction, fresh: FreshHex): VpcRow {
  const vpcId = newId(fresh, 'vpc')
  const vpc: VpcRow = {
    vpcId,
    cidrBlock: DEFAULT_CIDR,
    cidrBlocks: [{ associationId: newId(fresh, 'vpc-cidr-assoc'), cidrBlock: DEFAULT_CIDR }],
    ipv6CidrBlocks: [],
    dhcpOptionsId: defaultDhcpOptionsId(tx),
    instanceTenancy: 'default',
    isDefault: true,
    enableDnsSupport: true,
    enableDnsHostnames: true,
    enableNetworkAddressUsageMetrics: false,
  }
  putNewVpc(tx, vpc, fresh)
  const internetGatewayId = newId(fresh, 'igw')
  tx.put(internetGateways, internetGatewayId, { internetGatewayId, vpcId })
  for (const table of tx.by(routeTables, 'vpc', vpcId)) {
    const outward = {
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: internetGatewayId,
      origin: 'CreateRoute',
    } as const
    tx.put(routeTables, table.routeTableId, { ...table, routes: [...table.routes, outward] })
  }
  for (const [index, zone] of regionFacts(tx.region).zones.entries()) {
    putNewSubnet(tx, defaultSubnet(vpcId, zone, nthSubnet(index), newId(fresh, 'subnet')), fresh)
  }
  return vpc
}

/** A default subnet, as `CreateDefaultSubnet` and the default VPC have it. */
export function defaultSubnet(
  vpcId: string,
  zone: { readonly zoneName: string; readonly zoneId: string },
  cidrBlock: string,
  subnetId: string,
): SubnetRow {
  return {
    ...plainSubnet,
    subnetId,
    vpcId,
    cidrBlock,
    availabilityZone: zone.zoneName,
    availabilityZoneId: zone.zoneId,
    defaultForAz: true,
    mapPublicIpOnLaunch: true,
  }
}

/** The settings that a subnet has unless they are changed. */
export const plainSubnet = {
  ipv6CidrBlocks: [],
  defaultForAz: false,
  mapPublicIpOnLaunch: false,
  assignIpv6AddressOnCreation: false,
  enableDns64: false,
  ipv6Native: false,
  privateDnsHostnameType: 'ip-name',
  enableResourceNameDnsARecord: false,
  enableResourceNameDnsAAAARecord: false,
} as const

function nthSubnet(index: number): string {
  const vpc = parseCidr(DEFAULT_CIDR)
  const start = vpc && nthAddress(vpc, index * 2 ** (32 - SUBNET_PREFIX_LENGTH))
  if (!start) throw new Error(`the default VPC has no room for subnet ${index}`)
  return formatCidr(cidrAt(start, SUBNET_PREFIX_LENGTH))
}
