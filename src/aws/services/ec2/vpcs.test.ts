import assert from 'node:assert/strict'
import {
  AssociateVpcCidrBlockCommand,
  CreateDefaultVpcCommand,
  CreateDhcpOptionsCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteDhcpOptionsCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  DisassociateVpcCidrBlockCommand,
  EC2Client,
  AssociateDhcpOptionsCommand,
  ModifySubnetAttributeCommand,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

let door: OpenDoor
let ec2: EC2Client

beforeAll(async () => {
  door = await openFrontDoor()
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  ec2 = new EC2Client({ endpoint: door.url, region: 'eu-west-1', credentials, maxAttempts: 1 })
})

afterAll(async () => {
  ec2.destroy()
  assert.deepEqual(door.bugs, [])
  await door.close()
})

async function newVpc(CidrBlock: string, rest = {}): Promise<string> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock, ...rest }))
  return Vpc?.VpcId ?? ''
}

async function newSubnet(VpcId: string, CidrBlock: string): Promise<string> {
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock }))
  return Subnet?.SubnetId ?? ''
}

describe('the default VPC', () => {
  it('is there from the first call, with what AWS makes with it', async () => {
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}))
    expect(Vpcs).toHaveLength(1)
    expect(Vpcs[0]).toMatchObject({ CidrBlock: '172.31.0.0/16', IsDefault: true, State: 'available' })
    expect(Vpcs[0]?.VpcId).toMatch(/^vpc-[0-9a-f]{17}$/)
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}))
    expect(Subnets.map((subnet) => [subnet.CidrBlock, subnet.AvailableIpAddressCount])).toEqual([
      ['172.31.0.0/20', 4091],
      ['172.31.16.0/20', 4091],
      ['172.31.32.0/20', 4091],
    ])
    expect(Subnets.every((subnet) => subnet.MapPublicIpOnLaunch && subnet.DefaultForAz)).toBe(true)
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}))
    const [group] = SecurityGroups
    expect(group?.IpPermissions?.[0]?.UserIdGroupPairs).toEqual([
      { GroupId: group?.GroupId, UserId: '000000000000' },
    ])
    expect(group?.IpPermissionsEgress?.[0]).toMatchObject({
      IpProtocol: '-1',
      IpRanges: [{ CidrIp: '0.0.0.0/0' }],
    })
    const { NetworkAcls = [] } = await ec2.send(new DescribeNetworkAclsCommand({}))
    expect(
      NetworkAcls[0]?.Entries?.map((entry) => [entry.Egress, entry.RuleNumber, entry.RuleAction]),
    ).toEqual([
      [true, 100, 'allow'],
      [true, 32767, 'deny'],
      [false, 100, 'allow'],
      [false, 32767, 'deny'],
    ])
    const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({}))
    expect(
      RouteTables[0]?.Routes?.map((route) => [route.DestinationCidrBlock, route.GatewayId?.slice(0, 5)]),
    ).toEqual([
      ['172.31.0.0/16', 'local'],
      ['0.0.0.0/0', 'igw-0'],
    ])
  })

  it('is made once', async () => {
    await expect(ec2.send(new CreateDefaultVpcCommand({}))).rejects.toMatchObject({
      name: 'DefaultVpcAlreadyExists',
      message: 'A Default VPC already exists for this account in this region.',
    })
  })
})

