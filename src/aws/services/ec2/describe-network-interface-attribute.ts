import type {
  DescribeNetworkInterfaceAttributeRequest,
  DescribeNetworkInterfaceAttributeResult,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../operation.ts'
import { missingParameter } from './faults.ts'
import { findRow, kinds } from './kinds.ts'
import { attachmentShape, groupsShape } from './network-interface-shape.ts'

/** Tells one attribute of a network interface. */
export const describeNetworkInterfaceAttribute: Operation<
  DescribeNetworkInterfaceAttributeRequest,
  DescribeNetworkInterfaceAttributeResult
> = (tx, request) => {
  const row = findRow(tx, kinds.networkInterface, request.NetworkInterfaceId)
  const NetworkInterfaceId = row.networkInterfaceId
  switch (request.Attribute) {
    case 'description':
      return { NetworkInterfaceId, Description: { Value: row.description } }
    case 'groupSet':
      return { NetworkInterfaceId, Groups: groupsShape(tx, row) }
    case 'sourceDestCheck':
      return { NetworkInterfaceId, SourceDestCheck: { Value: row.sourceDestCheck } }
    case 'attachment':
      return { NetworkInterfaceId, Attachment: attachmentShape(row) }
    case 'associatePublicIpAddress':
      return { NetworkInterfaceId, AssociatePublicIpAddress: row.association?.ipOwnerId === 'amazon' }
    default:
      throw missingParameter('attribute')
  }
}
