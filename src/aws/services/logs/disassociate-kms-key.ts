import type { DisassociateKmsKeyRequest } from '@aws-sdk/client-cloudwatch-logs'
import { logGroups } from '../../../model/logs/tables.ts'
import type { Operation } from '../../operation.ts'
import { findEncryptedGroup } from './find-encrypted-group.ts'

/** Takes the key from a group. */
export const disassociateKmsKey: Operation<DisassociateKmsKeyRequest, object> = (tx, request) => {
  const { kmsKeyId: _, ...group } = findEncryptedGroup(tx, request)
  tx.put(logGroups, group.logGroupName, group)
  return {}
}
