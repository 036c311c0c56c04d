import assert from 'node:assert/strict'
import {
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteNetworkAclCommand,
  DeleteNetworkAclEntryCommand,
  DeleteVpcEndpointsCommand,
  DescribeManagedPrefixListsCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
  GetManagedPrefixListEntriesCommand,
  ModifyVpcAttributeCommand,
  ModifyVpcEndpointCommand,
  ReplaceNetworkAclAssociationCommand,
  ReplaceNetworkAclEntryCommand,
} from '@aws-sdk/client-ec2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

let door: OpenDoor
let ec2: EC2Client
let VpcId = ''
const subnetIds: string[] = []

beforeAll(async () => {
  door = await openFrontDoor()
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  ec2 = new EC2Client({ endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 })
  VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId ?? ''
  for (const [index, zone] of ['a', 'b', 'b'].entries()) {
    const AvailabilityZone = `us-east-1${zone}`
    const input = { VpcId, CidrBlock: `10.0.${index}.0/24`, AvailabilityZone }
    subnetIds.push((await ec2.send(new CreateSubnetCommand(input))).Subnet?.SubnetId ?? '')
  }
})

afterAll(async () => {
  ec2.destroy()
  assert.deepEqual(door.bugs, [])
  await door.close()
})

const service = (name: string): string => `com.amazonaws.us-east-1.${name}`

describe('a gateway endpoint', () => {
  it('is a route in its tables, with the policy it is given', async () => {
    const table = async (): Promise<string> =>
      (await ec2.send(new CreateRouteTableCommand({ VpcId }))).RouteTable?.RouteTableId ?? ''
    const [one, other] = [await table(), await table()]
    const input = { VpcId, ServiceName: service('s3'), RouteTableIds: [one] }
    const { VpcEndpoint } = await ec2.send(new CreateVpcEndpointCommand(input))
    const VpcEndpointId = VpcEndpoint?.VpcEndpointId ?? ''
    expect(VpcEndpoint).toMatchObject({ VpcEndpointType: 'Gateway', State: 'available', DnsEntries: [] })
    expect(JSON.parse(VpcEndpoint?.PolicyDocument ?? '')).toMatchObject({ Version: '2008-10-17' })
    await expect(ec2.send(new CreateVpcEndpointCommand(input))).rejects.toMatchObject({
      name: 'RouteAlreadyExists',
      message: `route table ${one} already has a route with destination-prefix-list-id pl-63a5400a`,
    })
    const PolicyDocument = '{"Statement":[]}'
    const change = { VpcEndpointId, AddRouteTableIds: [other], RemoveRouteTableIds: [one], PolicyDocument }
    await ec2.send(new ModifyVpcEndpointCommand(change))
    const routes = async (id: string): Promise<unknown> =>
      (
        await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [id] }))
      ).RouteTables?.[0]?.Routes?.flatMap((route) =>
        route.DestinationPrefixListId ? [[route.DestinationPrefixListId, route.GatewayId]] : [],
      )
    expect([await routes(one), await routes(other)]).toEqual([[], [['pl-63a5400a', VpcEndpointId]]])
    const read = await ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId] }))
    expect(read.VpcEndpoints?.[0]).toMatchObject({ PolicyDocument, RouteTableIds: [other] })
    const bad = new ModifyVpcEndpointCommand({ VpcEndpointId, PolicyDocument: '{' })
    await expect(ec2.send(bad)).rejects.toMatchObject({ name: 'InvalidPolicyDocument' })
    const gone = await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId, 'vpce-1'] }))
    expect(gone.Unsuccessful).toEqual([
      {
        ResourceId: 'vpce-1',
        Error: {
          Code: 'InvalidVpcEndpointId.NotFound',
          Message: "The Vpc Endpoint Id 'vpce-1' does not exist",
        },
      },
    ])
    expect(await routes(other)).toEqual([])
  })
})

