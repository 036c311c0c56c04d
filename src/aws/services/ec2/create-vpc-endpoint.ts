import type { CreateVpcEndpointRequest, CreateVpcEndpointResult } from '@aws-sdk/client-ec2'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import { vpcEndpoints } from '../../../model/ec2/tables.ts'
import type { VpcEndpointRow } from '../../../model/ec2/vpc-endpoint.ts'
import type { VpcRow } from '../../../model/ec2/vpc.ts'
import type { Transaction } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { Operation, RequestContext } from '../../operation.ts'
import { madeBefore, rememberToken } from './client-tokens.ts'
import {
  addEndpointRoutes,
  checkPrivateDns,
  endpointDnsEntries,
  endpointPolicy,
  endpointService,
  makeEndpointInterfaces,
} from './endpoint-parameters.ts'
import { missingParameter, parameterNotImplemented, refuseParameters } from './faults.ts'
import { interfaceGroups } from './interface-parameters.ts'
import { findRow, kinds } from './kinds.ts'
import { tagNew } from './tags.ts'
import { vpcEndpointShape } from './vpc-endpoint-shape.ts'

const NAME = 'CreateVpcEndpoint'
const gatewayPolicy =
  '{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}'
const interfacePolicy =
  '{\n\t"Statement": [\n\t\t{\n\t\t\t"Action": "*", \n\t\t\t"Effect": "Allow", \n\t\t\t"Principal": "*", \n\t\t\t"Resource": "*"\n\t\t}\n\t]\n}'

/** Makes a VPC endpoint: routes for a gateway endpoint, interfaces for an interface endpoint. It works at once. */
export const createVpcEndpoint: Operation<CreateVpcEndpointRequest, CreateVpcEndpointResult> = (
  tx,
  request,
  context,
) => {
  const { ClientToken } = request
  const earlier = madeBefore(tx, NAME, request)
  if (earlier !== undefined) {
    return { ClientToken, VpcEndpoint: vpcEndpointShape(tx, findRow(tx, kinds.vpcEndpoint, earlier)) }
  }
  refuseParameters(NAME, request, ['SubnetConfigurations', 'ServiceNetworkArn', 'ResourceConfigurationArn'])
  const type = request.VpcEndpointType ?? 'Gateway'
  if (type !== 'Gateway' && type !== 'Interface')
    throw parameterNotImplemented(NAME, `VpcEndpointType=${type}`)
  if (request.ServiceRegion !== undefined && request.ServiceRegion !== tx.region) {
    throw parameterNotImplemented(NAME, `ServiceRegion=${request.ServiceRegion}`)
  }
  if (!request.ServiceName) throw missingParameter('serviceName')
  const vpc = findRow(tx, kinds.vpc, request.VpcId)
  const row =
    type === 'Gateway'
      ? gatewayEndpoint(tx, vpc, request, context)
      : interfaceEndpoint(tx, vpc, request, context)
  tagNew(tx, request.TagSpecifications, 'vpc-endpoint', row.vpcEndpointId)
  rememberToken(tx, NAME, request, row.vpcEndpointId)
  return { ClientToken, VpcEndpoint: vpcEndpointShape(tx, row, type === 'Gateway' ? 'available' : 'pending') }
}

const empty = {
  routeTableIds: [],
  subnetIds: [],
  securityGroupIds: [],
  networkInterfaceIds: [],
  privateDnsEnabled: false,
  privateDnsOnlyForInboundResolverEndpoint: false,
  dnsEntries: [],
} as const

function gatewayEndpoint(
  tx: Transaction,
  vpc: VpcRow,
  request: CreateVpcEndpointRequest,
  { fresh, now }: RequestContext,
): VpcEndpointRow {
  refuseForType(request, 'Gateway', ['SubnetIds', 'SecurityGroupIds', 'PrivateDnsEnabled'])
  const { serviceName } = endpointService(tx, request.ServiceName ?? '', 'Gateway')
  const row: VpcEndpointRow = {
    ...empty,
    vpcEndpointId: newId(fresh, 'vpce'),
    vpcEndpointType: 'Gateway',
    vpcId: vpc.vpcId,
    serviceName,
    policyDocument: request.PolicyDocument ? endpointPolicy(request.PolicyDocument) : gatewayPolicy,
    routeTableIds: [...new Set(request.RouteTableIds)],
    creationTimeMs: now,
  }
  tx.put(vpcEndpoints, row.vpcEndpointId, row)
  addEndpointRoutes(tx, row, row.routeTableIds)
  return row
}

function interfaceEndpoint(
  tx: Transaction,
  vpc: VpcRow,
  request: CreateVpcEndpointRequest,
  context: RequestContext,
): VpcEndpointRow {
  refuseForType(request, 'Interface', ['RouteTableIds'])
  if (request.IpAddressType !== undefined && request.IpAddressType !== 'ipv4') {
    throw parameterNotImplemented(NAME, `IpAddressType=${request.IpAddressType}`)
  }
  const service = endpointService(tx, request.ServiceName ?? '', 'Interface')
  const privateDnsEnabled = request.PrivateDnsEnabled ?? service.privateDnsNames.length > 0
  if (privateDnsEnabled) checkPrivateDns(tx, vpc, service)
  const subnetIds = [...new Set(request.SubnetIds)]
  const base = {
    vpcEndpointId: newId(context.fresh, 'vpce'),
    vpcId: vpc.vpcId,
    securityGroupIds: interfaceGroups(tx, vpc.vpcId, request.SecurityGroupIds),
    privateDnsEnabled,
    subnetIds,
  }
  const row: VpcEndpointRow = {
    ...empty,
    ...base,
    vpcEndpointType: 'Interface',
    serviceName: service.serviceName,
    policyDocument: request.PolicyDocument ? endpointPolicy(request.PolicyDocument) : interfacePolicy,
    networkInterfaceIds: makeEndpointInterfaces(tx, { ...base, subnetIds: [] }, subnetIds, context),
    privateDnsOnlyForInboundResolverEndpoint:
      request.DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint ?? false,
    dnsEntries: endpointDnsEntries(tx, service, base, context.fresh.hex(8)),
    creationTimeMs: context.now,
  }
  tx.put(vpcEndpoints, row.vpcEndpointId, row)
  return row
}

function refuseForType(request: object, type: string, parameters: readonly string[]): void {
  for (const parameter of parameters) {
    const value = (request as Record<string, unknown>)[parameter]
    if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) continue
    throw new Fault('InvalidParameter', `${parameter} is not supported for endpoints of type ${type}.`)
  }
}
