import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { managedPrefixList } from '../../src/model/ec2/prefix-lists.ts'
import { absent, type Fact, present, unknownFact } from '../../src/model/launch/fact.ts'
import type {
  EgressOnlyInternetGatewayFacts,
  InterfaceFacts,
  InternetGatewayFacts,
  MountTargetFacts,
  NatGatewayFacts,
  PeeringFacts,
  PrefixListFacts,
  SubnetFacts,
  VpcEndpointFacts,
  VpcFacts,
} from '../../src/model/network/facts.ts'
import type { NetworkWorld } from '../../src/model/network/network-world.ts'
import type {
  NetworkAclEntryFacts,
  RouteFacts,
  RouteTargetFacts,
  RulePeer,
  SecurityGroupRuleFacts,
} from '../../src/model/network/rule-facts.ts'
import { publicEndpointAddress } from '../../src/network/public-endpoint-address.ts'

const folder = join(dirname(fileURLToPath(import.meta.url)), 'worlds')

/** A case as it is written: the lines of its world, and its questions. */
export interface WrittenCase {
  readonly lines: readonly string[]
  readonly asks: readonly string[]
}

/** Reads a case: `use` brings the lines of another world in, `remove` takes out lines that start so. */
export function readCase(text: string): WrittenCase {
  const lines: string[] = []
  const asks: string[] = []
  for (const raw of text.split('\n')) {
    const line = raw.replace(/(^|\s)#.*$/, '').trim()
    const [word = '', ...rest] = line.split(/\s+/)
    if (word === '') continue
    if (word === 'use') lines.push(...readCase(readFileSync(join(folder, `${rest[0]}.txt`), 'utf8')).lines)
    else if (word === 'ask') asks.push(rest.join(' '))
    else if (word === 'remove') {
      const found = lines.findIndex((one) => one.startsWith(rest.join(' ')))
      if (found < 0) throw new Error(`nothing to remove: ${line}`)
      lines.splice(found, 1)
    } else lines.push(line.replace(/\s+/g, ' '))
  }
  return { lines, asks }
}

interface Tables {
  region: string
  vpcs: Map<string, VpcFacts>
  dns: Map<string, readonly string[]>
  subnets: Map<string, SubnetFacts>
  tables: Map<string, { subnetIds: string[]; routes: RouteFacts[] }>
  acls: Map<string, { subnetIds: string[]; entries: NetworkAclEntryFacts[] }>
  groups: Map<string, { vpcId: string; rules: SecurityGroupRuleFacts[] }>
  igws: Map<string, InternetGatewayFacts>
  eigws: Map<string, EgressOnlyInternetGatewayFacts>
  nats: Map<string, NatGatewayFacts>
  peerings: Map<string, PeeringFacts>
  lists: Map<string, PrefixListFacts>
  endpoints: VpcEndpointFacts[]
  interfaces: Map<string, InterfaceFacts>
  mounts: Map<string, MountTargetFacts[]>
  names: Map<string, Fact<string>>
  namesKnown: boolean
  unknown: Map<string, string>
  unsettled: Map<string, string>
}

/** Makes the world that these lines describe; the form is told in `README.md` beside this file. */
export function worldOf(lines: readonly string[]): NetworkWorld {
  const tables: Tables = {
    region: 'ap-northeast-2',
    ...{ vpcs: new Map(), dns: new Map(), subnets: new Map(), tables: new Map(), acls: new Map() },
    ...{ groups: new Map(), igws: new Map(), eigws: new Map(), nats: new Map(), peerings: new Map() },
    ...{ lists: new Map(), endpoints: [], interfaces: new Map(), mounts: new Map(), names: new Map() },
    ...{ namesKnown: false, unknown: new Map(), unsettled: new Map() },
  }
  for (const line of lines) readLine(tables, line)
  return asWorld(tables)
}

function readLine(tables: Tables, line: string): void {
  const [word = '', ...args] = line.split(' ')
  const read = readers[word]
  if (!read) throw new Error(`not a line of a world: ${line}`)
  read(tables, args)
}

type Reader = (tables: Tables, args: readonly string[]) => void

const option = (args: readonly string[], name: string): string | undefined =>
  args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1)

