import type { AssociateKmsKeyRequest } from '@aws-sdk/client-cloudwatch-logs'
import type { LogGroupRow } from '../../../model/logs/log-group.ts'
import type { View } from '../../../model/state.ts'
import { invalidParameter, notHere } from './faults.ts'
import { findGroupOfArn, findLogGroup } from './find-log-group.ts'

/** The group whose key a request sets. Results of queries, which may have a key too, do not exist here. */
export function findEncryptedGroup(
  view: View,
  { logGroupName, resourceIdentifier }: Pick<AssociateKmsKeyRequest, 'logGroupName' | 'resourceIdentifier'>,
): LogGroupRow {
  if ((logGroupName === undefined) === (resourceIdentifier === undefined)) {
    throw invalidParameter('Exactly one of logGroupName and resourceIdentifier must be specified.')
  }
  if (resourceIdentifier === undefined) return findLogGroup(view, logGroupName)
  if (resourceIdentifier.includes(':query-result:')) throw notHere('encryption of query results')
  return findGroupOfArn(view, resourceIdentifier)
}
