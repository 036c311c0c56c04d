import type { Transaction } from '../state.ts'
import { formatAddress, nthAddress, parseCidr } from './cidr.ts'
import { privateDnsName } from './dns-names.ts'
import { type FreshHex, newId } from './fresh-hex.ts'
import type { InterfaceAttachment, NetworkInterfaceRow } from './network-interface.ts'
import { choosePublicAddress } from './public-addresses.ts'
import { chooseAddress, countAddresses, isAddressTaken, isUsableAddress } from './subnet-addresses.ts'
import type { SubnetRow } from './subnet.ts'
import { networkInterfaces, secondaryAddresses, subnets } from './tables.ts'

/** What an interface shall be. */
export interface InterfaceRequest {
  readonly subnetId: string
  readonly securityGroupIds: readonly string[]
  /** Gives it a public address of Amazon's, taken back with the interface. */
  readonly assignPublicIp?: boolean
  readonly description?: string
  readonly interfaceType?: NetworkInterfaceRow['interfaceType']
  /** The service that makes it; such an interface is the service's to remove. */
  readonly requesterId?: string
  /** A wanted primary address; chosen at random where missing. */
  readonly privateIpAddress?: string
  readonly secondaryPrivateIpAddresses?: readonly string[]
  /** That many more addresses, chosen at random. */
  readonly secondaryPrivateIpAddressCount?: number
  readonly sourceDestCheck?: boolean
  /** What it is attached to at once; left `available` where missing. */
  readonly attachment?: Omit<InterfaceAttachment, 'attachmentId' | 'attachTimeMs'>
}

/** Why no interface was made. Nothing is written then. */
export interface InterfaceFailure {
  readonly failed:
    | 'subnet-missing'
    | 'InsufficientFreeAddressesInSubnet'
    | 'address-in-use'
    | 'address-outside-subnet'
    | 'public-addresses-exhausted'
  readonly address?: string
}

/**
 * Makes a network interface in a subnet, with an address chosen as EC2 chooses it. Fast however many there are. The
 * security groups are taken as given; check them before.
 */
export function allocateInterface(
  tx: Transaction,
  request: InterfaceRequest,
  fresh: FreshHex,
  now: number,
): NetworkInterfaceRow | InterfaceFailure {
  const subnet = tx.get(subnets, request.subnetId)
  if (!subnet) return { failed: 'subnet-missing' }
  const addresses = chooseAddresses(tx, subnet, request, fresh)
  if (!Array.isArray(addresses)) return addresses
  const [privateIpAddress = '', ...secondary] = addresses
  const publicIp = request.assignPublicIp ? choosePublicAddress(tx, fresh) : undefined
  if (request.assignPublicIp && publicIp === undefined) return { failed: 'public-addresses-exhausted' }
  const row: NetworkInterfaceRow = {
    networkInterfaceId: newId(fresh, 'eni'),
    subnetId: subnet.subnetId,
    vpcId: subnet.vpcId,
    availabilityZone: subnet.availabilityZone,
    description: request.description ?? '',
    interfaceType: request.interfaceType ?? 'interface',
    macAddress: macAddress(fresh),
    privateIpAddress,
    secondaryPrivateIpAddresses: secondary,
    ipv6Addresses: subnet.assignIpv6AddressOnCreation ? ipv6Addresses(subnet, fresh) : [],
    privateDnsName: privateDnsName(privateIpAddress, tx.region),
    securityGroupIds: request.securityGroupIds,
    sourceDestCheck: request.sourceDestCheck ?? true,
    requesterManaged: request.requesterId !== undefined,
    ...(request.requesterId === undefined ? {} : { requesterId: request.requesterId }),
    ...(request.attachment ? { attachment: attachmentOf(request, request.attachment, fresh, now) } : {}),
    ...(publicIp === undefined ? {} : { association: { publicIp, ipOwnerId: 'amazon' } }),
  }
  tx.put(networkInterfaces, row.networkInterfaceId, row)
  for (const address of secondary) {
    tx.put(secondaryAddresses, `${subnet.subnetId}/${address}`, {
      networkInterfaceId: row.networkInterfaceId,
    })
  }
  countAddresses(tx, subnet.subnetId, addresses.length)
  return row
}

/** Interfaces of NAT gateways and endpoints have attachments that nobody but EC2 may manage. */
function attachmentOf(
  { interfaceType = 'interface' }: InterfaceRequest,
  attachment: Omit<InterfaceAttachment, 'attachmentId' | 'attachTimeMs'>,
  fresh: FreshHex,
  now: number,
): InterfaceAttachment {
  const prefix = interfaceType === 'interface' ? 'eni-attach' : 'ela-attach'
  return { ...attachment, attachmentId: newId(fresh, prefix), attachTimeMs: now }
}

function chooseAddresses(
  tx: Transaction,
  subnet: SubnetRow,
  request: InterfaceRequest,
  fresh: FreshHex,
): string[] | InterfaceFailure {
  const cidr = parseCidr(subnet.cidrBlock)
  const chosen: string[] = []
  const wanted = [request.privateIpAddress, ...(request.secondaryPrivateIpAddresses ?? [])]
  for (const address of wanted) {
    if (address === undefined) continue
    if (!cidr || !isUsableAddress(cidr, address)) return { failed: 'address-outside-subnet', address }
    if (chosen.includes(address) || isAddressTaken(tx, subnet.subnetId, address)) {
      return { failed: 'address-in-use', address }
    }
    chosen.push(address)
  }
  const random =
    (request.privateIpAddress === undefined ? 1 : 0) + (request.secondaryPrivateIpAddressCount ?? 0)
  const made: string[] = []
  while (made.length < random) {
    const address = chooseAddress(tx, subnet, fresh, [...chosen, ...made])
    if (address === undefined) return { failed: 'InsufficientFreeAddressesInSubnet' }
    made.push(address)
  }
  return request.privateIpAddress === undefined ? [...made, ...chosen] : [...chosen, ...made]
}

/** Locally administered, as EC2's are, and never a group's address. */
function macAddress(fresh: FreshHex): string {
  const digits = `02${fresh.hex(10)}`
  return digits.match(/../g)?.join(':') ?? digits
}

function ipv6Addresses(subnet: SubnetRow, fresh: FreshHex): string[] {
  return subnet.ipv6CidrBlocks.slice(0, 1).flatMap(({ ipv6CidrBlock }) => {
    const cidr = parseCidr(ipv6CidrBlock)
    const address = cidr && nthAddress(cidr, BigInt(`0x${fresh.hex(16)}`))
    return address ? [formatAddress(address)] : []
  })
}
