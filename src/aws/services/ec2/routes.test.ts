import assert from 'node:assert/strict'
import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateNetworkInterfaceCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcPeeringConnectionCommand,
  AcceptVpcPeeringConnectionCommand,
  DeleteInternetGatewayCommand,
  DeleteNatGatewayCommand,
  DeleteNetworkInterfaceCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DeleteSubnetCommand,
  DeleteVpcPeeringConnectionCommand,
  DescribeAddressesCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DetachInternetGatewayCommand,
  DisassociateAddressCommand,
  DisassociateRouteTableCommand,
  EC2Client,
  ReleaseAddressCommand,
  ReplaceRouteCommand,
  ReplaceRouteTableAssociationCommand,
} from '@aws-sdk/client-ec2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

let door: OpenDoor
let ec2: EC2Client
let VpcId = ''
let SubnetId = ''
let InternetGatewayId = ''

beforeAll(async () => {
  door = await openFrontDoor()
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  ec2 = new EC2Client({ endpoint: door.url, region: 'us-west-2', credentials, maxAttempts: 1 })
  VpcId = await newVpc('10.0.0.0/16')
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.0.0/24' }))
  SubnetId = Subnet?.SubnetId ?? ''
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}))
  InternetGatewayId = InternetGateway?.InternetGatewayId ?? ''
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }))
})

afterAll(async () => {
  ec2.destroy()
  assert.deepEqual(door.bugs, [])
  await door.close()
})

async function newVpc(CidrBlock: string): Promise<string> {
  return (await ec2.send(new CreateVpcCommand({ CidrBlock }))).Vpc?.VpcId ?? ''
}

async function newTable(): Promise<string> {
  return (await ec2.send(new CreateRouteTableCommand({ VpcId }))).RouteTable?.RouteTableId ?? ''
}

async function newAddress(): Promise<string> {
  return (await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }))).AllocationId ?? ''
}

async function routesOf(RouteTableId: string): Promise<string[]> {
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }))
  return (RouteTables?.[0]?.Routes ?? []).map((route) => `${route.DestinationCidrBlock} ${route.State}`)
}

describe('routes', () => {
  it('are added, replaced and taken away; the local one stays', async () => {
    const RouteTableId = await newTable()
    const route = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId }
    await expect(ec2.send(new ReplaceRouteCommand(route))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    })
    await ec2.send(new CreateRouteCommand(route))
    await ec2.send(new CreateRouteCommand(route))
    const eni = await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId }))
    const NetworkInterfaceId = eni.NetworkInterface?.NetworkInterfaceId ?? ''
    const other = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', NetworkInterfaceId }
    await expect(ec2.send(new CreateRouteCommand(other))).rejects.toMatchObject({
      name: 'RouteAlreadyExists',
      message: 'The route identified by 0.0.0.0/0 already exists.',
    })
    await ec2.send(new ReplaceRouteCommand(other))
    expect(await routesOf(RouteTableId)).toEqual(['10.0.0.0/16 active', '0.0.0.0/0 blackhole'])
    await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }))
    await ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0' }))
    await expect(
      ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0' })),
    ).rejects.toMatchObject({
      name: 'InvalidRoute.NotFound',
      message: `no route with destination-cidr-block 0.0.0.0/0 in route table ${RouteTableId}`,
    })
    await expect(
      ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock: '10.0.0.0/16' })),
    ).rejects.toMatchObject({
      message: `cannot remove local route 10.0.0.0/16 in route table ${RouteTableId}`,
    })
    await expect(
      ec2.send(new CreateRouteCommand({ ...route, DestinationCidrBlock: '10.0.0.0/24' })),
    ).rejects.toMatchObject({ message: expect.stringContaining('equal to or more specific') as string })
  })

  it('lead to what exists, in this VPC', async () => {
    const RouteTableId = await newTable()
    const to = async (target: object): Promise<unknown> =>
      await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '8.0.0.0/8', ...target }))
    await expect(to({})).rejects.toMatchObject({ name: 'MissingParameter' })
    await expect(to({ GatewayId: 'igw-1' })).rejects.toMatchObject({
      name: 'InvalidInternetGatewayID.NotFound',
    })
    await expect(to({ NatGatewayId: 'nat-1' })).rejects.toMatchObject({ name: 'NatGatewayNotFound' })
    await expect(to({ InstanceId: 'i-1' })).rejects.toMatchObject({ name: 'InvalidInstanceID.NotFound' })
    await expect(to({ TransitGatewayId: 'tgw-1' })).rejects.toMatchObject({ name: 'NotImplemented' })
    await expect(to({ GatewayId: InternetGatewayId, NatGatewayId: 'nat-1' })).rejects.toMatchObject({
      name: 'InvalidParameterCombination',
    })
  })

  it('over a peering connection work while it is active', async () => {
    const PeerVpcId = await newVpc('10.50.0.0/16')
    const asked = await ec2.send(new CreateVpcPeeringConnectionCommand({ VpcId, PeerVpcId }))
    const VpcPeeringConnectionId = asked.VpcPeeringConnection?.VpcPeeringConnectionId ?? ''
    const RouteTableId = await newTable()
    await ec2.send(
      new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '10.50.0.0/16', VpcPeeringConnectionId }),
    )
    expect(await routesOf(RouteTableId)).toContain('10.50.0.0/16 blackhole')
    await ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }))
    expect(await routesOf(RouteTableId)).toContain('10.50.0.0/16 active')
    await ec2.send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId }))
    expect(await routesOf(RouteTableId)).toContain('10.50.0.0/16 blackhole')
    const same = await ec2.send(new CreateVpcPeeringConnectionCommand({ VpcId, PeerVpcId: 'vpc-1' }))
    expect(same.VpcPeeringConnection?.Status?.Code).toBe('failed')
  })
})

