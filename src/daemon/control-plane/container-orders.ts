import type { ContainerDefinition, ContainerRestartPolicy } from '@aws-sdk/client-ecs'
import type { RestartPolicy } from '../../scheduler/restart-policy.ts'
import type { ContainerOrder } from '../../scheduler/task-view.ts'

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html */
const DEFAULT_RESTART_ATTEMPT_PERIOD_S = 300

/** What the order of starting and ending needs to know of each container. */
export function containerOrders(definitions: readonly ContainerDefinition[]): ContainerOrder[] {
  return definitions.map(({ name = '', dependsOn = [], startTimeout, healthCheck, restartPolicy }) => {
    const policy = policyOf(restartPolicy)
    return {
      name,
      dependsOn: dependsOn.map(({ containerName = '', condition = 'START' }) => ({
        containerName,
        condition,
      })),
      hasHealthCheck: healthCheck !== undefined,
      ...(startTimeout === undefined ? {} : { startTimeoutMs: startTimeout * 1000 }),
      ...(policy === undefined ? {} : { restartPolicy: policy }),
    }
  })
}

function policyOf(policy: ContainerRestartPolicy | undefined): RestartPolicy | undefined {
  if (!policy?.enabled) return undefined
  const { ignoredExitCodes = [], restartAttemptPeriod = DEFAULT_RESTART_ATTEMPT_PERIOD_S } = policy
  return { ignoredExitCodes, attemptPeriodMs: restartAttemptPeriod * 1000 }
}
