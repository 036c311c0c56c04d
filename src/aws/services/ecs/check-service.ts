import type { DeploymentController, LaunchType, ServiceRegistry } from '@aws-sdk/client-ecs'
import { desiredCountRefusals } from '../../../launch/registration/deployment-rules.ts'
import { executeCommandRefusal } from '../../../launch/registration/launch-rules.ts'
import { refusalsOf } from '../../../launch/registration/refusal.ts'
import type { RegisteredDefinition } from '../../../model/ecs/task-definition.ts'
import { enforce } from './enforce.ts'
import { invalidParameter, notImplemented } from './errors.ts'

const MAX_REGISTRIES = 1

/** The number of tasks that a new service keeps; a DAEMON service has one on every container instance. */
export function checkDesiredCount(
  desiredCount: number | undefined,
  strategy: 'REPLICA' | 'DAEMON',
  launchType: LaunchType,
): number {
  enforce(desiredCountRefusals(desiredCount, strategy, () => launchType))
  return desiredCount ?? 0
}

/** Rolling updates are what there is here; other controllers are said not to be. */
export function checkController(
  controller: DeploymentController | undefined,
  request: { readonly taskDefinition?: string; readonly loadBalancers?: readonly unknown[] },
): DeploymentController {
  const { type = 'ECS' } = controller ?? {}
  if (type === 'EXTERNAL' && request.taskDefinition) throw invalidParameter('TaskDefinition must be blank.')
  if (type === 'CODE_DEPLOY' && !request.loadBalancers?.length) {
    throw invalidParameter(
      'When using the CODE_DEPLOY deployment controller, the service requires an Application Load Balancer or Network Load Balancer.',
    )
  }
  if (type !== 'ECS') throw notImplemented(`The deployment controller ${type}`)
  return { type }
}

/** Checks the Cloud Map registries of a service. There is no Cloud Map here. */
export function checkRegistries(registries: readonly ServiceRegistry[]): void {
  if (registries.length > MAX_REGISTRIES) {
    throw invalidParameter(`service registries can have at most ${MAX_REGISTRIES} items.`)
  }
  if (registries.length > 0) throw notImplemented('Service discovery with Cloud Map (serviceRegistries)')
}

/** Execute command needs a task role. `verb` is what was tried: `created` or `updated`. */
export function checkExecuteCommand(enabled: boolean, definition: RegisteredDefinition, verb: string): void {
  enforce(refusalsOf([() => executeCommandRefusal(enabled, definition, verb)]))
}
