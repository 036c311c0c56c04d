import { formatArn, parseArn } from '../../../model/arn.ts'
import type { LogGroupRow, LogStreamRow } from '../../../model/logs/log-group.ts'
import { logGroups, logStreams, streamKey } from '../../../model/logs/tables.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import { groupNotFound, invalidParameter } from './faults.ts'

/** How a request names a log group: by its name, or by its name or ARN. */
export interface NamedLogGroup {
  readonly logGroupName?: string
  readonly logGroupIdentifier?: string
}

/** A group by name. Throws ResourceNotFoundException. */
export function findLogGroup(view: View, logGroupName: string | undefined): LogGroupRow {
  const group = view.get(logGroups, logGroupName ?? '')
  if (!group) throw groupNotFound()
  return group
}

/** The group that one of the two parameters names. Throws where neither or both are given, and for no group. */
export function findNamedLogGroup(
  view: View,
  { logGroupName, logGroupIdentifier }: NamedLogGroup,
): LogGroupRow {
  if (logGroupIdentifier === undefined) {
    if (logGroupName !== undefined) return findLogGroup(view, logGroupName)
    throw invalidParameter('Exactly one of logGroupName and logGroupIdentifier must be specified.')
  }
  if (logGroupName !== undefined) {
    const message = 'LogGroup name and LogGroup ARN are mutually exclusive parameters.'
    throw new Fault('ValidationException', message)
  }
  if (logGroupIdentifier.startsWith('arn:')) return findGroupOfArn(view, logGroupIdentifier)
  return findLogGroup(view, logGroupIdentifier)
}

/** The group of an ARN, with or without `:*` behind. Throws ResourceNotFoundException, InvalidParameterException. */
export function findGroupOfArn(view: View, text: string): LogGroupRow {
  const arn = parseArn(text)
  const name = /^log-group:([^:]+)(?::\*)?$/.exec(arn?.resource ?? '')?.[1]
  if (arn?.service !== 'logs' || name === undefined) throw invalidParameter(`Invalid log group ARN: ${text}`)
  if (arn.region !== view.region || arn.account !== view.account) throw groupNotFound()
  return findLogGroup(view, name)
}

/** A stream of a group that exists. Throws ResourceNotFoundException. */
export function findLogStream(
  view: View,
  group: LogGroupRow,
  logStreamName: string | undefined,
): LogStreamRow {
  const stream = view.get(logStreams, streamKey(group.logGroupName, logStreamName ?? ''))
  if (!stream) throw new Fault('ResourceNotFoundException', 'The specified log stream does not exist.')
  return stream
}

/** The ARN of a group as tags take it. Policies and DescribeLogGroups' `arn` have `:*` behind it. */
export function logGroupArn(view: View, logGroupName: string): string {
  return formatArn('logs', view.region, view.account, `log-group:${logGroupName}`)
}
