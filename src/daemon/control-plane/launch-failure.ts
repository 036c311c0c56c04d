import { roleFailure } from '../../aws/role-assumption.ts'
import { launchTypeOf } from '../../model/ecs/capacity-spread.ts'
import type { DeploymentRow } from '../../model/ecs/service.ts'
import { taskDefinitions } from '../../model/ecs/tables.ts'
import { taskDefinitionKey } from '../../model/ecs/task-definition.ts'
import type { View } from '../../model/state.ts'
import type { Failure } from '../../model/verdict.ts'

/** What keeps ECS from launching any task of a deployment, before there is a task. */
export function launchFailure(view: View, deployment: DeploymentRow, now: number): Failure | undefined {
  const { taskDefinitionArn, networkConfiguration } = deployment.launch
  const definition = view.get(taskDefinitions, taskDefinitionKey(taskDefinitionArn))
  if (!definition) throw new Error(`the task definition ${taskDefinitionArn} is gone`)
  const { taskRoleArn, executionRoleArn } = definition.definition
  if (taskRoleArn !== undefined || executionRoleArn !== undefined) {
    const request = {
      taskId: '',
      taskArn: '',
      clusterArn: '',
      region: view.region,
      account: view.account,
      taskDefinitionArn,
      family: definition.family,
      revision: definition.revision,
      // The roles are asked for, and nothing else of the definition.
      definition: { ...definition.definition, containerDefinitions: [] },
      overrides: {},
      launchType: launchTypeFor(deployment),
      networkConfiguration,
      requestId: '',
    }
    const failure = roleFailure(view, request, now)
    if (failure) return failure
  }
  return placementFailure(deployment)
}

/** No cluster here has container instances: what asks for them is told so, as RunTask tells it. */
function placementFailure(deployment: DeploymentRow): Failure | undefined {
  if (launchTypeFor(deployment) === 'FARGATE') return undefined
  const where = deployment.launch.capacityProviderStrategy?.length ? 'capacity provider' : 'cluster'
  const reason = `No Container Instances were found in your ${where}`
  return { code: 'service-unable-to-place', facts: { reason } }
}

function launchTypeFor({ launch }: DeploymentRow): 'FARGATE' | 'EC2' | 'EXTERNAL' | 'MANAGED_INSTANCES' {
  const provider = launch.capacityProviderStrategy?.[0]?.capacityProvider
  return provider === undefined ? (launch.launchType ?? 'EC2') : launchTypeOf(provider)
}
