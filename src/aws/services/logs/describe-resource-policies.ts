import type {
  DescribeResourcePoliciesRequest,
  DescribeResourcePoliciesResponse,
} from '@aws-sdk/client-cloudwatch-logs'
import { logResourcePolicies } from '../../../model/logs/tables.ts'
import type { Operation } from '../../operation.ts'
import { paginate } from '../../paging.ts'
import { invalidNextToken } from './faults.ts'
import { describePolicy, refuseResourceScope } from './resource-policy.ts'

const DEFAULT_LIMIT = 50

/** Lists the resource policies of the account. */
export const describeResourcePolicies: Operation<
  DescribeResourcePoliciesRequest,
  DescribeResourcePoliciesResponse
> = (tx, request) => {
  refuseResourceScope(request)
  const page = paginate([...tx.all(logResourcePolicies)], {
    keyOf: ({ policyName }) => policyName,
    token: request.nextToken,
    limit: request.limit ?? DEFAULT_LIMIT,
    invalidToken: invalidNextToken,
  })
  return { resourcePolicies: page.items.map(describePolicy), nextToken: page.nextToken }
}