describe('an interface endpoint', () => {
  it('has an interface in each subnet, and the names of its service where private DNS is on', async () => {
    const input = {
      VpcId,
      ServiceName: service('ecr.dkr'),
      VpcEndpointType: 'Interface' as const,
      SubnetIds: subnetIds.slice(0, 2),
    }
    await expect(ec2.send(new CreateVpcEndpointCommand(input))).rejects.toMatchObject({
      name: 'InvalidParameter',
      message: `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${VpcId}`,
    })
    await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }))
    const { VpcEndpoint } = await ec2.send(new CreateVpcEndpointCommand(input))
    const VpcEndpointId = VpcEndpoint?.VpcEndpointId ?? ''
    expect(VpcEndpoint?.DnsEntries?.map((entry) => entry.DnsName)).toEqual([
      expect.stringMatching(/^vpce-[0-9a-f]+-[0-9a-f]{8}\.dkr\.ecr\.us-east-1\.vpce\.amazonaws\.com$/),
      expect.stringContaining('-us-east-1a.dkr.ecr.us-east-1.vpce.amazonaws.com'),
      expect.stringContaining('-us-east-1b.dkr.ecr.us-east-1.vpce.amazonaws.com'),
      '*.dkr.ecr.us-east-1.amazonaws.com',
    ])
    await expect(ec2.send(new CreateVpcEndpointCommand(input))).rejects.toMatchObject({
      message: `private-dns-enabled cannot be set because there is already a conflicting DNS domain for *.dkr.ecr.us-east-1.amazonaws.com in the VPC ${VpcId}`,
    })
    const zone = new ModifyVpcEndpointCommand({ VpcEndpointId, AddSubnetIds: subnetIds.slice(2) })
    await expect(ec2.send(zone)).rejects.toMatchObject({ name: 'DuplicateSubnetsInSameZone' })
    const interfaces = async (): Promise<unknown> =>
      (
        await ec2.send(
          new DescribeNetworkInterfacesCommand({
            Filters: [{ Name: 'interface-type', Values: ['vpc_endpoint'] }],
          }),
        )
      ).NetworkInterfaces?.map((row) => [row.SubnetId, row.Description, row.Status, row.RequesterManaged])
    const description = `VPC Endpoint Interface ${VpcEndpointId}`
    expect(await interfaces()).toEqual(subnetIds.slice(0, 2).map((id) => [id, description, 'in-use', true]))
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, RemoveSubnetIds: subnetIds.slice(0, 1) }))
    expect(await interfaces()).toEqual([[subnetIds[1], description, 'in-use', true]])
    await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId] }))
    expect(await interfaces()).toEqual([])
  })

  it('is made for services that there are, of their type', async () => {
    const make = async (ServiceName: string, VpcEndpointType: 'Gateway' | 'Interface'): Promise<unknown> =>
      await ec2.send(new CreateVpcEndpointCommand({ VpcId, ServiceName, VpcEndpointType }))
    await expect(make(service('nothing'), 'Interface')).rejects.toMatchObject({
      name: 'InvalidServiceName',
      message: "The Vpc Endpoint Service 'com.amazonaws.us-east-1.nothing' does not exist",
    })
    await expect(make(service('logs'), 'Gateway')).rejects.toMatchObject({ name: 'InvalidParameter' })
    const Filters = [{ Name: 'service-type', Values: ['Gateway'] }]
    const { ServiceNames } = await ec2.send(new DescribeVpcEndpointServicesCommand({ Filters }))
    expect(ServiceNames).toEqual([service('dynamodb'), service('s3')])
  })
})

describe('managed prefix lists', () => {
  it('are those of S3 and DynamoDB', async () => {
    const { PrefixLists } = await ec2.send(new DescribeManagedPrefixListsCommand({}))
    expect(PrefixLists?.map((list) => [list.PrefixListId, list.PrefixListName, list.OwnerId])).toEqual([
      ['pl-63a5400a', service('s3'), 'AWS'],
      ['pl-02cd2c6b', service('dynamodb'), 'AWS'],
    ])
    const { Entries } = await ec2.send(
      new GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-63a5400a' }),
    )
    expect(Entries?.length).toBeGreaterThan(1)
  })
})

describe('network ACLs', () => {
  const entry = {
    RuleNumber: 100,
    Protocol: '6',
    RuleAction: 'allow' as const,
    Egress: false,
    CidrBlock: '10.0.0.0/8',
  }
  const PortRange = { From: 443, To: 443 }

  it('have entries made, changed and taken away, but keep the last one', async () => {
    const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand({ VpcId }))
    const NetworkAclId = NetworkAcl?.NetworkAclId ?? ''
    const make = new CreateNetworkAclEntryCommand({ NetworkAclId, ...entry, PortRange })
    await ec2.send(make)
    await expect(ec2.send(make)).rejects.toMatchObject({
      name: 'NetworkAclEntryAlreadyExists',
      message: 'The network acl entry identified by 100 already exists.',
    })
    await expect(
      ec2.send(new CreateNetworkAclEntryCommand({ NetworkAclId, ...entry, RuleNumber: 101 })),
    ).rejects.toMatchObject({ name: 'MissingParameter' })
    await ec2.send(
      new ReplaceNetworkAclEntryCommand({ NetworkAclId, ...entry, PortRange: { From: 1, To: 2 } }),
    )
    const { NetworkAcls } = await ec2.send(new DescribeNetworkAclsCommand({ NetworkAclIds: [NetworkAclId] }))
    expect(NetworkAcls?.[0]?.Entries?.[1]).toEqual({ ...entry, PortRange: { From: 1, To: 2 } })
    await ec2.send(new DeleteNetworkAclEntryCommand({ NetworkAclId, RuleNumber: 100, Egress: false }))
    await expect(
      ec2.send(new DeleteNetworkAclEntryCommand({ NetworkAclId, RuleNumber: 100, Egress: false })),
    ).rejects.toMatchObject({ name: 'InvalidNetworkAclEntry.NotFound' })
    await expect(
      ec2.send(new DeleteNetworkAclEntryCommand({ NetworkAclId, RuleNumber: 32_767, Egress: false })),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue' })
  })

  it('guard a subnet each, the default one those of nobody else', async () => {
    const byVpc = [{ Name: 'vpc-id', Values: [VpcId] }]
    const Filters = [...byVpc, { Name: 'default', Values: ['true'] }]
    const read = async (): Promise<string[]> =>
      (await ec2.send(new DescribeNetworkAclsCommand({ Filters }))).NetworkAcls?.[0]?.Associations?.map(
        (one) => one.NetworkAclAssociationId ?? '',
      ) ?? []
    const before = await read()
    const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand({ VpcId }))
    const NetworkAclId = NetworkAcl?.NetworkAclId ?? ''
    const AssociationId = before[0] ?? ''
    await ec2.send(new ReplaceNetworkAclAssociationCommand({ NetworkAclId, AssociationId }))
    expect(await read()).toEqual(before.slice(1))
    await expect(ec2.send(new DeleteNetworkAclCommand({ NetworkAclId }))).rejects.toMatchObject({
      message: `The networkAcl '${NetworkAclId}' has dependencies and cannot be deleted.`,
    })
  })
})
