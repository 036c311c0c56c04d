import type { Settling } from '../fix.ts'

/** A report that ECS Exec found no agent to talk to. */
export const targetNotConnected = /TargetNotConnected|execute command failed due to an internal error/i

/** How the agent of ECS Exec in a task is looked at. */
export const execAgent: Settling = {
  what: 'the state of the agent in the task',
  how: 'aws ecs describe-tasks --cluster CLUSTER --tasks TASK --query "tasks[].[enableExecuteCommand,containers[].managedAgents[]]"',
}

/** The actions by which the agent of ECS Exec keeps its channel. */
export const channelActions = [
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
] as const
