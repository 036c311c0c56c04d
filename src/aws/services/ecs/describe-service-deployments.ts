import type {
  DescribeServiceDeploymentsRequest,
  DescribeServiceDeploymentsResponse,
  Failure,
  ServiceDeployment,
} from '@aws-sdk/client-ecs'
import { serviceDeployments } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from './errors.ts'
import { serviceDeploymentView } from './service-deployment-view.ts'

const MAX_DEPLOYMENTS = 20

/** Describes rollouts of services by ARN. */
export const describeServiceDeployments: Operation<
  DescribeServiceDeploymentsRequest,
  DescribeServiceDeploymentsResponse
> = (tx, { serviceDeploymentArns: wanted = [] }) => {
  if (wanted.length === 0) throw invalidParameter('serviceDeploymentArns can not be empty.')
  if (wanted.length > MAX_DEPLOYMENTS) {
    throw invalidParameter(`serviceDeploymentArns can have at most ${MAX_DEPLOYMENTS} items.`)
  }
  const found: ServiceDeployment[] = []
  const failures: Failure[] = []
  for (const arn of wanted) {
    const row = tx.get(serviceDeployments, arn)
    if (row) found.push(serviceDeploymentView(tx, row))
    else failures.push({ arn, reason: 'MISSING' })
  }
  return { serviceDeployments: found, failures }
}
