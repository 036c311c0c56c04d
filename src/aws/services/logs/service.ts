import type { Service } from '../../operation.ts'
import { associateKmsKey } from './associate-kms-key.ts'
import { createLogGroup } from './create-log-group.ts'
import { createLogStream } from './create-log-stream.ts'
import { deleteLogGroup } from './delete-log-group.ts'
import { deleteLogStream } from './delete-log-stream.ts'
import { deleteMetricFilter } from './delete-metric-filter.ts'
import { deleteResourcePolicy } from './delete-resource-policy.ts'
import { deleteRetentionPolicy } from './delete-retention-policy.ts'
import { deleteSubscriptionFilter } from './delete-subscription-filter.ts'
import { describeLogGroups } from './describe-log-groups.ts'
import { describeLogStreams } from './describe-log-streams.ts'
import { describeMetricFilters } from './describe-metric-filters.ts'
import { describeResourcePolicies } from './describe-resource-policies.ts'
import { describeSubscriptionFilters } from './describe-subscription-filters.ts'
import { disassociateKmsKey } from './disassociate-kms-key.ts'
import { filterLogEvents } from './filter-log-events.ts'
import { getLogEvents } from './get-log-events.ts'
import { listTagsForResource } from './list-tags-for-resource.ts'
import { listTagsLogGroup } from './list-tags-log-group.ts'
import { putLogEvents } from './put-log-events.ts'
import { putLogGroupDeletionProtection } from './put-log-group-deletion-protection.ts'
import { putResourcePolicy } from './put-resource-policy.ts'
import { putRetentionPolicy } from './put-retention-policy.ts'
import { tagLogGroup } from './tag-log-group.ts'
import { tagResource } from './tag-resource.ts'
import { untagLogGroup } from './untag-log-group.ts'
import { untagResource } from './untag-resource.ts'
import { violation } from './faults.ts'

/** Amazon CloudWatch Logs. */
export const logs: Service = {
  model: 'logs',
  operations: {
    AssociateKmsKey: associateKmsKey,
    CreateLogGroup: createLogGroup,
    CreateLogStream: createLogStream,
    DeleteLogGroup: deleteLogGroup,
    DeleteLogStream: deleteLogStream,
    DeleteMetricFilter: deleteMetricFilter,
    DeleteResourcePolicy: deleteResourcePolicy,
    DeleteRetentionPolicy: deleteRetentionPolicy,
    DeleteSubscriptionFilter: deleteSubscriptionFilter,
    DescribeLogGroups: describeLogGroups,
    DescribeLogStreams: describeLogStreams,
    DescribeMetricFilters: describeMetricFilters,
    DescribeResourcePolicies: describeResourcePolicies,
    DescribeSubscriptionFilters: describeSubscriptionFilters,
    DisassociateKmsKey: disassociateKmsKey,
    FilterLogEvents: filterLogEvents,
    GetLogEvents: getLogEvents,
    ListTagsForResource: listTagsForResource,
    ListTagsLogGroup: listTagsLogGroup,
    PutLogEvents: putLogEvents,
    PutLogGroupDeletionProtection: putLogGroupDeletionProtection,
    PutResourcePolicy: putResourcePolicy,
    PutRetentionPolicy: putRetentionPolicy,
    TagLogGroup: tagLogGroup,
    TagResource: tagResource,
    UntagLogGroup: untagLogGroup,
    UntagResource: untagResource,
  },
  violation,
}
