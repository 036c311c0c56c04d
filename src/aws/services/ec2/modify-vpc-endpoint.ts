import type { ModifyVpcEndpointRequest, ModifyVpcEndpointResult } from '@aws-sdk/client-ec2'
import type { Transaction } from '../../../model/state.ts'
import { releaseInterface } from '../../../model/ec2/release-interface.ts'
import { networkInterfaces, vpcEndpoints } from '../../../model/ec2/tables.ts'
import type { VpcEndpointRow } from '../../../model/ec2/vpc-endpoint.ts'
import { Fault } from '../../fault.ts'
import type { Operation, RequestContext } from '../../operation.ts'
import {
  addEndpointRoutes,
  checkPrivateDns,
  endpointDnsEntries,
  endpointPolicy,
  endpointService,
  makeEndpointInterfaces,
  regroupEndpoint,
  removeEndpointRoutes,
} from './endpoint-parameters.ts'
import { parameterNotImplemented, refuseParameters } from './faults.ts'
import { interfaceGroups } from './interface-parameters.ts'
import { findRow, kinds } from './kinds.ts'

const NAME = 'ModifyVpcEndpoint'
const openPolicy =
  '{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}'

/** Changes a VPC endpoint: its policy, tables, subnets, groups, private DNS. */
export const modifyVpcEndpoint: Operation<ModifyVpcEndpointRequest, ModifyVpcEndpointResult> = (
  tx,
  request,
  context,
) => {
  refuseParameters(NAME, request, ['SubnetConfigurations'])
  if (request.IpAddressType !== undefined && request.IpAddressType !== 'ipv4') {
    throw parameterNotImplemented(NAME, `IpAddressType=${request.IpAddressType}`)
  }
  const before = findRow(tx, kinds.vpcEndpoint, request.VpcEndpointId, 'vpcEndpointId')
  const policyDocument = request.ResetPolicy
    ? openPolicy
    : request.PolicyDocument
      ? endpointPolicy(request.PolicyDocument)
      : before.policyDocument
  const row = { ...before, policyDocument }
  const changed =
    row.vpcEndpointType === 'Gateway'
      ? changeGateway(tx, row, request)
      : changeInterface(tx, row, request, context)
  tx.put(vpcEndpoints, row.vpcEndpointId, changed)
  return { Return: true }
}

function changeGateway(
  tx: Transaction,
  row: VpcEndpointRow,
  request: ModifyVpcEndpointRequest,
): VpcEndpointRow {
  if (request.AddSubnetIds?.length || request.AddSecurityGroupIds?.length || request.PrivateDnsEnabled) {
    throw new Fault(
      'InvalidParameter',
      'Subnets, security groups and private DNS are not supported for endpoints of type Gateway.',
    )
  }
  const removed = request.RemoveRouteTableIds ?? []
  const added = (request.AddRouteTableIds ?? []).filter((id) => !row.routeTableIds.includes(id))
  removeEndpointRoutes(tx, row, removed)
  addEndpointRoutes(tx, row, added)
  return { ...row, routeTableIds: [...row.routeTableIds.filter((id) => !removed.includes(id)), ...added] }
}

function changeInterface(
  tx: Transaction,
  before: VpcEndpointRow,
  request: ModifyVpcEndpointRequest,
  context: RequestContext,
): VpcEndpointRow {
  if (request.AddRouteTableIds?.length || request.RemoveRouteTableIds?.length) {
    throw new Fault('InvalidParameter', 'Route tables are not supported for endpoints of type Interface.')
  }
  const groups = new Set(before.securityGroupIds)
  for (const id of request.AddSecurityGroupIds ?? []) groups.add(id)
  for (const id of request.RemoveSecurityGroupIds ?? []) groups.delete(id)
  let row: VpcEndpointRow = { ...before, securityGroupIds: interfaceGroups(tx, before.vpcId, [...groups]) }
  row = withoutSubnets(tx, row, request.RemoveSubnetIds ?? [])
  const added = (request.AddSubnetIds ?? []).filter((id) => !row.subnetIds.includes(id))
  const made = makeEndpointInterfaces(tx, row, added, context)
  row = {
    ...row,
    subnetIds: [...row.subnetIds, ...added],
    networkInterfaceIds: [...row.networkInterfaceIds, ...made],
    privateDnsEnabled: request.PrivateDnsEnabled ?? row.privateDnsEnabled,
    privateDnsOnlyForInboundResolverEndpoint:
      request.DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint ??
      row.privateDnsOnlyForInboundResolverEndpoint,
  }
  regroupEndpoint(tx, row)
  const service = endpointService(tx, row.serviceName, 'Interface')
  if (row.privateDnsEnabled && !before.privateDnsEnabled) {
    checkPrivateDns(tx, findRow(tx, kinds.vpc, row.vpcId), service, row.vpcEndpointId)
  }
  return { ...row, dnsEntries: endpointDnsEntries(tx, service, row, suffixOf(before)) }
}

function withoutSubnets(tx: Transaction, row: VpcEndpointRow, removed: readonly string[]): VpcEndpointRow {
  const gone = row.networkInterfaceIds.filter((id) =>
    removed.includes(tx.get(networkInterfaces, id)?.subnetId ?? ''),
  )
  for (const id of gone) releaseInterface(tx, id)
  return {
    ...row,
    subnetIds: row.subnetIds.filter((id) => !removed.includes(id)),
    networkInterfaceIds: row.networkInterfaceIds.filter((id) => !gone.includes(id)),
  }
}

/** The eight characters behind the id in the endpoint's own name, which stay. */
function suffixOf(row: VpcEndpointRow): string {
  return (
    /vpce-[0-9a-f]+-([^.-]+)\./.exec(row.dnsEntries[0]?.dnsName ?? '')?.[1] ?? row.vpcEndpointId.slice(-8)
  )
}
