import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Evidence } from '../../model/verdict.ts'
import type { CauseAnswer } from '../cause.ts'
import { requestFact } from '../definition-fact.ts'
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

/** What a launch says of ECS Exec: a fact where that is known. */
export function execSwitch(launch: EvaluatedLaunch): { readonly isOn?: boolean; readonly fact: Evidence } {
  const { enableExecuteCommand: isOn } = launch.request
  const fact = requestFact(launch, `ECS Exec is ${isOn === true ? 'on' : 'off'} (enableExecuteCommand)`)
  return isOn === undefined ? { fact } : { isOn, fact }
}

/**
 * The answer of a cause that bites only where ECS Exec is on: what is found stays open where that is not known, and
 * where it is off nothing else is the reason.
 */
export function whereExecIsOn(launch: EvaluatedLaunch, answer: () => CauseAnswer): CauseAnswer {
  const { isOn, fact } = execSwitch(launch)
  if (isOn === false) return { found: [], open: [], cleared: [fact] }
  if (isOn === true) {
    const { found, ...rest } = answer()
    return { ...rest, found: found.map((one) => ({ ...one, why: [fact, ...one.why] })) }
  }
  // Nothing can be found: what is open is worked out where somebody reads it.
  return {
    found: [],
    get open() {
      const { found, open } = answer()
      return [
        ...found.map(({ why }) => `whether ECS Exec is on: ${why[0]?.fact ?? 'it would not work'}`),
        ...open,
      ]
    },
    get cleared() {
      return answer().cleared ?? []
    },
  }
}
