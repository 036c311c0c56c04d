import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeWithoutBugs, openFrontDoor, type OpenDoor } from '../../test/support/front-door.ts'
import { networkInterfaces } from '../model/ec2/tables.ts'
import type { Destination } from '../model/network/destination.ts'
import type { InterfacePlacement } from '../model/network/interface-placement.ts'
import type { ReachVerdict } from '../model/network/reach-verdict.ts'
import { placementOf } from './account-interfaces.ts'
import { accountNetwork } from './account-network.ts'
import { mayConnect } from './may-connect.ts'
import { reach } from './reach.ts'

const place = { account: '000000000000', region: 'ap-northeast-2' } as const
const aws = (service: string, region: string = place.region): Destination => ({
  kind: 'aws-endpoint',
  service,
  region,
})

interface Made {
  readonly Vpc: { VpcId: string }
  readonly Subnet: { SubnetId: string }
  readonly InternetGateway: { InternetGatewayId: string }
  readonly RouteTable: { RouteTableId: string }
  readonly NatGateway: { NatGatewayId: string }
  readonly VpcEndpoint: { VpcEndpointId: string }
  readonly NetworkInterface: { NetworkInterfaceId: string }
  readonly GroupId: string
  readonly AllocationId: string
}

let open: OpenDoor
const ids = { vpc: '', open: '', closed: '', inner: '', table: '', group: '', other: '', nat: '' }

const ec2 = async (operation: string, input: object): Promise<Made> =>
  (await open.door.invoke('ec2', operation, input, place)) as Made

const ask = (subnetId: string, to: Destination, more: Partial<InterfacePlacement> = {}): ReachVerdict => {
  const from = { subnetId, securityGroupIds: [ids.group], assignPublicIp: false, ...more }
  return reach(from, to, accountNetwork(open.store.view(place)))
}

beforeAll(async () => {
  open = await openFrontDoor()
  ids.vpc = (await ec2('CreateVpc', { CidrBlock: '10.0.0.0/16' })).Vpc.VpcId
  const VpcId = ids.vpc
  await ec2('ModifyVpcAttribute', { VpcId, EnableDnsHostnames: { Value: true } })
  const subnet = async (CidrBlock: string, zone: string): Promise<string> =>
    (await ec2('CreateSubnet', { VpcId, CidrBlock, AvailabilityZone: `${place.region}${zone}` })).Subnet
      .SubnetId
  ids.open = await subnet('10.0.0.0/24', 'a')
  ids.inner = await subnet('10.0.1.0/24', 'b')
  ids.closed = await subnet('10.0.2.0/24', 'c')
  const InternetGatewayId = (await ec2('CreateInternetGateway', {})).InternetGateway.InternetGatewayId
  await ec2('AttachInternetGateway', { InternetGatewayId, VpcId })
  const table = async (SubnetId: string): Promise<string> => {
    const { RouteTableId } = (await ec2('CreateRouteTable', { VpcId })).RouteTable
    await ec2('AssociateRouteTable', { RouteTableId, SubnetId })
    return RouteTableId
  }
  const everything = { DestinationCidrBlock: '0.0.0.0/0' }
  await ec2('CreateRoute', {
    RouteTableId: await table(ids.open),
    ...everything,
    GatewayId: InternetGatewayId,
  })
  const { AllocationId } = await ec2('AllocateAddress', { Domain: 'vpc' })
  ids.nat = (await ec2('CreateNatGateway', { SubnetId: ids.open, AllocationId })).NatGateway.NatGatewayId
  await ec2('CreateRoute', { RouteTableId: await table(ids.inner), ...everything, NatGatewayId: ids.nat })
  ids.table = await table(ids.closed)
  const group = async (GroupName: string): Promise<string> =>
    (await ec2('CreateSecurityGroup', { GroupName, Description: GroupName, VpcId })).GroupId
  ids.group = await group('task')
  ids.other = await group('endpoint')
})

afterAll(async () => {
  await closeWithoutBugs(open)
})

