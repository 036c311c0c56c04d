import { type Cidr, formatAddress, nthAddress, parseCidr, sizeOf } from '../model/ec2/cidr.ts'
import { managedPrefixLists } from '../model/ec2/prefix-lists.ts'
import { endpointOfHost } from './aws-hosts.ts'

/** Blocks of Amazon's that answer for its services, without those of S3 and DynamoDB. */
const amazonBlocks = ['52.46.0.0/18', '52.55.0.0/16', '52.78.0.0/16', '54.180.0.0/15', '54.239.0.0/17']

/** Blocks of large hosters, where registries and other services of the internet are. */
const otherBlocks = ['34.192.0.0/12', '44.192.0.0/11', '104.16.0.0/13', '140.82.112.0/20']

/**
 * A public IPv4 address that this name could have, always the same for the same name: texts of ECS name the address that
 * was tried, and an address in a range of S3's says that layers or env files were being read. Nothing is looked up.
 */
export function publicEndpointAddress(host: string): string {
  const endpoint = endpointOfHost(host)
  if (!endpoint) return addressIn(otherBlocks, host)
  const list = managedPrefixLists(endpoint.region).find(({ prefixListName }) =>
    prefixListName.endsWith(`.${endpoint.service}`),
  )
  return addressIn(list?.cidrs ?? amazonBlocks, host)
}

/** An address that an interface in this block could get, always the same for the same name. */
export function addressInSubnet(cidrBlock: string, name: string): string {
  return addressIn([cidrBlock], name)
}

function addressIn(cidrs: readonly string[], name: string): string {
  const hash = hashOf(name)
  const blocks = cidrs.map(parseCidr).filter((cidr): cidr is Cidr => cidr !== undefined)
  const block = blocks[hash % blocks.length]
  if (!block) return ''
  // The first four addresses and the last are never an interface's.
  const usable = sizeOf(block) > 5n ? Number(sizeOf(block)) - 5 : 1
  const address = nthAddress(block, usable > 1 ? 4 + ((hash >>> 3) % usable) : 0)
  return address ? formatAddress(address) : ''
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0
  return hash
}
