import type { DeleteNetworkInterfaceRequest } from '@aws-sdk/client-ec2'
import { releaseInterface } from '../../../model/ec2/release-interface.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameterValue } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** Deletes a network interface that is attached to nothing. */
export const deleteNetworkInterface: Operation<DeleteNetworkInterfaceRequest, void> = (tx, request) => {
  const row = findRow(tx, kinds.networkInterface, request.NetworkInterfaceId)
  if (row.attachment) {
    throw invalidParameterValue(`Network interface '${row.networkInterfaceId}' is currently in use.`)
  }
  releaseInterface(tx, row.networkInterfaceId)
}
