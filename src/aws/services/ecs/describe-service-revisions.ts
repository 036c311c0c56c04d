import type {
  DescribeServiceRevisionsRequest,
  DescribeServiceRevisionsResponse,
  Failure,
  ServiceRevision,
} from '@aws-sdk/client-ecs'
import type { ServiceRevisionRow } from '../../../model/ecs/service-deployment.ts'
import { serviceRevisions, taskDefinitions } from '../../../model/ecs/tables.ts'
import { taskDefinitionKey } from '../../../model/ecs/task-definition.ts'
import type { View } from '../../../model/state.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from './errors.ts'

const MAX_REVISIONS = 20

/** Describes what deployments of a service rolled out, by ARN. */
export const describeServiceRevisions: Operation<
  DescribeServiceRevisionsRequest,
  DescribeServiceRevisionsResponse
> = (tx, { serviceRevisionArns: wanted = [] }) => {
  if (wanted.length === 0) throw invalidParameter('serviceRevisionArns can not be empty.')
  if (wanted.length > MAX_REVISIONS) {
    throw invalidParameter(`serviceRevisionArns can have at most ${MAX_REVISIONS} items.`)
  }
  const found: ServiceRevision[] = []
  const failures: Failure[] = []
  for (const arn of wanted) {
    const row = tx.get(serviceRevisions, arn)
    if (row) found.push(revisionView(tx, row))
    else failures.push({ arn, reason: 'MISSING' })
  }
  return { serviceRevisions: found, failures }
}

function revisionView(view: View, { launch, ...row }: ServiceRevisionRow): ServiceRevision {
  const definition = view.get(taskDefinitions, taskDefinitionKey(launch.taskDefinitionArn))?.definition
  const { networkConfiguration: network, capacityProviderStrategy: strategy } = launch
  return {
    serviceRevisionArn: row.serviceRevisionArn,
    serviceArn: row.serviceArn,
    clusterArn: row.clusterArn,
    taskDefinition: launch.taskDefinitionArn,
    launchType: launch.launchType,
    capacityProviderStrategy: strategy ? [...strategy] : undefined,
    platformVersion: launch.platformVersion,
    platformFamily: launch.platformFamily,
    loadBalancers: [...row.loadBalancers],
    serviceRegistries: [...row.serviceRegistries],
    networkConfiguration: network && { awsvpcConfiguration: network },
    containerImages: definition?.containerDefinitions?.map(({ name, image }) => ({
      containerName: name,
      image,
    })),
    guardDutyEnabled: false,
    serviceConnectConfiguration: launch.serviceConnectConfiguration,
    createdAt: new Date(row.createdAtMs),
  }
}
