import type { LaunchStep, StepDestination } from '../model/launch/step.ts'
import type { PartReport, StepPart, StepReport, StepTrouble } from '../model/launch/step-trouble.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import type { PassedEndpoint } from '../model/network/reach-verdict.ts'
import type { Evidence, Verdict } from '../model/verdict.ts'
import { awsDestination } from './endpoints.ts'
import { evaluateAccess } from './evaluate-access.ts'
import { evaluateEnvFile } from './evaluate-env-file.ts'
import { evaluateForm } from './evaluate-form.ts'
import { evaluateImage } from './evaluate-image.ts'
import { evaluateLayers } from './evaluate-layers.ts'
import { evaluateLogDestination } from './evaluate-log-destination.ts'
import { evaluateParameters } from './evaluate-parameters.ts'
import { evaluateReach } from './evaluate-reach.ts'
import { evaluateRegistryCredentials } from './evaluate-registry-credentials.ts'
import { evaluateRole } from './evaluate-role.ts'
import { evaluateSecret } from './evaluate-secret.ts'
import { evaluateSubnets } from './evaluate-subnets.ts'
import { type Finding, type Findings, grounded } from './findings.ts'
import { fails, holds, unknown } from './verdicts.ts'

/**
 * Whether one step of a launch holds in this world. A step that fails anywhere fails, with what ECS meets first; one
 * that is nowhere known to fail and somewhere not known is unknown, which never stops a task.
 */
export function evaluateStep(step: LaunchStep, world: LaunchWorld): Verdict {
  const open = new Set<string>()
  const evidence: Evidence[] = []
  for (const [, finding] of findings(step, world)) {
    if (finding.kind === 'fails') return fails(finding.failure.code, finding.failure.facts, finding.evidence)
    if (finding.kind === 'unknown') open.add(finding.settledBy)
    evidence.push(...(finding.evidence ?? []))
  }
  return open.size > 0 ? unknown([...open].join('; '), evidence) : holds(evidence)
}

/** What ECS meets first where a step does not hold. Nothing is asked behind it. */
export function firstTrouble(step: LaunchStep, world: LaunchWorld): StepTrouble | undefined {
  for (const [, finding] of findings(step, world)) if (finding.kind === 'fails') return troubleOf(finding)
  return undefined
}

/** Everything that is known of a step: all its troubles, in the order in which mending one shows the next. */
export function reportStep(step: LaunchStep, world: LaunchWorld): StepReport {
  return reportOf(findings(step, world))
}

/**
 * As `reportStep`, in worlds that differ in what can be reached from them and in nothing else. What a call meets behind
 * its path is therefore evaluated once for each endpoint that the call may pass, and not in every subnet again.
 */
export function reportStepIn(step: LaunchStep, worlds: readonly LaunchWorld[]): readonly StepReport[] {
  const known = new Map<string | undefined, readonly PartFinding[]>()
  const remembered: BehindPath = (reaching, world, via) => {
    const there = known.get(via?.vpcEndpointId) ?? [...behindPath(reaching, world, via)]
    known.set(via?.vpcEndpointId, there)
    return there
  }
  return worlds.map((world) => reportOf(findings(step, world, remembered)))
}

function reportOf(found: Iterable<PartFinding>): StepReport {
  let troubles: readonly StepTrouble[] = none
  const parts: Record<StepPart, PartReport> = { reach: nothing, access: nothing, requirement: nothing }
  for (const [part, finding] of found) {
    if (finding.kind === 'fails') troubles = [...troubles, troubleOf(finding)]
    else parts[part] = noted(parts[part], finding)
  }
  const { reach, access, requirement } = parts
  return {
    troubles,
    open: together(together(reach.open, access.open, 'once'), requirement.open, 'once'),
    evidence: together(together(reach.evidence, access.evidence), requirement.evidence),
    parts,
  }
}

// Reports are kept for all launches of a project, and most lists in them are empty or have one source: those are not
// made anew. Each object that is kept costs more to carry through the collections of garbage than to make.
const none: readonly never[] = []
const nothing: PartReport = { open: none, evidence: none }

/** What is known of one part of a step, with one more finding. */
function noted(known: PartReport, finding: Exclude<Finding, { kind: 'fails' }>): PartReport {
  const { evidence = none } = finding
  const isOpened = finding.kind === 'unknown' && !known.open.includes(finding.settledBy)
  if (!isOpened && evidence.length === 0) return known
  return {
    open: isOpened ? together(known.open, [finding.settledBy]) : known.open,
    evidence: together(known.evidence, evidence),
  }
}