describe('associations of route tables', () => {
  it('are made, moved and ended', async () => {
    const [first, second] = [await newTable(), await newTable()]
    const made = await ec2.send(new AssociateRouteTableCommand({ RouteTableId: first, SubnetId }))
    expect(made.AssociationState).toEqual({ State: 'associated' })
    await expect(
      ec2.send(new AssociateRouteTableCommand({ RouteTableId: second, SubnetId })),
    ).rejects.toMatchObject({ name: 'Resource.AlreadyAssociated' })
    await expect(ec2.send(new DeleteRouteTableCommand({ RouteTableId: first }))).rejects.toMatchObject({
      name: 'DependencyViolation',
      message: `The routeTable '${first}' has dependencies and cannot be deleted.`,
    })
    const moved = await ec2.send(
      new ReplaceRouteTableAssociationCommand({ AssociationId: made.AssociationId, RouteTableId: second }),
    )
    await ec2.send(new DeleteRouteTableCommand({ RouteTableId: first }))
    const AssociationId = moved.NewAssociationId
    await ec2.send(new DisassociateRouteTableCommand({ AssociationId }))
    await expect(ec2.send(new DisassociateRouteTableCommand({ AssociationId }))).rejects.toMatchObject({
      name: 'InvalidAssociationID.NotFound',
      message: `The association ID '${AssociationId}' does not exist`,
    })
  })
})

describe('gateways and addresses', () => {
  it('make a NAT gateway with an interface and an Elastic IP, and end it', async () => {
    const AllocationId = await newAddress()
    const input = { SubnetId, AllocationId, ClientToken: 'once' }
    const made = await ec2.send(new CreateNatGatewayCommand(input))
    const again = await ec2.send(new CreateNatGatewayCommand(input))
    expect(again.NatGateway?.NatGatewayId).toBe(made.NatGateway?.NatGatewayId)
    await expect(
      ec2.send(new CreateNatGatewayCommand({ ...input, AllocationId: await newAddress() })),
    ).rejects.toMatchObject({ name: 'IdempotentParameterMismatch' })
    const NatGatewayId = made.NatGateway?.NatGatewayId ?? ''
    const { NatGateways } = await ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [NatGatewayId] }))
    expect(NatGateways?.[0]).toMatchObject({ State: 'available', ConnectivityType: 'public', VpcId })
    const [address] = NatGateways?.[0]?.NatGatewayAddresses ?? []
    expect(address).toMatchObject({ AllocationId, Status: 'succeeded' })
    await expect(ec2.send(new ReleaseAddressCommand({ AllocationId }))).rejects.toMatchObject({
      name: 'InvalidIPAddress.InUse',
    })
    await expect(
      ec2.send(new DisassociateAddressCommand({ AssociationId: address?.AssociationId })),
    ).rejects.toMatchObject({ name: 'OperationNotPermitted' })
    await expect(ec2.send(new DeleteSubnetCommand({ SubnetId }))).rejects.toMatchObject({
      message: `The subnet '${SubnetId}' has dependencies and cannot be deleted.`,
    })
    await expect(
      ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId })),
    ).rejects.toMatchObject({
      message: `Network ${VpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
    })
    await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }))
    const { Addresses } = await ec2.send(new DescribeAddressesCommand({ AllocationIds: [AllocationId] }))
    expect(Addresses?.[0]?.AssociationId).toBeUndefined()
    await ec2.send(new ReleaseAddressCommand({ AllocationId }))
    await expect(
      ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [NatGatewayId] })),
    ).rejects.toMatchObject({ name: 'NatGatewayNotFound' })
  })

  it('put an Elastic IP on an interface and take it off', async () => {
    const { NetworkInterface } = await ec2.send(
      new CreateNetworkInterfaceCommand({ SubnetId, PrivateIpAddress: '10.0.0.77' }),
    )
    const NetworkInterfaceId = NetworkInterface?.NetworkInterfaceId ?? ''
    const count = async (): Promise<unknown> =>
      (await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [SubnetId] }))).Subnets?.[0]
        ?.AvailableIpAddressCount
    expect(await count()).toBe(250)
    const [AllocationId, other] = [await newAddress(), await newAddress()]
    const { AssociationId } = await ec2.send(
      new AssociateAddressCommand({ AllocationId, NetworkInterfaceId }),
    )
    await expect(
      ec2.send(new AssociateAddressCommand({ AllocationId: other, NetworkInterfaceId })),
    ).rejects.toMatchObject({ name: 'Resource.AlreadyAssociated' })
    const read = async (): Promise<unknown> =>
      (await ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [NetworkInterfaceId] })))
        .NetworkInterfaces?.[0]?.Association
    expect(await read()).toMatchObject({ AllocationId, AssociationId, IpOwnerId: '000000000000' })
    await ec2.send(new DisassociateAddressCommand({ AssociationId }))
    expect(await read()).toBeUndefined()
    const taken = new CreateNetworkInterfaceCommand({ SubnetId, PrivateIpAddress: '10.0.0.77' })
    await expect(ec2.send(taken)).rejects.toMatchObject({ name: 'InvalidIPAddress.InUse' })
    await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }))
    expect(await count()).toBe(251)
  })

  it('are not deleted while they are attached', async () => {
    await expect(ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }))).rejects.toMatchObject({
      name: 'DependencyViolation',
      message: `The internetGateway '${InternetGatewayId}' has dependencies and cannot be deleted.`,
    })
    await expect(
      ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId })),
    ).rejects.toMatchObject({ name: 'Resource.AlreadyAssociated' })
  })
})
