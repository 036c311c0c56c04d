import type { Attribute, Failure } from '@aws-sdk/client-ecs'
import type { ClusterRow } from '../../../model/ecs/cluster.ts'
import { Fault } from '../../fault.ts'
import { invalidParameter } from './errors.ts'
import { readIdentifier } from './identifier.ts'

const MAX_ATTRIBUTES = 10

/** What ECS says of container instances that are not registered. None ever is here: tasks run on Fargate. */
export function missingInstances(cluster: ClusterRow, instances: readonly string[]): Failure[] {
  return instances.map((instance) => ({ arn: instanceArn(cluster, instance), reason: 'MISSING' }))
}

function instanceArn({ clusterArn }: ClusterRow, instance: string): string {
  if (instance.startsWith('arn:')) return instance
  return `${clusterArn.replace(':cluster/', ':container-instance/')}/${readIdentifier(instance, 'container-instance').name}`
}

/** Checks attributes to be set or removed, and says that the instance they are for is not there. */
export function missingTarget(attributes: readonly Attribute[] = []): Fault {
  if (attributes.length === 0) return invalidParameter('Attributes cannot be empty.')
  if (attributes.length > MAX_ATTRIBUTES)
    return invalidParameter(`attributes can have at most ${MAX_ATTRIBUTES} items.`)
  return new Fault(
    'TargetNotFoundException',
    "The specified target wasn't found. You can view your available container instances with ListContainerInstances. Amazon ECS container instances are cluster-specific and Region-specific.",
  )
}