function together<Item>(first: readonly Item[], second: readonly Item[], each?: 'once'): readonly Item[] {
  if (second.length === 0) return first
  if (first.length === 0) return second
  const both = [...first, ...second]
  return each === 'once' ? [...new Set(both)] : both
}

function troubleOf({ failure, ground, evidence = [] }: Extract<Finding, { kind: 'fails' }>): StepTrouble {
  return { failure, ground, evidence }
}

/** A finding, and which part of the step it is about. */
type PartFinding = readonly [part: StepPart, finding: Finding]

/** What a call would meet first is asked first: the path, then the permission, then the thing itself. */
function* findings(
  planned: LaunchStep,
  world: LaunchWorld,
  behind: BehindPath = behindPath,
): Generator<PartFinding, void> {
  const malformed = evaluateForm(planned)
  if (malformed) {
    yield ['requirement', malformed]
    return
  }
  const destination = destinationOf(planned, world)
  const step = destination ? { ...planned, destination } : planned
  const path = destination && evaluateReach(step, destination, world)
  if (path) yield ['reach', path.finding]
  yield* behind(step, world, path?.via)
  if (step.layers) {
    const layers = evaluateReach(step, step.layers, world)
    yield ['reach', layers.finding]
    const refused = evaluateLayers(step, step.layers, layers.via)
    if (refused) yield ['access', refused]
  }
}

/** What a call meets that has passed its path, and the endpoint `via` which it came. */
type BehindPath = (
  step: LaunchStep,
  world: LaunchWorld,
  via: PassedEndpoint | undefined,
) => Iterable<PartFinding>

function* behindPath(
  step: LaunchStep,
  world: LaunchWorld,
  via: PassedEndpoint | undefined,
): Generator<PartFinding, void> {
  for (const finding of evaluateAccess(step, world, via)) yield ['access', finding]
  for (const finding of requirementFindings(step, world)) yield ['requirement', finding]
}

/** A bucket answers in its own region, whichever the task's is: a gateway endpoint does not lead to another. */
function destinationOf(
  { destination, requires }: LaunchStep,
  world: LaunchWorld,
): StepDestination | undefined {
  if (requires.kind !== 'env-file' || destination === undefined) return destination
  const bucket = world.bucket(requires.bucket)
  if (!bucket.known || bucket.absent) return destination
  return { ...destination, ...awsDestination('s3', bucket.value.region) }
}

function* requirementFindings(step: LaunchStep, world: LaunchWorld): Findings {
  const { requires } = step
  switch (requires.kind) {
    case 'secret':
      yield* evaluateSecret(step, requires.reference, world)
      return
    case 'registry-credentials':
      yield* evaluateRegistryCredentials(step, requires, world)
      return
    case 'parameters':
      yield* evaluateParameters(step, requires.references, world)
      return
    case 'env-file':
      yield* evaluateEnvFile(step, requires, world)
      return
    default:
      yield grounded(requirementVerdict(step, requires, world), { kind: 'requirement', requires })
  }
}

type PlainRequirement = Exclude<
  LaunchStep['requires'],
  { kind: 'secret' | 'registry-credentials' | 'parameters' | 'env-file' }
>

function requirementVerdict(step: LaunchStep, requires: PlainRequirement, world: LaunchWorld): Verdict {
  switch (requires.kind) {
    case 'role':
      return evaluateRole(step, requires, world)
    case 'subnet':
      return evaluateSubnets(step, requires, world)
    case 'log-destination':
      return evaluateLogDestination(step, requires.log, world)
    case 'image':
      return evaluateImage(requires, world)
    case 'dependencies':
      return requires.cycle ? fails('dependencies-unresolvable', { taskArn: step.task.taskArn }) : holds()
    case 'file-system':
      return unknown(`looking up file system ${requires.fileSystemId}`)
    case 'target-group':
      return unknown(`looking up target group ${requires.targetGroupArn}`)
    case 'service-registry':
      return unknown(`looking up service registry ${requires.registryArn}`)
    case 'namespace':
      return unknown(`looking up namespace ${requires.namespace}`)
    case 'nothing':
      return holds()
  }
}