describe('VPCs', () => {
  it.each([
    [
      '10.0.0.0/33',
      'InvalidParameterValue',
      'Value (10.0.0.0/33) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
    ],
    ['10.0.0.0/8', 'InvalidVpc.Range', "The CIDR '10.0.0.0/8' is invalid."],
    ['10.0.0.0/29', 'InvalidVpc.Range', "The CIDR '10.0.0.0/29' is invalid."],
    [undefined, 'MissingParameter', "Either 'cidrBlock' or 'ipv4IpamPoolId' must be provided."],
  ])('are not made of %s', async (CidrBlock, name, message) => {
    await expect(ec2.send(new CreateVpcCommand({ CidrBlock }))).rejects.toMatchObject({ name, message })
  })

  it('refuse what is not implemented instead of forgetting it', async () => {
    await expect(ec2.send(new CreateVpcCommand({ Ipv4IpamPoolId: 'ipam-pool-1' }))).rejects.toMatchObject({
      name: 'NotImplemented',
    })
  })

  it('have their attributes changed one by one', async () => {
    const VpcId = await newVpc('10.1.0.0/16')
    const read = async (): Promise<unknown> =>
      (await ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' })))
        .EnableDnsHostnames
    expect(await read()).toEqual({ Value: false })
    await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }))
    expect(await read()).toEqual({ Value: true })
    await ec2.send(new DeleteVpcCommand({ VpcId }))
    await expect(read()).rejects.toMatchObject({
      name: 'InvalidVpcID.NotFound',
      message: `The vpc ID '${VpcId}' does not exist`,
    })
  })

  it('are answered in short when they are new', async () => {
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }))
    expect(Vpc).toMatchObject({ State: 'pending', CidrBlock: '10.9.0.0/16', Ipv6CidrBlockAssociationSet: [] })
    expect(Vpc).not.toHaveProperty('Tags')
    expect(Vpc).not.toHaveProperty('BlockPublicAccessStates')
    const tagged = new CreateVpcCommand({
      CidrBlock: '10.10.0.0/16',
      TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'Name', Value: 'shop' }] }],
    })
    expect((await ec2.send(tagged)).Vpc?.Tags).toEqual([{ Key: 'Name', Value: 'shop' }])
  })

  it('have more blocks, each local in every table, and keep those in use', async () => {
    const VpcId = await newVpc('10.2.0.0/16')
    const send = async (CidrBlock: string): Promise<string> => {
      const answer = await ec2.send(new AssociateVpcCidrBlockCommand({ VpcId, CidrBlock }))
      return answer.CidrBlockAssociation?.AssociationId ?? ''
    }
    await expect(send('10.2.128.0/24')).rejects.toMatchObject({ name: 'InvalidVpc.Range' })
    const AssociationId = await send('10.3.0.0/16')
    const subnet = await newSubnet(VpcId, '10.3.1.0/24')
    const gone = new DisassociateVpcCidrBlockCommand({ AssociationId })
    await expect(ec2.send(gone)).rejects.toMatchObject({ name: 'DependencyViolation' })
    const Filters = [{ Name: 'vpc-id', Values: [VpcId] }]
    const routes = async (): Promise<unknown> =>
      (await ec2.send(new DescribeRouteTablesCommand({ Filters }))).RouteTables?.[0]?.Routes?.map(
        (route) => route.DestinationCidrBlock,
      )
    expect(await routes()).toEqual(['10.3.0.0/16', '10.2.0.0/16'])
    await ec2.send(new DeleteSubnetCommand({ SubnetId: subnet }))
    await ec2.send(gone)
    expect(await routes()).toEqual(['10.2.0.0/16'])
  })

  it('are not deleted while something is in them', async () => {
    const VpcId = await newVpc('10.4.0.0/16')
    const SubnetId = await newSubnet(VpcId, '10.4.0.0/24')
    await expect(ec2.send(new DeleteVpcCommand({ VpcId }))).rejects.toMatchObject({
      name: 'DependencyViolation',
      message: `The vpc '${VpcId}' has dependencies and cannot be deleted.`,
    })
    await ec2.send(new DeleteSubnetCommand({ SubnetId }))
    await ec2.send(new DeleteVpcCommand({ VpcId }))
    const Filters = [{ Name: 'vpc-id', Values: [VpcId] }]
    expect((await ec2.send(new DescribeSecurityGroupsCommand({ Filters }))).SecurityGroups).toEqual([])
    expect((await ec2.send(new DescribeNetworkAclsCommand({ Filters }))).NetworkAcls).toEqual([])
  })

  it('get an IPv6 block with everything that comes with it', async () => {
    const VpcId = await newVpc('10.5.0.0/16', { AmazonProvidedIpv6CidrBlock: true })
    const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }))
    const block = Vpcs?.[0]?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock ?? ''
    expect(block).toMatch(/^2600:1f16:.*::\/56$/)
    const Ipv6CidrBlock = block.replace('/56', '/64')
    const { Subnet } = await ec2.send(
      new CreateSubnetCommand({ VpcId, CidrBlock: '10.5.0.0/24', Ipv6CidrBlock }),
    )
    expect(Subnet?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock).toBe(Ipv6CidrBlock)
    const Filters = [{ Name: 'vpc-id', Values: [VpcId] }]
    const { NetworkAcls } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }))
    expect(NetworkAcls?.[0]?.Entries?.filter((entry) => entry.Ipv6CidrBlock === '::/0')).toHaveLength(4)
  })

  it('use DHCP options, which then cannot be deleted', async () => {
    const VpcId = await newVpc('10.6.0.0/16')
    const DhcpConfigurations = [{ Key: 'domain-name', Values: ['corp.example'] }]
    const { DhcpOptions } = await ec2.send(new CreateDhcpOptionsCommand({ DhcpConfigurations }))
    const DhcpOptionsId = DhcpOptions?.DhcpOptionsId ?? ''
    await ec2.send(new AssociateDhcpOptionsCommand({ VpcId, DhcpOptionsId }))
    await expect(ec2.send(new DeleteDhcpOptionsCommand({ DhcpOptionsId }))).rejects.toMatchObject({
      name: 'DependencyViolation',
      message: `The dhcpOptions '${DhcpOptionsId}' has dependencies and cannot be deleted.`,
    })
    await ec2.send(new AssociateDhcpOptionsCommand({ VpcId, DhcpOptionsId: 'default' }))
    await ec2.send(new DeleteDhcpOptionsCommand({ DhcpOptionsId }))
  })
})

describe('subnets', () => {
  it('lie inside their VPC, apart from each other, in a zone that there is', async () => {
    const VpcId = await newVpc('10.7.0.0/16')
    const make = async (CidrBlock: string, AvailabilityZone?: string): Promise<unknown> =>
      await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }))
    await make('10.7.1.0/24', 'eu-west-1b')
    await expect(make('10.7.1.128/25')).rejects.toMatchObject({
      name: 'InvalidSubnet.Conflict',
      message: "The CIDR '10.7.1.128/25' conflicts with another subnet",
    })
    await expect(make('10.8.1.0/24')).rejects.toMatchObject({
      name: 'InvalidSubnet.Range',
      message: "The CIDR '10.8.1.0/24' is invalid.",
    })
    await expect(make('10.7.2.0/24', 'eu-west-1z')).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringContaining('availability zones: eu-west-1a, eu-west-1b, eu-west-1c.') as string,
    })
  })

  it('have one attribute changed at a time', async () => {
    const SubnetId = await newSubnet(await newVpc('10.9.0.0/16'), '10.9.0.0/24')
    await ec2.send(new ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value: true } }))
    const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [SubnetId] }))
    expect(Subnets?.[0]).toMatchObject({ MapPublicIpOnLaunch: true, DefaultForAz: false })
    const noIpv6 = new ModifySubnetAttributeCommand({
      SubnetId,
      AssignIpv6AddressOnCreation: { Value: true },
    })
    await expect(ec2.send(noIpv6)).rejects.toMatchObject({ name: 'InvalidParameterValue' })
  })
})
