import type { ContainerDefinition } from '@aws-sdk/client-ecs'
import type { ContainerOrder } from '../../scheduler/advance-task.ts'

/** What the order of starting needs to know of each container. */
export function containerOrders(definitions: readonly ContainerDefinition[]): ContainerOrder[] {
  return definitions.map(({ name = '', dependsOn = [], startTimeout, healthCheck }) => ({
    name,
    dependsOn: dependsOn.map(({ containerName = '', condition = 'START' }) => ({ containerName, condition })),
    startTimeoutMs: startTimeout === undefined ? undefined : startTimeout * 1000,
    hasHealthCheck: healthCheck !== undefined,
  })) as ContainerOrder[]
}
