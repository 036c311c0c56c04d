import type { AssociateKmsKeyRequest } from '@aws-sdk/client-cloudwatch-logs'
import { logGroups } from '../../../model/logs/tables.ts'
import type { Operation } from '../../operation.ts'
import { checkEncryptionKey } from './encryption-key.ts'
import { findEncryptedGroup } from './find-encrypted-group.ts'

/** Sets the key of a group. */
export const associateKmsKey: Operation<AssociateKmsKeyRequest, object> = (tx, request) => {
  const group = findEncryptedGroup(tx, request)
  const { kmsKeyId = '' } = request
  checkEncryptionKey(tx, kmsKeyId, group.logGroupName)
  tx.put(logGroups, group.logGroupName, { ...group, kmsKeyId })
  return {}
}