const readers: Readonly<Record<string, Reader>> = {
  region: (tables, [region = '']) => void (tables.region = region),
  vpc: (tables, [vpcId = '', cidrs = '', ...rest]) => {
    tables.vpcs.set(vpcId, {
      vpcId,
      cidrBlocks: cidrs.split(','),
      ipv6CidrBlocks: option(rest, 'ipv6')?.split(',') ?? [],
      enableDnsSupport: !rest.includes('no-dns-support'),
      enableDnsHostnames: !rest.includes('no-dns-hostnames'),
    })
    tables.dns.set(vpcId, option(rest, 'dns')?.split(',') ?? ['AmazonProvidedDNS'])
  },
  subnet: (tables, [subnetId = '', vpcId = '', cidrBlock = '', zone = '', ...rest]) => {
    tables.subnets.set(subnetId, {
      subnetId,
      vpcId,
      cidrBlock: cidrBlock === 'none' ? '' : cidrBlock,
      ipv6CidrBlocks: option(rest, 'ipv6')?.split(',') ?? [],
      ...(zone !== '?' && { availabilityZone: zone }),
    })
  },
  table: (tables, [id = '', subnetIds = '']) =>
    void tables.tables.set(id, { subnetIds: subnetIds.split(','), routes: [] }),
  route: (tables, [id = '', to = '', target = '', state]) => {
    tables.tables.get(id)?.routes.push({
      destination: to.startsWith('pl-') ? { kind: 'prefix-list', prefixListId: to } : { kind: 'cidr', cidr: to },
      target: targetOf(target),
      ...(state === 'blackhole' && { blackhole: true }),
      source: `template.yaml:${id}`,
    })
  },
  acl: (tables, [id = '', subnetIds = '']) =>
    void tables.acls.set(id, { subnetIds: subnetIds.split(','), entries: [] }),
  rule: (tables, [id = '', direction, number, action, protocol = '', ports = '', cidr = '']) => {
    const [from, to = from] = ports.split('-').map(Number)
    tables.acls.get(id)?.entries.push({
      ruleNumber: Number(number),
      egress: direction === 'out',
      ruleAction: action === 'deny' ? 'deny' : 'allow',
      protocol: { all: '-1', tcp: '6', udp: '17', icmp: '1' }[protocol] ?? protocol,
      cidr,
      ...(ports !== 'all' && protocol === 'icmp'
        ? { icmpTypeCode: { type: from ?? -1, code: -1 } }
        : ports !== 'all' && { portRange: { from: from ?? 0, to: to ?? 0 } }),
    })
  },
  group: (tables, [id = '', vpcId = '']) => void tables.groups.set(id, { vpcId, rules: [] }),
  allow: (tables, [id = '', direction, protocol = '', ports = '', peer = '']) => {
    const [from, to = from] = ports === 'all' ? [-1, -1] : ports.split('-').map(Number)
    tables.groups.get(id)?.rules.push({
      isEgress: direction === 'out',
      ipProtocol: protocol === 'all' ? '-1' : protocol,
      fromPort: from ?? -1,
      toPort: protocol === 'icmp' ? -1 : (to ?? -1),
      peer: peerOf(peer),
    })
  },
  igw: (tables, [id = '', vpcId = '']) =>
    void tables.igws.set(id, { internetGatewayId: id, ...(vpcId !== 'detached' && { vpcId }) }),
  eigw: (tables, [id = '', vpcId = '']) =>
    void tables.eigws.set(id, { egressOnlyInternetGatewayId: id, vpcId }),
  nat: (tables, [id = '', subnetId = '', ...rest]) =>
    void tables.nats.set(id, {
      natGatewayId: id,
      subnetId,
      connectivityType: rest.includes('private') ? 'private' : 'public',
      hasPublicAddress: !rest.includes('private') && !rest.includes('no-address'),
      state: (option(rest, 'state') ?? 'available') as 'available',
    }),
  pcx: (tables, [id = '', one = '', other = '', status = '', region = tables.region]) =>
    void tables.peerings.set(id, {
      vpcPeeringConnectionId: id,
      status,
      requester: { vpcId: one, region: tables.region },
      accepter: { vpcId: other, region },
    }),
  list: (tables, [id = '', name = '', ...cidrs]) =>
    void tables.lists.set(id, { prefixListId: id, prefixListName: name, cidrs }),
  endpoint: (tables, [id = '', vpcId = '', service = '', ...rest]) => {
    const subnets = option(rest, 'subnets')?.split(',') ?? []
    tables.endpoints.push({
      vpcEndpointId: id,
      vpcId,
      vpcEndpointType: rest.includes('gateway') ? 'Gateway' : 'Interface',
      serviceName: `com.amazonaws.${option(rest, 'region') ?? tables.region}.${service}`,
      state: option(rest, 'state') ?? 'available',
      interfaces: subnets.map((text) => {
        const [subnetId = '', address] = text.split('@')
        return { subnetId, ...(address !== undefined && { address }) }
      }),
      securityGroupIds: option(rest, 'groups')?.split(',') ?? [],
      privateDnsEnabled: !rest.includes('no-private-dns'),
      privateDnsOnlyForInboundResolverEndpoint: rest.includes('inbound-only'),
      policyDocument: '{}',
    })
  },
  interface: (tables, [id = '', subnetId = '', address = '', groups = '', ...rest]) =>
    void tables.interfaces.set(id, {
      networkInterfaceId: id,
      subnetId,
      address,
      securityGroupIds: groups === 'none' ? [] : groups.split(','),
      sourceDestCheck: !rest.includes('forwards'),
      attached: !rest.includes('detached'),
    }),
  mount: (tables, [fileSystemId = '', id = '', subnetId = '', address = '', group = '', state]) => {
    const target = {
      mountTargetId: id,
      subnetId,
      ...(address !== '?' && { address }),
      securityGroupIds: [group],
      lifeCycleState: state ?? 'available',
    }
    tables.mounts.set(fileSystemId, [...(tables.mounts.get(fileSystemId) ?? []), target])
  },
  name: (tables, [host = '', address = '']) =>
    void tables.names.set(host, address === 'none' ? absent() : present(address)),
  'names-known': (tables) => void (tables.namesKnown = true),
  unknown: (tables, [id = '', ...what]) => void tables.unknown.set(id, what.join(' ')),
  unsettled: (tables, [id = '', ...what]) => void tables.unsettled.set(id, what.join(' ')),
}

