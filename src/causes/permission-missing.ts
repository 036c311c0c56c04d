import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import { candidateEvidence } from '../launch/access-evidence.ts'
import type { NearMiss } from '../model/iam/near-miss.ts'
import type { LaunchStep } from '../model/launch/step.ts'
import type { StepGround } from '../model/launch/step-trouble.ts'
import type { Evidence } from '../model/verdict.ts'
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
  return answerOfSteps<AccessGround>(
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
    denialEvidence,
  )
}

const misses = new WeakMap<AccessGround['answer'], { readonly nearest: NearMiss | undefined }>()

/** What comes nearest to allowing it. Worked out once: it takes longer than the denial itself. */
function nearestMiss(answer: AccessGround['answer']): NearMiss | undefined {
  const known = misses.get(answer) ?? { nearest: answer.nearMisses?.()[0] }
  misses.set(answer, known)
  return known.nearest
}

/** What shows the denial. The statement that is nearest is told once, by what is wrong with it. */
function denialEvidence({ trouble }: TroubleFound<AccessGround>): readonly Evidence[] {
  const { answer } = trouble.ground
  const miss = nearestMiss(answer)
  if (miss === undefined) return trouble.evidence
  const again = new Set(
    (answer.verdict?.candidates ?? [])
      .filter(({ statement }) => statement === miss.statement)
      .map((candidate) => candidateEvidence(candidate).fact),
  )
  return [
    ...trouble.evidence.filter(({ fact }) => !again.has(fact)),
    ...nearMissEvidence(nearMissFacts(miss)),
  ]
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
    ...nearMissFacts(nearestMiss(answer)),
  }
}
