import type { CreateNatGatewayRequest, CreateNatGatewayResult } from '@aws-sdk/client-ec2'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import type { NatGatewayRow } from '../../../model/ec2/gateways.ts'
import { internetGateways, natGateways } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { madeBefore, rememberToken } from './client-tokens.ts'
import { associateElasticAddress } from './elastic-association.ts'
import {
  invalidParameterCombination,
  missingParameter,
  parameterNotImplemented,
  refuseParameters,
} from './faults.ts'
import { natGatewayShape } from './gateway-shape.ts'
import { makeInterface } from './interface-parameters.ts'
import { findRow, kinds } from './kinds.ts'
import { tagNew } from './tags.ts'

const NAME = 'CreateNatGateway'
const refused = [
  ...['VpcId', 'AvailabilityZoneAddresses', 'SecondaryAllocationIds', 'SecondaryPrivateIpAddresses'],
  'SecondaryPrivateIpAddressCount',
]

/** Makes a NAT gateway in a subnet, with its interface; a public one takes an Elastic IP. It works at once. */
export const createNatGateway: Operation<CreateNatGatewayRequest, CreateNatGatewayResult> = (
  tx,
  request,
  context,
) => {
  const { ClientToken } = request
  const earlier = madeBefore(tx, NAME, request)
  if (earlier !== undefined) {
    return { ClientToken, NatGateway: natGatewayShape(tx, findRow(tx, kinds.natGateway, earlier)) }
  }
  refuseParameters(NAME, request, refused)
  if (request.AvailabilityMode === 'regional')
    throw parameterNotImplemented(NAME, 'AvailabilityMode=regional')
  const { subnetId, vpcId } = findRow(tx, kinds.subnet, request.SubnetId)
  const connectivityType = request.ConnectivityType ?? 'public'
  if (connectivityType === 'public' && !request.AllocationId) throw missingParameter('allocationId')
  if (connectivityType === 'private' && request.AllocationId) {
    throw invalidParameterCombination('AllocationId cannot be specified for a private NAT gateway')
  }
  const address = request.AllocationId ? findRow(tx, kinds.elasticAddress, request.AllocationId) : undefined
  if (address?.associationId !== undefined) {
    const text = `Elastic IP address [${address.allocationId}] is already associated`
    throw new Fault('Resource.AlreadyAssociated', text)
  }
  if (address && [...tx.by(internetGateways, 'vpc', vpcId)].length === 0) {
    throw new Fault('Gateway.NotAttached', `Network ${vpcId} has no Internet gateway attached`)
  }
  const natGatewayId = newId(context.fresh, 'nat')
  const holder = makeInterface(
    tx,
    {
      subnetId,
      securityGroupIds: [],
      description: `Interface for NAT Gateway ${natGatewayId}`,
      interfaceType: 'nat_gateway',
      requesterId: 'amazon-aws',
      sourceDestCheck: false,
      privateIpAddress: request.PrivateIpAddress,
      attachment: { instanceOwnerId: 'amazon-aws', deviceIndex: 1, deleteOnTermination: false },
    },
    context,
  )
  const { networkInterfaceId, privateIpAddress: privateIp } = holder
  const associated = address && associateElasticAddress(tx, address, holder, privateIp, context.fresh)
  const row: NatGatewayRow = {
    natGatewayId,
    vpcId,
    subnetId,
    connectivityType,
    networkInterfaceId,
    privateIp,
    createTimeMs: context.now,
    ...(associated && {
      allocationId: associated.allocationId,
      associationId: associated.associationId,
      publicIp: associated.publicIp,
    }),
  }
  tx.put(natGateways, natGatewayId, row)
  tagNew(tx, request.TagSpecifications, kinds.natGateway.resourceType, natGatewayId)
  rememberToken(tx, NAME, request, natGatewayId)
  return { ClientToken, NatGateway: natGatewayShape(tx, row, 'pending') }
}
