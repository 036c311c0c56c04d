import { arnHere, everything, text, type Input, type ServiceRules, type Targets } from './rule.ts'

function groupOf(input: Input): string {
  return (
    text(input, 'logGroupName') ??
    text(input, 'logGroupIdentifier') ??
    text(input, 'resourceIdentifier') ??
    ''
  )
}

/** A log group as actions on it name it, with the empty end that AWS's texts show. */
const group: Targets = (input, place) => {
  const name = groupOf(input)
  const arn = name.startsWith('arn:') ? name.replace(/:\*$/, '') : arnHere('logs', place, `log-group:${name}`)
  return [`${arn}:log-stream:`]
}

const stream: Targets = (input, place) =>
  group(input, place).map((arn) => `${arn as string}${text(input, 'logStreamName') ?? ''}`)

/** A log group as actions on its tags name it. */
const bareGroup: Targets = (input, place) => [arnHere('logs', place, `log-group:${groupOf(input)}`)]
const resourceArn: Targets = (input) => [(text(input, 'resourceArn') ?? '').replace(/:\*$/, '')]
const everyGroup: Targets = (_input, place) => [arnHere('logs', place, 'log-group::log-stream:')]

/** Amazon CloudWatch Logs, https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
export const logsRules: ServiceRules = {
  prefix: 'logs',
  open: ['logs:*'],
  operations: {
    AssociateKmsKey: group,
    CreateLogGroup: bareGroup,
    CreateLogStream: stream,
    DeleteLogGroup: group,
    DeleteLogStream: stream,
    DeleteMetricFilter: group,
    DeleteResourcePolicy: everything,
    DeleteRetentionPolicy: group,
    DeleteSubscriptionFilter: group,
    DescribeLogGroups: everyGroup,
    DescribeLogStreams: group,
    DescribeMetricFilters: (input, place) =>
      groupOf(input) === '' ? everyGroup(input, place) : group(input, place),
    DescribeResourcePolicies: everything,
    DescribeSubscriptionFilters: group,
    DisassociateKmsKey: group,
    FilterLogEvents: group,
    GetLogEvents: stream,
    ListTagsForResource: resourceArn,
    ListTagsLogGroup: bareGroup,
    PutLogEvents: stream,
    PutLogGroupDeletionProtection: group,
    PutResourcePolicy: everything,
    PutRetentionPolicy: group,
    TagLogGroup: bareGroup,
    TagResource: resourceArn,
    UntagLogGroup: bareGroup,
    UntagResource: resourceArn,
  },
}
