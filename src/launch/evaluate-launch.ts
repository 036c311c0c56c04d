import type { LaunchRequest } from '../model/launch/request.ts'
import type { LaunchStep } from '../model/launch/step.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import { effectiveTask } from './effective-task.ts'
import type { EvaluatedLaunch, LaunchOutcome, LaunchSubject, StepInSubnet } from './evaluated-launch.ts'
import { reportStep, reportStepIn } from './evaluate-step.ts'
import { launchSteps } from './launch-steps.ts'

/**
 * The world as a task in this subnet sees it; without one, as far as it is the same everywhere. Only what can be reached
 * differs from one subnet to the next.
 */
export type WorldInSubnet = (subnetId: string | undefined) => LaunchWorld

/**
 * Evaluates every step of a launch in every subnet that the task may be started in. A step for which the subnet makes
 * no difference is evaluated once. Nothing is performed.
 */
export function evaluateLaunch(
  request: LaunchRequest,
  subject: LaunchSubject,
  worldIn: WorldInSubnet,
  outcome?: LaunchOutcome,
): EvaluatedLaunch {
  const subnetIds = subnetsOf(request)
  const worlds = subnetIds.map((subnetId) => worldIn(subnetId))
  const world = worldIn(undefined)
  const task = effectiveTask(request)
  const steps = launchSteps(request, task).map((step) => ({
    step,
    inSubnets:
      subnetIds.length > 0 && dependsOnSubnet(step)
        ? inEachSubnet(step, subnetIds, worlds)
        : [reportStep(step, world)],
  }))
  return {
    subject,
    request,
    task,
    steps,
    world,
    worldsIn: new Map(subnetIds.map((subnetId, index) => [subnetId, worlds[index] ?? world])),
    ...(outcome === undefined ? {} : { outcome }),
  }
}

function inEachSubnet(
  step: LaunchStep,
  subnetIds: readonly string[],
  worlds: readonly LaunchWorld[],
): readonly StepInSubnet[] {
  const reports =
    step.requires.kind === 'subnet'
      ? worlds.map((world, index) => reportStep(narrowed(step, subnetIds[index] ?? ''), world))
      : reportStepIn(step, worlds)
  return reports.map((report, index) => ({ subnetId: subnetIds[index] ?? '', ...report }))
}

/** The subnets that the task's interface may be made in; none where the task shares its host's network. */
function subnetsOf({ definition, networkConfiguration }: LaunchRequest): readonly string[] {
  if (definition.networkMode !== 'awsvpc') return []
  return [...new Set(networkConfiguration?.subnets ?? [])]
}

function dependsOnSubnet({ destination, layers, requires }: LaunchStep): boolean {
  return destination !== undefined || layers !== undefined || requires.kind === 'subnet'
}

/** The interface is asked for in one subnet at a time. */
function narrowed(step: LaunchStep, subnetId: string): LaunchStep {
  const { requires } = step
  return requires.kind === 'subnet' ? { ...step, requires: { ...requires, subnetIds: [subnetId] } } : step
}
