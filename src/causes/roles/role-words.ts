import type { CauseFacts } from '../cause.ts'
import { roleName } from '../near-miss-words.ts'

/** What a template says so that tasks may use a role. */
export const tasksTrustPolicy =
  'AssumeRolePolicyDocument:\n  Version: "2012-10-17"\n  Statement:\n    - Effect: Allow\n      Principal:\n        Service: ecs-tasks.amazonaws.com\n      Action: sts:AssumeRole'

/** `the task role shop-task`, as far as it is known. */
export function roleWords({ use, roleArn }: CauseFacts): string {
  const kind = use === 'task' ? 'the task role' : use === 'execution' ? 'the task execution role' : 'the role'
  const name = roleName(roleArn)
  return name === undefined ? kind : `${kind} ${name}`
}

/** The field of a task definition that names the role. */
export function roleField({ use }: CauseFacts): string {
  return use === 'task' ? 'TaskRoleArn' : 'ExecutionRoleArn'
}
