import type { DetachNetworkInterfaceRequest } from '@aws-sdk/client-ec2'
import { networkInterfaces } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'

/** Detaches an interface: those here are all attached by services, which alone may detach them. */
export const detachNetworkInterface: Operation<DetachNetworkInterfaceRequest, void> = (tx, request) => {
  for (const { attachment } of tx.by(networkInterfaces, 'attachment', request.AttachmentId ?? '')) {
    const [prefix = ''] = /^[a-z-]+(?=-)/.exec(attachment?.attachmentId ?? '') ?? []
    throw new Fault('OperationNotPermitted', `You are not allowed to manage '${prefix}' attachments.`)
  }
  throw new Fault(
    'InvalidAttachmentID.NotFound',
    `The attachment ID '${request.AttachmentId}' does not exist`,
  )
}
