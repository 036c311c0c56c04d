import type { LaunchStep } from '../model/launch/step.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import type { Verdict } from '../model/verdict.ts'
import { evaluateAccess } from './evaluate-access.ts'
import { evaluateImage } from './evaluate-image.ts'
import { evaluateLogDestination } from './evaluate-log-destination.ts'
import { evaluateEnvFile } from './evaluate-env-file.ts'
import { evaluateReach } from './evaluate-reach.ts'
import { evaluateRole } from './evaluate-role.ts'
import { evaluateParameters, evaluateRegistryCredentials, evaluateSecret } from './evaluate-secret.ts'
import { fails, holds, unknown } from './verdicts.ts'

/**
 * Whether one step of a launch holds in this world. What a call would meet first is asked first: the path, then the
 * permission, then the thing itself. A step that fails anywhere fails; one that is nowhere known to fail and somewhere
 * not known is unknown, which never stops a task.
 */
export function evaluateStep(step: LaunchStep, world: LaunchWorld): Verdict {
  const parts: Verdict[] = []
  for (const evaluate of [
    () => evaluateForm(step),
    () => evaluateReach(step, world),
    () => evaluateAccess(step, world),
  ]) {
    const verdict = evaluate()
    if (verdict.kind === 'fails') return verdict
    parts.push(verdict)
  }
  const requirement = evaluateRequirement(step, world)
  return requirement.kind === 'fails' ? requirement : combined([...parts, requirement])
}

function combined(parts: readonly Verdict[]): Verdict {
  const evidence = parts.flatMap((part) => part.evidence ?? [])
  const open = parts.flatMap((part) => (part.kind === 'unknown' ? [part.settledBy] : []))
  return open.length > 0 ? unknown([...new Set(open)].join('; '), evidence) : holds(evidence)
}

/** What is wrong before any call is made: the launcher refuses it itself. */
function evaluateForm({ requires }: LaunchStep): Verdict {
  if (requires.kind === 'secret' && 'malformed' in requires.reference) {
    const { malformed, valueFrom } = requires.reference
    if (malformed === 'arn-fields') return fails('secret-arn-invalid', { valueFrom })
  }
  return holds([])
}

function evaluateRequirement(step: LaunchStep, world: LaunchWorld): Verdict {
  const { requires } = step
  switch (requires.kind) {
    case 'role':
      return evaluateRole(step, requires, world)
    case 'subnet':
      return evaluateSubnets(step, requires, world)
    case 'secret':
      return evaluateSecret(step, requires.reference, world)
    case 'registry-credentials':
      return evaluateRegistryCredentials(step, requires, world)
    case 'parameters':
      return evaluateParameters(requires.references, world)
    case 'env-file':
      return evaluateEnvFile(step, requires, world)
    case 'log-destination':
      return evaluateLogDestination(step, requires.log, world)
    case 'image':
      return evaluateImage(requires, world)
    case 'dependencies':
      return requires.cycle ? fails('dependencies-unresolvable', { taskArn: step.task.taskArn }) : holds([])
    case 'file-system':
      return unknown(`looking up file system ${requires.fileSystemId} and its mount targets`)
    case 'target-group':
      return unknown(`looking up target group ${requires.targetGroupArn}`)
    case 'service-registry':
      return unknown(`looking up service registry ${requires.registryArn}`)
    case 'namespace':
      return unknown(`looking up namespace ${requires.namespace}`)
    default:
      return nothingRequired(requires)
  }
}

/** Takes only what is left of the kinds, so that a new kind is not taken to hold. */
function nothingRequired(_requires: { readonly kind: 'nothing' }): Verdict {
  return holds()
}

/** Any subnet with a free address will do here; which one a task gets is decided by its placement. */
function evaluateSubnets(
  step: LaunchStep,
  { subnetIds, assignPublicIp }: { readonly subnetIds: readonly string[]; readonly assignPublicIp: boolean },
  world: LaunchWorld,
): Verdict {
  const subnets = subnetIds.map((subnetId) => ({ subnetId, fact: world.subnet(step.task.region, subnetId) }))
  for (const { subnetId, fact } of subnets) {
    if (!fact.known) return unknown(fact.settledBy)
    if (!fact.absent && fact.value.freeAddresses > 0) {
      return holds([
        { fact: `subnet ${subnetId} has ${fact.value.freeAddresses} free addresses`, source: fact.source },
      ])
    }
  }
  const full = subnets.find(({ fact }) => fact.known && !fact.absent)
  if (full === undefined) return unknown(`looking up the subnets ${subnetIds.join(', ')}`)
  return fails(assignPublicIp ? 'subnet-full-public-ip' : 'subnet-full', { subnetId: full.subnetId })
}
