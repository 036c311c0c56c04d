import type { CreateNetworkAclRequest, CreateNetworkAclResult } from '@aws-sdk/client-ec2'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import { finalDenials, finalIpv6Denials } from '../../../model/ec2/new-vpc.ts'
import type { NetworkAclRow } from '../../../model/ec2/network-acl.ts'
import { networkAcls } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { madeBefore, rememberToken } from './client-tokens.ts'
import { findRow, kinds } from './kinds.ts'
import { networkAclShape } from './network-acl-shape.ts'
import { tagNew } from './tags.ts'

/** Makes a network ACL that denies everything and guards no subnet yet. */
export const createNetworkAcl: Operation<CreateNetworkAclRequest, CreateNetworkAclResult> = (
  tx,
  request,
  { fresh },
) => {
  const { ClientToken } = request
  const earlier = madeBefore(tx, 'CreateNetworkAcl', request)
  if (earlier !== undefined) {
    return { NetworkAcl: networkAclShape(tx, findRow(tx, kinds.networkAcl, earlier)), ClientToken }
  }
  const vpc = findRow(tx, kinds.vpc, request.VpcId)
  const row: NetworkAclRow = {
    networkAclId: newId(fresh, 'acl'),
    vpcId: vpc.vpcId,
    isDefault: false,
    entries: [...finalDenials, ...(vpc.ipv6CidrBlocks.length > 0 ? finalIpv6Denials : [])],
    associations: [],
  }
  tx.put(networkAcls, row.networkAclId, row)
  tagNew(tx, request.TagSpecifications, 'network-acl', row.networkAclId)
  rememberToken(tx, 'CreateNetworkAcl', request, row.networkAclId)
  return { NetworkAcl: networkAclShape(tx, row), ClientToken }
}
