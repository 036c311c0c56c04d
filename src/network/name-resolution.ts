import { formatAddress, nthAddress, parseCidr } from '../model/ec2/cidr.ts'
import type { VpcFacts } from '../model/network/facts.ts'
import type { NetworkWorld } from '../model/network/network-world.ts'
import type { Hop, NetworkCause } from '../model/network/reach-verdict.ts'
import { addressTarget } from './address-target.ts'
import { blame, conclude } from './conclude.ts'
import { passes, stops, unsettled } from './passage.ts'
import type { Standpoint } from './standpoint.ts'
import { walk } from './walk.ts'

/** Amazon's resolver on every host, beside the second address of the VPC. */
const LINK_LOCAL_RESOLVER = '169.254.169.253'

/** Who answers an interface's look-ups. */
export interface Resolver {
  readonly hops: readonly Hop[]
  /** `amazon` knows the private names of the VPC; what a `custom` server knows cannot be told. */
  readonly kind: 'amazon' | 'custom' | 'unknown'
  /** The server's address, as texts name it. */
  readonly address?: string
  readonly vpc?: VpcFacts
}

/**
 * Whether names can be looked up at all. Amazon's own resolver is never filtered by security groups or network ACLs, but
 * answers only with `enableDnsSupport`; any other server must be reached like any other host.
 */
export function resolverOf(from: Standpoint, cause: NetworkCause, world: NetworkWorld): Resolver {
  const { vpcId } = from.subnet
  const vpc = world.vpc(vpcId)
  const options = world.dhcpOptionsOf(vpcId)
  if (!vpc.known) return notKnown(`the DNS settings of ${vpcId} are not known`, vpc.settledBy)
  if (vpc.absent) return notKnown(`there is no ${vpcId}`, `the VPC ${vpcId}`)
  if (!options.known) return notKnown(`the DHCP options of ${vpcId} are not known`, options.settledBy)
  const own = secondAddress(vpc.value)
  const servers = options.absent ? ['AmazonProvidedDNS'] : options.value.domainNameServers
  const isAmazon = (server: string): boolean =>
    server === 'AmazonProvidedDNS' || server === own || server === LINK_LOCAL_RESOLVER
  const source = vpc.value.source ?? vpc.source
  if (servers.some(isAmazon)) return amazonResolver(vpc.value, own, cause, source)
  const [address] = servers
  if (address === undefined) {
    const fact = `the DHCP options of ${vpcId} name no DNS server`
    return notKnown(fact, 'which DNS server the interface asks')
  }
  const hops = customHops(from, servers, cause, world)
  return { hops, kind: 'custom', address, vpc: vpc.value }
}

function amazonResolver(
  vpc: VpcFacts,
  own: string | undefined,
  cause: NetworkCause,
  source: string | undefined,
): Resolver {
  const rest = { kind: 'amazon', ...(own !== undefined && { address: own }), vpc } as const
  const origin = { id: vpc.vpcId, source }
  if (vpc.enableDnsSupport) {
    return {
      hops: [passes('name-resolution', `${vpc.vpcId} resolves names (enableDnsSupport)`, origin)],
      ...rest,
    }
  }
  const fact = `${vpc.vpcId} does not resolve names: enableDnsSupport is off`
  return { hops: [stops('name-resolution', fact, { cause, outcome: 'lookup-timeout' }, origin)], ...rest }
}

/** A resolver tries its servers one after the other: one that answers is enough. */
function customHops(
  from: Standpoint,
  servers: readonly string[],
  cause: NetworkCause,
  world: NetworkWorld,
): readonly Hop[] {
  const verdicts = servers.map((server) => {
    const target = addressTarget(from, { kind: 'address', address: server, port: 53, protocol: 'udp' }, world)
    if (!target)
      return { hops: [unsettled('name-resolution', `${server} is no address`, `what ${server} is`)] }
    return walk(from, target, world)
  })
  const concluded = verdicts.map((one) => conclude(one, { port: 53 }))
  const best =
    concluded.find(({ kind }) => kind === 'reachable') ?? concluded.find(({ kind }) => kind === 'unknown')
  const hops = (best ?? concluded[0])?.hops ?? []
  return blame(hops, cause, 'lookup-timeout')
}

function notKnown(fact: string, settledBy: string): Resolver {
  return { hops: [unsettled('name-resolution', fact, settledBy)], kind: 'unknown' }
}

/** `10.0.0.2` for `10.0.0.0/16` */
function secondAddress({ cidrBlocks: [primary = ''] }: VpcFacts): string | undefined {
  const cidr = parseCidr(primary)
  const address = cidr && nthAddress(cidr, 2)
  return address && formatAddress(address)
}
