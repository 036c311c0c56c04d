import type { AttachNetworkInterfaceRequest, AttachNetworkInterfaceResult } from '@aws-sdk/client-ec2'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findRow, kinds } from './kinds.ts'

/** Attaches an interface to an instance: there are no instances, so this tells that the named one is missing. */
export const attachNetworkInterface: Operation<
  AttachNetworkInterfaceRequest,
  AttachNetworkInterfaceResult
> = (tx, request) => {
  findRow(tx, kinds.networkInterface, request.NetworkInterfaceId)
  throw new Fault('InvalidInstanceID.NotFound', `The instance ID '${request.InstanceId}' does not exist`)
}
