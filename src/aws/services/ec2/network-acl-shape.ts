import type { NetworkAcl } from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import type { NetworkAclEntry, NetworkAclRow } from '../../../model/ec2/network-acl.ts'
import { tagsOf } from './tags.ts'

/** A network ACL as answers show it: egress first, each direction in the order in which it is tried. */
export function networkAclShape(view: View, row: NetworkAclRow): NetworkAcl {
  return {
    NetworkAclId: row.networkAclId,
    VpcId: row.vpcId,
    IsDefault: row.isDefault,
    OwnerId: view.account,
    Associations: row.associations.map((association) => ({
      NetworkAclAssociationId: association.networkAclAssociationId,
      NetworkAclId: row.networkAclId,
      SubnetId: association.subnetId,
    })),
    Entries: row.entries.toSorted(byDirectionAndNumber).map((entry) => ({
      RuleNumber: entry.ruleNumber,
      Egress: entry.egress,
      RuleAction: entry.ruleAction,
      Protocol: entry.protocol,
      CidrBlock: entry.cidrBlock,
      Ipv6CidrBlock: entry.ipv6CidrBlock,
      PortRange: entry.portRange && { From: entry.portRange.from, To: entry.portRange.to },
      IcmpTypeCode: entry.icmpTypeCode && { Type: entry.icmpTypeCode.type, Code: entry.icmpTypeCode.code },
    })),
    Tags: tagsOf(view, row.networkAclId),
  }
}

function byDirectionAndNumber(one: NetworkAclEntry, other: NetworkAclEntry): number {
  return Number(other.egress) - Number(one.egress) || one.ruleNumber - other.ruleNumber
}
