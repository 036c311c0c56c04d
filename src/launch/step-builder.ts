import type { LaunchRequest } from '../model/launch/request.ts'
import type { LaunchStep, StepActor } from '../model/launch/step.ts'
import type { EffectiveTask } from './effective-task.ts'

/** What every builder of steps works from. */
export interface LaunchPlan {
  readonly request: LaunchRequest
  readonly task: EffectiveTask
  /** What every step says of the task. */
  readonly stepTask: LaunchStep['task']
}

/** The plan of a launch. */
export function launchPlan(request: LaunchRequest, task: EffectiveTask): LaunchPlan {
  const { taskArn, account, region, launchType, requestId } = request
  const { executionRoleArn, taskRoleArn } = task
  const stepTask = {
    taskArn,
    account,
    region,
    launchType,
    requestId,
    ...(executionRoleArn === undefined ? {} : { executionRoleArn }),
    ...(taskRoleArn === undefined ? {} : { taskRoleArn }),
  }
  return { request, task, stepTask }
}

/** The fields of a step that its builder decides. */
export type StepParts = Omit<LaunchStep, 'task' | 'roleArn' | 'access'> & Partial<Pick<LaunchStep, 'access'>>

/** Completes a step with what is the same for all steps of the launch. */
export function launchStep({ task, stepTask }: LaunchPlan, parts: StepParts): LaunchStep {
  const roleArn = roleOf(task, parts.actor)
  return { access: [], ...parts, ...(roleArn === undefined ? {} : { roleArn }), task: stepTask }
}

function roleOf(task: EffectiveTask, actor: StepActor): string | undefined {
  if (actor === 'execution-role') return task.executionRoleArn
  return actor === 'task-role' ? task.taskRoleArn : undefined
}
