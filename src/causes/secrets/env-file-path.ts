import type { EvaluatedLaunch, EvaluatedStep, StepInSubnet } from '../../launch/evaluated-launch.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import type { Evidence } from '../../model/verdict.ts'
import type { CauseAnswer, CauseFacts, Found } from '../cause.ts'
import type { ReachGround } from '../path-blocked.ts'

const cause = 'env-file-bucket-region-or-route'

/** Why more time does not help: the time-out ends before a container begins. */
const startTimeoutFact: Evidence = {
  fact: 'startTimeout counts from the start of a container; environment files are fetched before any container starts, so raising it changes nothing',
  source:
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html#ECS-Type-ContainerDefinition-startTimeout',
}

interface Blocked {
  readonly place: StepInSubnet
  readonly ground: ReachGround
  readonly trouble: StepInSubnet['troubles'][number]
}

/** Looks for environment files of which some or all subnets have no way to the bucket. */
export function findEnvFilePath(launch: EvaluatedLaunch): CauseAnswer {
  const steps = launch.steps.filter(({ step }) => step.kind === 'env-file')
  const found = steps.flatMap((step) => foundIn(launch, step))
  if (found.length > 0) return { found, open: [] }
  const reports = steps.flatMap(({ inSubnets }) => inSubnets)
  const unexplained = reports
    .flatMap(({ troubles }) => troubles)
    .some(({ ground }) => ground.kind === 'reach' && ground.answer.verdict === undefined)
  return {
    found,
    open: [
      ...new Set([
        ...reports.flatMap(({ open }) => open),
        ...(unexplained ? ['the route table of each subnet'] : []),
      ]),
    ],
    cleared: reports.flatMap(({ evidence }) => evidence),
  }
}

function foundIn(launch: EvaluatedLaunch, { step, inSubnets }: EvaluatedStep): Found[] {
  const blocked = inSubnets.flatMap((place) => blockedIn(place))
  const [first] = blocked
  if (first === undefined) return []
  const failing = blocked.flatMap(({ place }) => place.subnetId ?? [])
  const passing = inSubnets
    .filter((place) => !blocked.some((one) => one.place === place) && place.open.length === 0)
    .filter(({ troubles }) => troubles.every(({ ground }) => ground.kind !== 'reach'))
  const everywhere = blocked.length === inSubnets.length
  return [
    {
      facts: {
        subject: launch.subject.name,
        step: step.title,
        ...bucketFacts(launch, step, first.ground),
        hopFact: hopOf(first.ground)?.fact,
        subnets: failing.join(', ') || undefined,
        otherSubnets: passing.flatMap(({ subnetId }) => subnetId ?? []).join(', ') || undefined,
        ...(everywhere ? {} : { failing: String(blocked.length), of: String(inSubnets.length) }),
      },
      why: [
        ...blocked.flatMap(({ place, ground, trouble }) => whyBlocked(place, ground, trouble.evidence)),
        ...passing.flatMap(whyPassing),
        ...shareOf(blocked.length, inSubnets.length),
        startTimeoutFact,
      ],
      failure: first.trouble.failure,
      part: step.id,
      ...(everywhere || failing.length === 0 ? {} : { subnetIds: failing }),
    },
  ]
}

function blockedIn(place: StepInSubnet): Blocked[] {
  for (const trouble of place.troubles) {
    const { ground } = trouble
    if (ground.kind === 'reach' && hopOf(ground) !== undefined) return [{ place, ground, trouble }]
  }
  return []
}

function hopOf({ answer }: ReachGround): { readonly fact: string; readonly source?: string } | undefined {
  const { verdict } = answer
  if (verdict === undefined) return undefined
  const hop = verdict.obstacles.find((one) => one.cause === cause)
  return hop ?? (verdict.cause === cause ? verdict.stoppedAt : undefined)
}

function bucketFacts(launch: EvaluatedLaunch, { requires }: LaunchStep, ground: ReachGround): CauseFacts {
  if (requires.kind !== 'env-file') return {}
  return {
    arn: requires.arn,
    bucket: requires.bucket,
    key: requires.key,
    bucketRegion: ground.destination.region,
    taskRegion: launch.request.region,
  }
}

function whyBlocked({ subnetId }: StepInSubnet, ground: ReachGround, more: readonly Evidence[]): Evidence[] {
  const hop = hopOf(ground)
  if (hop === undefined) return [...more]
  const fact = `${subnetId ?? 'the task'} has no way to ${ground.destination.host}: ${hop.fact}`
  const gone = more.filter((item) => item.fact !== hop.fact)
  return [hop.source === undefined ? { fact } : { fact, source: hop.source }, ...gone]
}

function whyPassing({ subnetId, evidence }: StepInSubnet): Evidence[] {
  if (subnetId === undefined) return [...evidence]
  const [first] = evidence
  const fact = `${subnetId} has a way${first === undefined ? '' : `: ${first.fact}`}`
  return [first?.source === undefined ? { fact } : { fact, source: first.source }]
}

/** Every launch gets one of the subnets, so that it fails as often as it gets a failing one. */
function shareOf(failing: number, all: number): Evidence[] {
  return failing === all
    ? []
    : [
        {
          fact: `${failing} of ${all} subnets fail: about ${Math.round((100 * failing) / all)} % of launches`,
        },
      ]
}
