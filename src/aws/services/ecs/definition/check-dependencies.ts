import type { ContainerDefinition } from '@aws-sdk/client-ecs'
import { clientException } from '../errors.ts'

/** Checks `dependsOn` and `volumesFrom`: what they name must be there, able to get there, and not wait for itself. */
export function checkDependencies(containers: readonly ContainerDefinition[]): void {
  const byName = new Map(containers.map((container) => [container.name, container]))
  for (const { dependsOn = [], volumesFrom = [] } of containers) {
    for (const { containerName, condition } of dependsOn) {
      const target = byName.get(containerName)
      // The plus sign stands in ECS's own text (https://github.com/eagletmt/hako/pull/99).
      if (!target)
        throw clientException(`Cannot depend on container + '${containerName}' because it does not exist`)
      checkCondition(target, condition)
    }
    for (const { sourceContainer } of volumesFrom) {
      if (!byName.has(sourceContainer)) {
        throw clientException(`Invalid 'volumesFrom' setting. Unknown container: '${sourceContainer}'.`)
      }
    }
  }
  const settled = new Set<string | undefined>()
  for (const { name } of containers) checkCycle(name, byName, settled, new Set())
}

function checkCondition(target: ContainerDefinition, condition: string | undefined): void {
  if ((condition === 'SUCCESS' || condition === 'COMPLETE') && target.essential !== false) {
    // https://github.com/boto/boto3/issues/2436
    throw clientException(
      'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container',
    )
  }
  if (condition === 'HEALTHY' && !target.healthCheck) {
    throw clientException('A dependency container with HEALTHY condition must have health check configured')
  }
}

function checkCycle(
  name: string | undefined,
  byName: ReadonlyMap<string | undefined, ContainerDefinition>,
  settled: Set<string | undefined>,
  open: ReadonlySet<string | undefined>,
): void {
  if (settled.has(name)) return
  if (open.has(name)) throw clientException('Container dependsOn contains a cycle')
  const inside = new Set(open).add(name)
  for (const { containerName } of byName.get(name)?.dependsOn ?? []) {
    checkCycle(containerName, byName, settled, inside)
  }
  settled.add(name)
}