describe('the network of the local account', () => {
  it('leads a public subnet out with a public address, and a private one through its NAT gateway', () => {
    expect(ask(ids.open, aws('ecr.api'), { assignPublicIp: true })).toMatchObject({
      path: 'internet-gateway',
    })
    expect(ask(ids.open, aws('ecr.api'))).toMatchObject({ cause: 'no-route-to-aws-api', outcome: 'timeout' })
    expect(ask(ids.inner, aws('ecr.api'))).toMatchObject({ kind: 'reachable', path: 'nat-gateway' })
    expect(ask(ids.closed, aws('ecr.api'))).toMatchObject({ cause: 'no-route-to-aws-api' })
  })

  it('knows the address of every name, so that no verdict waits for it', () => {
    const verdict = ask(ids.inner, { kind: 'host', host: 'registry-1.docker.io', port: 443 })
    expect(verdict).toMatchObject({ kind: 'reachable', addressClass: 'public' })
  })

  it('leads to S3 of its own region only by a gateway endpoint', async () => {
    const input = {
      VpcId: ids.vpc,
      ServiceName: `com.amazonaws.${place.region}.s3`,
      RouteTableIds: [ids.table],
    }
    const { VpcEndpointId } = (await ec2('CreateVpcEndpoint', input)).VpcEndpoint
    const near = ask(ids.closed, aws('s3'))
    expect(near).toMatchObject({ kind: 'reachable', endpoint: { vpcEndpointId: VpcEndpointId } })
    expect(near.endpoint?.policyDocument).toContain('"Allow"')
    const far = ask(ids.closed, { ...aws('s3', 'us-east-2'), use: 'env-file' } as Destination)
    expect(far).toMatchObject({ kind: 'unreachable', cause: 'env-file-bucket-region-or-route' })
  })

  it('asks the group of an interface endpoint, at the address that the endpoint really has', async () => {
    const input = {
      VpcId: ids.vpc,
      ServiceName: `com.amazonaws.${place.region}.logs`,
      VpcEndpointType: 'Interface',
      SubnetIds: [ids.closed],
      SecurityGroupIds: [ids.other],
    }
    await ec2('CreateVpcEndpoint', input)
    const rows = [...open.store.view(place).by(networkInterfaces, 'subnet', ids.closed)]
    const blocked = ask(ids.closed, aws('logs'))
    expect(blocked).toMatchObject({ cause: 'vpc-endpoint-sg-blocks-443', address: rows[0]?.privateIpAddress })
    const https = {
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      UserIdGroupPairs: [{ GroupId: ids.group }],
    }
    await ec2('AuthorizeSecurityGroupIngress', { GroupId: ids.other, IpPermissions: [https] })
    expect(ask(ids.closed, aws('logs'))).toMatchObject({ kind: 'reachable', path: 'interface-endpoint' })
    await ec2('ModifyVpcAttribute', { VpcId: ids.vpc, EnableDnsHostnames: { Value: false } })
    expect(ask(ids.closed, aws('logs'))).toMatchObject({ cause: 'vpc-endpoint-private-dns-off' })
    await ec2('ModifyVpcAttribute', { VpcId: ids.vpc, EnableDnsHostnames: { Value: true } })
  })

  it('finds who holds an address, and what its groups let in', async () => {
    const made = async (SubnetId: string, group: string): Promise<string> =>
      (await ec2('CreateNetworkInterface', { SubnetId, Groups: [group] })).NetworkInterface.NetworkInterfaceId
    const from = await made(ids.inner, ids.group)
    const to = await made(ids.open, ids.other)
    const view = open.store.view(place)
    const [one, other] = [from, to].map((id) => view.get(networkInterfaces, id))
    if (!one || !other) throw new Error('the interfaces were not made')
    const world = accountNetwork(view)
    const connect = (port: number): string =>
      mayConnect(placementOf(one), placementOf(other), 'tcp', port, world).kind
    expect([connect(443), connect(5432)]).toEqual(['allowed', 'denied'])
    const address = other.privateIpAddress
    expect(reach(placementOf(one), { kind: 'address', address, port: 443 }, world).kind).toBe('reachable')
    expect(
      reach(placementOf(one), { kind: 'address', address: '10.0.0.250', port: 443 }, world),
    ).toMatchObject({
      kind: 'unreachable',
      stoppedAt: { fact: 'no interface holds 10.0.0.250' },
    })
  })

  it('asks network ACLs', async () => {
    const acl = (await open.door.invoke(
      'ec2',
      'DescribeNetworkAcls',
      { Filters: [{ Name: 'vpc-id', Values: [ids.vpc] }] },
      place,
    )) as { NetworkAcls: { NetworkAclId: string }[] }
    const [first] = acl.NetworkAcls
    const entry = { NetworkAclId: first?.NetworkAclId, RuleNumber: 50, Egress: true }
    const deny = {
      ...entry,
      Protocol: '6',
      RuleAction: 'deny',
      CidrBlock: '0.0.0.0/0',
      PortRange: { From: 443, To: 443 },
    }
    await ec2('CreateNetworkAclEntry', deny)
    expect(ask(ids.inner, aws('ssm'))).toMatchObject({ kind: 'unreachable', cause: 'network-acl-blocks' })
    await ec2('DeleteNetworkAclEntry', entry)
    expect(ask(ids.inner, aws('ssm')).kind).toBe('reachable')
  })

  it('sees a route to a NAT gateway that was deleted as a black hole', async () => {
    await ec2('DeleteNatGateway', { NatGatewayId: ids.nat })
    expect(ask(ids.inner, aws('ssm'))).toMatchObject({
      cause: 'no-route-to-aws-api',
      stoppedAt: { kind: 'nat-gateway', source: 'the local account' },
    })
  })

  it('does not know mount targets, and says so', () => {
    const verdict = ask(ids.inner, { kind: 'file-system', fileSystemId: 'fs-1', region: place.region })
    expect(verdict).toMatchObject({ kind: 'unknown' })
  })
})
