import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import type { LaunchStep } from '../model/launch/step.ts'
import type { StepGround } from '../model/launch/step-trouble.ts'
import type { Hop, NetworkCause } from '../model/network/reach-verdict.ts'
import type { CauseAnswer, CauseFacts } from './cause.ts'
import { answerOfSteps, type TroubleFound } from './troubles-of.ts'

/** A destination that is not reached. */
export type ReachGround = Extract<StepGround, { kind: 'reach' }>

/**
 * Looks for a path that is blocked by what this cause names, at any of the hops: where several hops block a path, each
 * is a cause of its own, and mending one is not enough.
 */
export function findPathBlocked(
  launch: EvaluatedLaunch,
  code: NetworkCause,
  concerns: (step: LaunchStep) => boolean = ({ destination }) => destination !== undefined,
): CauseAnswer {
  return answerOfSteps<ReachGround>(
    launch,
    {
      concerns,
      parts: ['reach'],
      matches: ({ ground }) => (ground.kind === 'reach' && blockedBy(ground, code) ? ground : undefined),
    },
    (hit) => pathFacts(hit, code),
  )
}

function blockedBy({ answer }: ReachGround, code: NetworkCause): boolean {
  const { verdict } = answer
  return verdict?.cause === code || verdict?.obstacles.some(({ cause }) => cause === code) === true
}

/** The endpoint that has no group of its own: the VPC's default one is not what is to be opened. */
function closedDefault(
  { verdict }: ReachGround['answer'],
  hop: Hop | undefined,
): { readonly id: string | undefined; readonly place: CauseFacts } | undefined {
  if (hop?.cause !== 'vpc-endpoint-sg-blocks-443' || hop.id?.endsWith('-default-security-group') !== true)
    return undefined
  const endpoint = verdict?.hops.find(({ kind }) => kind === 'interface-endpoint')
  return endpoint && { id: endpoint.id, place: { hopSource: endpoint.source } }
}

function pathFacts({ trouble, subnetIds }: TroubleFound<ReachGround>, code: NetworkCause): CauseFacts {
  const { destination, answer } = trouble.ground
  const hop = answer.verdict?.obstacles.find(({ cause }) => cause === code)
  return {
    host: destination.host,
    service: destination.service,
    region: destination.region,
    address: answer.address,
    hop: hop?.id,
    hopKind: hop?.kind,
    hopFact: hop?.fact,
    hopSource: (hop?.blamed ?? hop)?.source,
    blamed: hop?.blamed?.id ?? closedDefault(answer, hop)?.id,
    ...closedDefault(answer, hop)?.place,
    subnets: subnetIds?.join(', '),
  }
}
