import type { EvaluatedLaunch, StepInSubnet } from '../launch/evaluated-launch.ts'
import type { LaunchStep } from '../model/launch/step.ts'
import type { PartReport, StepGround, StepPart, StepTrouble } from '../model/launch/step-trouble.ts'
import type { Evidence, Failure } from '../model/verdict.ts'
import type { CauseAnswer, CauseFacts, Found } from './cause.ts'

/** A trouble of one step, with the subnets in which it is there. */
export interface TroubleFound<Ground extends StepGround = StepGround> {
  readonly step: LaunchStep
  readonly trouble: StepTrouble & { readonly ground: Ground }
  readonly failure: Failure
  /** Missing where it is there in every subnet. */
  readonly subnetIds?: readonly string[]
  /** In how many subnets the step was asked for. */
  readonly subnetsAsked: number
}

/** Which troubles are meant, and which steps they can be in at all: those decide whether the cause is ruled out. */
export interface TroubleQuery<Ground extends StepGround> {
  readonly concerns: (step: LaunchStep) => boolean
  readonly matches: (trouble: StepTrouble, step: LaunchStep) => Ground | undefined
  /** Which parts of the step decide. */
  readonly parts: readonly StepPart[]
}

/** The troubles of a launch that match, one for each step; a trouble of the same failure in several subnets is one. */
export function troublesOf<Ground extends StepGround>(
  launch: EvaluatedLaunch,
  { concerns, matches }: TroubleQuery<Ground>,
): TroubleFound<Ground>[] {
  const steps = troubledSteps(launch)
  if (steps.length === 0) return []
  return steps.flatMap(({ step, inSubnets }) => {
    if (!concerns(step)) return []
    const hits = inSubnets.flatMap((place) => hitIn(place, step, matches))
    const [first] = hits
    if (first === undefined) return []
    const subnetIds = hits.flatMap(({ place }) => place.subnetId ?? [])
    const everywhere = hits.length === inSubnets.length
    const { trouble, ground } = first
    return [
      {
        step,
        trouble: { ...trouble, ground, evidence: unique(hits.flatMap((hit) => hit.trouble.evidence)) },
        failure: trouble.failure,
        subnetsAsked: inSubnets.length,
        ...(everywhere || subnetIds.length === 0 ? {} : { subnetIds }),
      },
    ]
  })
}

const troubled = new WeakMap<EvaluatedLaunch, EvaluatedLaunch['steps']>()

/** The steps in which anything is wrong, which are few: every cause looks through them. */
function troubledSteps(launch: EvaluatedLaunch): EvaluatedLaunch['steps'] {
  const known = troubled.get(launch)
  if (known) return known
  const steps = launch.steps.filter(({ inSubnets }) => inSubnets.some(({ troubles }) => troubles.length > 0))
  troubled.set(launch, steps)
  return steps
}

function hitIn<Ground extends StepGround>(
  place: StepInSubnet,
  step: LaunchStep,
  matches: TroubleQuery<Ground>['matches'],
): { place: StepInSubnet; trouble: StepTrouble; ground: Ground }[] {
  for (const trouble of place.troubles) {
    const ground = matches(trouble, step)
    if (ground !== undefined) return [{ place, trouble, ground }]
  }
  return []
}

/**
 * The answer of a cause that lies in a step's troubles: what was found, and otherwise what is open or what shows that
 * every step it concerns holds.
 */
export function answerOfSteps<Ground extends StepGround>(
  launch: EvaluatedLaunch,
  query: TroubleQuery<Ground>,
  factsOf: (hit: TroubleFound<Ground>) => CauseFacts,
  whyOf: (hit: TroubleFound<Ground>) => readonly Evidence[] = ({ trouble }) => trouble.evidence,
): CauseAnswer {
  const troubles = troublesOf(launch, query)
  if (troubles.length === 0) return new NothingFound(launch, query)
  const found = troubles.map((hit): Found => {
    const { step, failure, subnetIds } = hit
    return {
      facts: {
        subject: launch.subject.name,
        step: step.title,
        variable: variableOf(step),
        ...subnetFacts(hit),
        ...factsOf(hit),
      },
      why: whyOf(hit),
      failure,
      part: step.id,
      ...(subnetIds === undefined ? {} : { subnetIds }),
    }
  })
  return { found, open: [] }
}

/**
 * What is open and what holds is gathered only where somebody reads it: a check of a thousand launches asks every cause,
 * and reads what is found. Of a class, as an object with getters of its own is dear to make; a copy made by spreading
 * has neither.
 */
class NothingFound implements CauseAnswer {
  readonly found: readonly Found[] = []
  private readonly launch: EvaluatedLaunch
  private readonly query: Pick<TroubleQuery<StepGround>, 'concerns' | 'parts'>

  constructor(launch: EvaluatedLaunch, query: Pick<TroubleQuery<StepGround>, 'concerns' | 'parts'>) {
    this.launch = launch
    this.query = query
  }

  get open(): readonly string[] {
    return [...new Set(this.reports().flatMap(({ open }) => open))]
  }

  get cleared(): readonly Evidence[] {
    return unique(this.reports().flatMap(({ evidence }) => evidence))
  }

  private reports(): readonly PartReport[] {
    const { concerns, parts: asked } = this.query
    return this.launch.steps
      .filter(({ step }) => concerns(step))
      .flatMap(({ inSubnets }) => inSubnets.flatMap(({ parts }) => asked.map((part) => parts[part])))
  }
}

/** The variable that a secret is given to its container in: a fix that is pasted must name it. */
function variableOf({ id, kind }: LaunchStep): string | undefined {
  return kind === 'secret' ? id.split('/')[2] : undefined
}

/** Where a trouble is not in every subnet: in which, and for what share of launches, as ECS spreads tasks over subnets. */
function subnetFacts({ subnetIds, subnetsAsked }: TroubleFound): CauseFacts {
  if (subnetIds === undefined) return {}
  const share = Math.round((100 * subnetIds.length) / subnetsAsked)
  return {
    subnets: subnetIds.join(', '),
    launches: `${subnetIds.length} of ${subnetsAsked} subnets, about ${share} % of launches`,
  }
}

function unique(evidence: readonly Evidence[]): Evidence[] {
  return [...new Map(evidence.map((item) => [item.fact, item])).values()]
}
