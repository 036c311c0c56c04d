import type { DeploymentController, LaunchType, ServiceRegistry } from '@aws-sdk/client-ecs'
import type { RegisteredDefinition } from '../../../model/ecs/task-definition.ts'
import { invalidParameter, notImplemented } from './errors.ts'

const MAX_REGISTRIES = 1

/** The number of tasks that a new service keeps; a DAEMON service has one on every container instance. */
export function checkDesiredCount(
  desiredCount: number | undefined,
  strategy: 'REPLICA' | 'DAEMON',
  launchType: LaunchType,
): number {
  if (strategy === 'DAEMON') {
    if (desiredCount !== undefined) {
      throw invalidParameter(
        'The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again',
      )
    }
    if (launchType === 'FARGATE') {
      throw invalidParameter(
        'The daemon scheduling strategy does not support the FARGATE launch type. Change the launch type and try again',
      )
    }
    return 0
  }
  if (desiredCount === undefined) throw invalidParameter('DesiredCount is missing')
  if (desiredCount < 0) throw invalidParameter('DesiredCount can not be lesser than 0')
  return desiredCount
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
  if (!enabled || definition.taskRoleArn) return
  throw invalidParameter(
    `The service couldn't be ${verb} because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.`,
  )
}
