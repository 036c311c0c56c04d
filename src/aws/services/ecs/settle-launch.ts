import type { CapacityProviderStrategyItem, LaunchType, NetworkConfiguration } from '@aws-sdk/client-ecs'
import { computeRefusal } from '../../../launch/registration/capacity-rules.ts'
import { compatibilityRefusal } from '../../../launch/registration/launch-rules.ts'
import { refusalsOf } from '../../../launch/registration/refusal.ts'
import { launchTypeOf } from '../../../model/ecs/capacity-spread.ts'
import type { ClusterRow } from '../../../model/ecs/cluster.ts'
import type { LaunchSettings } from '../../../model/ecs/service.ts'
import type { TaskDefinitionRow } from '../../../model/ecs/task-definition.ts'
import type { Transaction } from '../../../model/state.ts'
import { checkCapacityStrategy } from './check-capacity-strategy.ts'
import { checkNetwork } from './check-network.ts'
import { checkPlatform } from './check-platform.ts'
import { enforce } from './enforce.ts'
import { notImplemented } from './errors.ts'

/** What RunTask, CreateService and UpdateService ask about where tasks run. */
export interface LaunchQuestion {
  readonly launchType?: LaunchType
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[]
  readonly platformVersion?: string
  readonly networkConfiguration?: NetworkConfiguration
}

/** Settles where and how tasks are launched: launch type or strategy, platform, network; all checked as ECS does. */
export function settleLaunch(
  tx: Transaction,
  cluster: ClusterRow,
  taskDefinition: TaskDefinitionRow,
  asked: LaunchQuestion,
  now: number,
): LaunchSettings {
  const compute = settleCompute(tx, cluster, asked)
  const provider = compute.capacityProviderStrategy?.[0]?.capacityProvider
  const launchType = provider === undefined ? (compute.launchType ?? 'EC2') : launchTypeOf(provider)
  const isCompatible = taskDefinition.compatibilities.includes(launchType)
  enforce(refusalsOf([() => compatibilityRefusal(isCompatible, launchType)]))
  const { definition } = taskDefinition
  return {
    taskDefinitionArn: taskDefinition.taskDefinitionArn,
    ...compute,
    ...checkPlatform(asked.platformVersion, launchType, definition),
    networkConfiguration: checkNetwork(tx, asked.networkConfiguration, {
      networkMode: definition.networkMode,
      launchType,
      now,
    }),
  }
}

type Compute = Pick<LaunchSettings, 'launchType' | 'capacityProviderStrategy'>

/** A strategy, a launch type, the cluster's default strategy, or EC2: the first that there is. */
function settleCompute(tx: Transaction, cluster: ClusterRow, asked: LaunchQuestion): Compute {
  const strategy = asked.capacityProviderStrategy ?? []
  enforce(refusalsOf([() => computeRefusal(asked.launchType, strategy)]))
  if (asked.launchType === 'MANAGED_INSTANCES') throw notImplemented('The MANAGED_INSTANCES launch type')
  if (asked.launchType) return { launchType: asked.launchType }
  const chosen = strategy.length > 0 ? strategy : cluster.defaultCapacityProviderStrategy
  if (chosen.length === 0) return { launchType: 'EC2' }
  return { capacityProviderStrategy: checkCapacityStrategy(tx, chosen, cluster.capacityProviders, 'launch') }
}
