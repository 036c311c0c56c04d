import type { FileSystemDestination } from '../model/network/destination.ts'
import type { MountTargetFacts } from '../model/network/facts.ts'
import type { NetworkWorld } from '../model/network/network-world.ts'
import type { Hop, ReachVerdict } from '../model/network/reach-verdict.ts'
import { addressSet, blockSet } from './address-set.ts'
import { conclude, type Tried } from './conclude.ts'
import { resolverOf, type Resolver } from './name-resolution.ts'
import { passes, stops, unsettled } from './passage.ts'
import { addressInSubnet } from './public-endpoint-address.ts'
import type { Standpoint } from './standpoint.ts'
import { holderAt, type StopCauses, type Target } from './target.ts'
import { walk } from './walk.ts'

const NFS = 2049
const DNS = 'efs-mount-failure-dns'

const causes: StopCauses = {
  egress: 'efs-mount-failure-sg',
  ingress: 'efs-mount-failure-sg',
  acl: 'network-acl-blocks',
  route: undefined,
}

/**
 * Whether an interface reaches an EFS file system. Its name gives the mount target of the interface's own Availability
 * Zone only, in the VPC of the mount targets, and only to Amazon's resolver in a VPC with DNS host names.
 */
export function reachFileSystem(
  from: Standpoint,
  { fileSystemId, region }: FileSystemDestination,
  world: NetworkWorld,
): ReachVerdict {
  const host = `${fileSystemId}.efs.${region}.amazonaws.com`
  const resolver = resolverOf(from, DNS, world)
  const tried: Tried = {
    host,
    port: NFS,
    ...(resolver.address !== undefined && { resolver: resolver.address }),
  }
  const before = [...resolver.hops, ...hostnames(resolver, host)]
  const resolved = conclude({ hops: before }, tried)
  if (resolved.kind === 'unreachable' || !resolver.vpc) return resolved
  const targets = world.mountTargets(fileSystemId)
  if (!targets.known) {
    const hop = unsettled(
      'mount-target',
      `the mount targets of ${fileSystemId} are not known`,
      targets.settledBy,
    )
    return conclude({ hops: [...before, hop] }, tried)
  }
  const chosen = chooseMountTarget(from, targets.absent ? [] : targets.value, fileSystemId, world)
  if ('passes' in chosen) return conclude({ hops: [...before, chosen] }, tried)
  const { target, shown } = mountPoint(chosen, world)
  const found = walk(from, target, world)
  const origin = { id: chosen.mountTargetId, source: chosen.source ?? targets.source }
  const ready =
    chosen.lifeCycleState === 'available'
      ? passes('mount-target', `${chosen.mountTargetId} in ${chosen.subnetId} is available`, origin)
      : stops(
          'mount-target',
          `${chosen.mountTargetId} in ${chosen.subnetId} is ${chosen.lifeCycleState}`,
          { cause: 'efs-mount-target-not-ready', outcome: 'refused' },
          origin,
        )
  const hops = [...before, ...found.hops, ready]
  return conclude({ ...found, hops }, { ...tried, address: shown, addressClass: 'private' })
}

function hostnames({ vpc, kind, address }: Resolver, host: string): Hop[] {
  if (!vpc) return []
  if (kind === 'custom') {
    const settledBy = `whether ${address} forwards look-ups of ${host} to the resolver of ${vpc.vpcId}`
    return [unsettled('name-resolution', `${vpc.vpcId} asks the DNS server ${address}`, settledBy)]
  }
  if (vpc.enableDnsHostnames) return []
  const fact = `${vpc.vpcId} gives no names to addresses: enableDnsHostnames is off`
  const stop = { cause: DNS, outcome: 'no-such-host' } as const
  return [stops('name-resolution', fact, stop, { id: vpc.vpcId, source: vpc.source })]
}

function chooseMountTarget(
  { subnet }: Standpoint,
  targets: readonly MountTargetFacts[],
  fileSystemId: string,
  world: NetworkWorld,
): MountTargetFacts | Hop {
  let unclear = false
  for (const target of targets) {
    if (target.subnetId === subnet.subnetId) return target
    const fact = world.subnet(target.subnetId)
    const there = fact.known && !fact.absent ? fact.value : undefined
    if (there && there.vpcId !== subnet.vpcId) continue
    const zone = there?.availabilityZone
    if (zone === undefined || subnet.availabilityZone === undefined) unclear = true
    else if (zone === subnet.availabilityZone) return target
  }
  const where = subnet.availabilityZone ?? `the zone of ${subnet.subnetId}`
  if (unclear) {
    const fact = `which mount target of ${fileSystemId} is in ${where} is not known`
    return unsettled('mount-target', fact, 'the Availability Zones of the subnets')
  }
  const fact = `${fileSystemId} has no mount target in ${where} of ${subnet.vpcId}`
  return stops('mount-target', fact, { cause: 'efs-mount-target-missing', outcome: 'no-such-host' })
}

function mountPoint(
  chosen: MountTargetFacts,
  world: NetworkWorld,
): { readonly target: Target; readonly shown: string } {
  const { subnetId, securityGroupIds, address, mountTargetId } = chosen
  const subnet = world.subnet(subnetId)
  const block = subnet.known && !subnet.absent ? subnet.value.cidrBlock : ''
  const addresses = (address === undefined ? undefined : addressSet(address)) ?? blockSet([block])
  const holder = holderAt({ subnetId, securityGroupIds, address, assignPublicIp: false }, world)
  const target = { name: mountTargetId, addresses, protocol: 'tcp', port: NFS, holder, causes } as const
  return { target, shown: address ?? addressInSubnet(block, mountTargetId) }
}
