import type { CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs'
import { logGroups } from '../../../model/logs/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { checkEncryptionKey } from './encryption-key.ts'
import { invalidParameter } from './faults.ts'
import { addTags } from './tags.ts'

/** Makes a log group; its events never expire until it gets a retention policy. */
export const createLogGroup: Operation<CreateLogGroupRequest, object> = (tx, request, context) => {
  const { logGroupName = '', kmsKeyId } = request
  if (/^aws\//i.test(logGroupName))
    throw invalidParameter('Log groups starting with AWS/ are reserved for AWS.')
  if (kmsKeyId !== undefined) checkEncryptionKey(tx, kmsKeyId, logGroupName)
  if (tx.get(logGroups, logGroupName)) {
    throw new Fault('ResourceAlreadyExistsException', 'The specified log group already exists')
  }
  tx.put(logGroups, logGroupName, {
    logGroupName,
    logGroupClass: request.logGroupClass ?? 'STANDARD',
    createdMs: context.now,
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
    deletionProtected: request.deletionProtectionEnabled ?? false,
    tags: addTags({}, request.tags ?? {}, logGroupName),
  })
  return {}
}