function targetOf(text: string): RouteTargetFacts {
  if (text === 'local') return { kind: 'local' }
  const kinds = {
    'igw-': 'internet-gateway',
    'nat-': 'nat-gateway',
    'eigw-': 'egress-only-internet-gateway',
    'vpce-': 'gateway-endpoint',
    'eni-': 'network-interface',
    'pcx-': 'peering',
  } as const
  for (const [prefix, kind] of Object.entries(kinds)) if (text.startsWith(prefix)) return { kind, id: text }
  return { kind: 'other', id: text }
}

function peerOf(text: string): RulePeer {
  if (text.startsWith('sg-')) return { kind: 'security-group', groupId: text }
  return text.startsWith('pl-') ? { kind: 'prefix-list', prefixListId: text } : { kind: 'cidr', cidr: text }
}

const openAcl = (vpcId: string): { networkAclId: string; entries: NetworkAclEntryFacts[] } => ({
  networkAclId: `acl-of-${vpcId}`,
  entries: ['0.0.0.0/0', '::/0'].flatMap((cidr) =>
    [true, false].map((egress) => ({ ruleNumber: 100, egress, ruleAction: 'allow', protocol: '-1', cidr }) as const),
  ),
})

function asWorld(tables: Tables): NetworkWorld {
  const look = <Value>(id: string, value: Value | undefined): Fact<Value> => {
    const settledBy = tables.unknown.get(id)
    if (settledBy !== undefined) return unknownFact(settledBy)
    return value === undefined ? absent() : present(value)
  }
  const unsettled = (id: string): { unsettled?: string } => {
    const what = tables.unsettled.get(id)
    return what === undefined ? {} : { unsettled: what }
  }
  const group = (id: string) => {
    const found = tables.groups.get(id)
    return look(id, found && { groupId: id, ...found, ...unsettled(id) })
  }
  const guarded = (subnetId: string) =>
    [...tables.acls].find(([, { subnetIds }]) => subnetIds.includes(subnetId))
  return {
    region: tables.region,
    subnet: (id) => look(id, tables.subnets.get(id)),
    vpc: (id) => look(id, tables.vpcs.get(id)),
    dhcpOptionsOf: (vpcId) =>
      look(`dns-of-${vpcId}`, { dhcpOptionsId: 'dopt-1', domainNameServers: tables.dns.get(vpcId) ?? [] }),
    routeTableOf: (subnetId) => {
      const found = [...tables.tables].find(([, { subnetIds }]) => subnetIds.includes(subnetId))
      return look(found?.[0] ?? `table-of-${subnetId}`, found && { routeTableId: found[0], ...found[1], ...unsettled(found[0]) })
    },
    networkAclOf: (subnetId) => {
      const found = guarded(subnetId)
      if (!found) return look(`acl-of-${subnetId}`, openAcl(tables.subnets.get(subnetId)?.vpcId ?? ''))
      return look(found[0], { networkAclId: found[0], entries: found[1].entries, ...unsettled(found[0]) })
    },
    securityGroup: group,
    defaultSecurityGroup: (vpcId) => group(`sg-default-${vpcId}`),
    internetGateway: (id) => look(id, tables.igws.get(id)),
    egressOnlyInternetGateway: (id) => look(id, tables.eigws.get(id)),
    natGateway: (id) => look(id, tables.nats.get(id)),
    peering: (id) => look(id, tables.peerings.get(id)),
    peeringsOf: (vpcId) =>
      look(
        `peerings-of-${vpcId}`,
        [...tables.peerings.values()].filter(({ requester, accepter }) =>
          [requester.vpcId, accepter.vpcId].includes(vpcId),
        ),
      ),
    prefixList: (id) => look(id, tables.lists.get(id) ?? managedPrefixList(tables.region, id)),
    endpointsOf: (vpcId) =>
      look(`endpoints-of-${vpcId}`, tables.endpoints.filter((endpoint) => endpoint.vpcId === vpcId)),
    networkInterface: (id) => look(id, tables.interfaces.get(id)),
    interfaceAt: (vpcId, address) => {
      const found = [...tables.interfaces.values()].find(
        (row) => row.address === address && tables.subnets.get(row.subnetId)?.vpcId === vpcId,
      )
      return look(`interface-at-${address}`, found)
    },
    mountTargets: (id) => look(id, tables.mounts.get(id)),
    publicAddressOf: (host) =>
      tables.names.get(host) ??
      (tables.namesKnown ? present(publicEndpointAddress(host)) : unknownFact(`a look-up of ${host}`)),
  }
}
