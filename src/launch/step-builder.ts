import type { LaunchRequest } from '../model/launch/request.ts'
import type { LaunchStep, StepActor } from '../model/launch/step.ts'
import type { EffectiveTask } from './effective-task.ts'

/** What every builder of steps works from. */
export interface LaunchPlan {
  readonly request: LaunchRequest
  readonly task: EffectiveTask
}

/** The fields of a step that its builder decides. */
export type StepParts = Omit<LaunchStep, 'task' | 'roleArn' | 'access'> & Partial<Pick<LaunchStep, 'access'>>

/** Completes a step with what is the same for all steps of the launch. */
export function launchStep({ request, task }: LaunchPlan, parts: StepParts): LaunchStep {
  const roleArn = roleOf(task, parts.actor)
  const { executionRoleArn, taskRoleArn } = task
  return {
    access: [],
    ...parts,
    ...(roleArn === undefined ? {} : { roleArn }),
    task: {
      taskArn: request.taskArn,
      account: request.account,
      region: request.region,
      launchType: request.launchType,
      requestId: request.requestId,
      ...(executionRoleArn === undefined ? {} : { executionRoleArn }),
      ...(taskRoleArn === undefined ? {} : { taskRoleArn }),
    },
  }
}

function roleOf(task: EffectiveTask, actor: StepActor): string | undefined {
  if (actor === 'execution-role') return task.executionRoleArn
  return actor === 'task-role' ? task.taskRoleArn : undefined
}
