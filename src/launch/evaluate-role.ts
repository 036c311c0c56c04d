import type { LaunchStep } from '../model/launch/step.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import type { Verdict } from '../model/verdict.ts'
import { trustAnswer } from './trust-policy.ts'
import { fails, holds, unknown } from './verdicts.ts'

const tasksService = 'ecs-tasks.amazonaws.com'

/** The role must exist and let ECS tasks assume it; ECS words both troubles alike (spec: LAUNCH step 1). */
export function evaluateRole(
  { task }: LaunchStep,
  { roleArn, use }: { readonly roleArn: string; readonly use: 'execution' | 'task' },
  world: LaunchWorld,
): Verdict {
  const role = world.role(roleArn)
  if (!role.known) return unknown(role.settledBy)
  if (role.absent) {
    return fails('role-not-assumable', { roleArn }, [
      { fact: `${roleArn} does not exist`, source: role.source },
    ])
  }
  const answer = trustAnswer(role.value.assumeRolePolicyDocument, { service: tasksService, ...task })
  if (answer.kind === 'unknown') return unknown(answer.settledBy)
  if (answer.kind === 'not-trusted') {
    return fails('role-not-assumable', { roleArn }, [
      { fact: `${roleArn}: ${answer.why}`, source: role.source },
    ])
  }
  const name = use === 'task' ? 'the task role' : 'the task execution role'
  return holds([{ fact: `${name} trusts ${tasksService}`, source: role.source }])
}
