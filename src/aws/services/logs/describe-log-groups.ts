import type {
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  LogGroup,
} from '@aws-sdk/client-cloudwatch-logs'
import type { LogGroupRow } from '../../../model/logs/log-group.ts'
import { logGroups } from '../../../model/logs/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import type { Operation } from '../../operation.ts'
import { paginate } from '../../paging.ts'
import { invalidNextToken, invalidParameter } from './faults.ts'
import { logGroupArn } from './find-log-group.ts'
import { usageOf } from './store-chunk.ts'

const DEFAULT_LIMIT = 50

/** Lists log groups by name. There are no linked accounts here, so that asking for them changes nothing. */
export const describeLogGroups: Operation<DescribeLogGroupsRequest, DescribeLogGroupsResponse> = (
  tx,
  request,
) => {
  const {
    logGroupNamePrefix: prefix,
    logGroupNamePattern: pattern,
    logGroupClass,
    logGroupIdentifiers,
  } = request
  if (prefix !== undefined && pattern !== undefined) {
    throw invalidParameter(
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    )
  }
  if (logGroupIdentifiers && (prefix !== undefined || pattern !== undefined || logGroupClass !== undefined)) {
    throw invalidParameter('logGroupIdentifiers cannot be combined with another filter.')
  }
  const wanted = logGroupIdentifiers && new Set(logGroupIdentifiers)
  const groups = [...tx.all(logGroups)]
    .filter(({ logGroupName }) => prefix === undefined || logGroupName.startsWith(prefix))
    .filter(({ logGroupName }) => pattern === undefined || logGroupName.includes(pattern))
    .filter((group) => logGroupClass === undefined || group.logGroupClass === logGroupClass)
    .filter(({ logGroupName: name }) => !wanted || wanted.has(name) || wanted.has(logGroupArn(tx, name)))
    .sort((a, b) => (a.logGroupName < b.logGroupName ? -1 : 1))
  const page = paginate(groups, {
    keyOf: ({ logGroupName }) => logGroupName,
    token: request.nextToken,
    limit: request.limit ?? DEFAULT_LIMIT,
    invalidToken: invalidNextToken,
  })
  // A search by pattern answers less.
  const describe = pattern === undefined ? describeGroup : foundGroup
  return { logGroups: page.items.map((group) => describe(tx, group)), nextToken: page.nextToken }
}

function foundGroup(tx: Transaction, { logGroupName, createdMs, logGroupClass }: LogGroupRow): LogGroup {
  const arn = logGroupArn(tx, logGroupName)
  const name = { logGroupName, creationTime: createdMs, arn: `${arn}:*`, logGroupArn: arn }
  return { ...name, metricFilterCount: 0, logGroupClass }
}

function describeGroup(tx: Transaction, group: LogGroupRow): LogGroup {
  const { retentionInDays, kmsKeyId } = group
  return {
    ...foundGroup(tx, group),
    ...(retentionInDays === undefined ? {} : { retentionInDays }),
    storedBytes: usageOf(tx, group.logGroupName).storedBytes,
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
    deletionProtectionEnabled: group.deletionProtected,
  }
}
