import type { ModifyNetworkInterfaceAttributeRequest } from '@aws-sdk/client-ec2'
import { networkInterfaces } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { refuseParameters } from './faults.ts'
import { interfaceGroups } from './interface-parameters.ts'
import { findRow, kinds } from './kinds.ts'

const refused = [
  ...[
    'EnaSrdSpecification',
    'EnablePrimaryIpv6',
    'ConnectionTrackingSpecification',
    'AssociatePublicIpAddress',
  ],
  'AssociatedSubnetIds',
]

/** Changes an attribute of a network interface: description, groups, source and destination check. */
export const modifyNetworkInterfaceAttribute: Operation<ModifyNetworkInterfaceAttributeRequest, void> = (
  tx,
  request,
) => {
  refuseParameters('ModifyNetworkInterfaceAttribute', request, refused)
  const row = findRow(tx, kinds.networkInterface, request.NetworkInterfaceId)
  const { Description, Groups, SourceDestCheck, Attachment } = request
  if (row.requesterManaged && Groups) {
    throw new Fault(
      'OperationNotPermitted',
      `You do not have permission to modify the network interface ${row.networkInterfaceId}, it is managed by a service.`,
    )
  }
  if (Attachment && row.attachment?.attachmentId !== Attachment.AttachmentId) {
    throw new Fault(
      'InvalidAttachmentID.NotFound',
      `The attachment ID '${Attachment.AttachmentId}' does not exist`,
    )
  }
  tx.put(networkInterfaces, row.networkInterfaceId, {
    ...row,
    description: Description?.Value ?? row.description,
    sourceDestCheck: SourceDestCheck?.Value ?? row.sourceDestCheck,
    securityGroupIds: Groups ? interfaceGroups(tx, row.vpcId, Groups) : row.securityGroupIds,
    ...(row.attachment && {
      attachment: {
        ...row.attachment,
        deleteOnTermination: Attachment?.DeleteOnTermination ?? row.attachment.deleteOnTermination,
      },
    }),
  })
}
