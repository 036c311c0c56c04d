import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import type { LaunchStep } from '../model/launch/step.ts'
import type { StepGround } from '../model/launch/step-trouble.ts'
import type { CauseAnswer } from './cause.ts'
import { nearMissEvidence, nearMissFacts } from './near-miss-words.ts'
import { answerOfSteps, type TroubleFound } from './troubles-of.ts'

/** A denial of one of a step's permissions. */
export type AccessGround = Extract<StepGround, { kind: 'access' }>

/** Which denials a cause is about. */
export interface PermissionQuery {
  /** Only steps of these kinds. */
  readonly steps: readonly LaunchStep['kind'][]
  /** Only these actions. */
  readonly action: (action: string) => boolean
  /** Further limits, e.g. that no VPC endpoint's policy is what denies. */
  readonly when?: (ground: AccessGround, step: LaunchStep) => boolean
}

/** Looks for a permission that a role of the task lacks; the nearest miss becomes evidence and part of the facts. */
export function findPermissionMissing(launch: EvaluatedLaunch, query: PermissionQuery): CauseAnswer {
  const answer = answerOfSteps<AccessGround>(
    launch,
    {
      parts: ['access'],
      concerns: ({ kind, access }) =>
        query.steps.includes(kind) && access.some(({ action }) => query.action(action)),
      matches: ({ ground }, step) => {
        if (ground.kind !== 'access' || !query.action(ground.request.action)) return undefined
        return query.when === undefined || query.when(ground, step) ? ground : undefined
      },
    },
    permissionFacts,
  )
  if (answer.found.length === 0) return answer
  return {
    ...answer,
    found: answer.found.map((found) => ({ ...found, why: [...found.why, ...nearMissEvidence(found.facts)] })),
  }
}

/** Whether the denial is by policies of the role itself, and not by that of a VPC endpoint on the way. */
export function deniedByIdentity({ answer }: AccessGround): boolean {
  return answer.verdict?.layer !== 'VPC endpoint policy' && !answer.reason.includes('VPC endpoint policy')
}

function permissionFacts({ step, trouble }: TroubleFound<AccessGround>): Record<string, string | undefined> {
  const { request, answer } = trouble.ground
  return {
    role: request.roleArn ?? step.roleArn,
    action: request.action,
    resource: request.resource,
    reason: answer.reason,
    endpoint: request.via?.vpcEndpointId,
    ...nearMissFacts(answer.nearMisses?.()[0]),
  }
}
