import type {
  ContainerDefinition,
  ContainerDependency,
  RegisterTaskDefinitionRequest,
} from '@aws-sdk/client-ecs'
import { dependencyOrder } from '../dependency-order.ts'
import { containersOf, refused, type ContainerScope } from './definition-scope.ts'
import { verified, type Refusal, type Rule } from './refusal.ts'
import { knownItems } from './unsettled.ts'

/** `dependsOn` and `volumesFrom`: what they name is there, able to get there, and does not wait for itself. */
export function dependencyRules(task: RegisterTaskDefinitionRequest): readonly Rule[] {
  const scopes = containersOf(task)
  return [
    ...scopes.flatMap((scope) => [
      ...knownItems(() => scope.container.dependsOn).map(
        ({ item, index }): Rule =>
          () =>
            dependencyRefusal(scope, item, `${scope.part}/dependsOn/${index}`),
      ),
      () => volumesFromRefusals(scope),
    ]),
    () => cycleRefusal(task),
  ]
}

function dependencyRefusal(
  { task }: ContainerScope,
  { containerName, condition }: ContainerDependency,
  part: string,
): Refusal | undefined {
  const target = task.containerDefinitions?.find(({ name }) => name === containerName)
  // The plus sign stands in ECS's own text (https://github.com/eagletmt/hako/pull/99).
  if (!target) {
    const text = `Cannot depend on container + '${containerName}' because it does not exist`
    return refused('dependency-unknown', part, text, verified)
  }
  return conditionRefusal(target, condition, part)
}

function conditionRefusal(
  target: ContainerDefinition,
  condition: string | undefined,
  part: string,
): Refusal | undefined {
  if ((condition === 'SUCCESS' || condition === 'COMPLETE') && target.essential !== false) {
    // https://github.com/boto/boto3/issues/2436
    const text = 'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container'
    return refused('dependency-on-essential', part, text, verified)
  }
  if (condition !== 'HEALTHY' || target.healthCheck) return undefined
  const text = 'A dependency container with HEALTHY condition must have health check configured'
  return refused('dependency-without-health-check', part, text, verified)
}

function* volumesFromRefusals({ container, task, part }: ContainerScope): Generator<Refusal> {
  for (const { item, index } of knownItems(() => container.volumesFrom)) {
    const { sourceContainer } = item
    if (task.containerDefinitions?.some(({ name }) => name === sourceContainer)) continue
    yield refused(
      'volumes-from-unknown',
      `${part}/volumesFrom/${index}`,
      `Invalid 'volumesFrom' setting. Unknown container: '${sourceContainer}'.`,
    )
  }
}

function cycleRefusal({ containerDefinitions = [] }: RegisterTaskDefinitionRequest): Refusal | undefined {
  const ordered = dependencyOrder(
    containerDefinitions.map(({ name = '', dependsOn = [] }) => ({
      name,
      after: dependsOn.map(({ containerName = '' }) => containerName),
    })),
  )
  if (ordered.ok) return undefined
  return refused(
    'dependency-cycle',
    `container/${ordered.cycle[0]}/dependsOn`,
    'Container dependsOn contains a cycle',
  )
}
