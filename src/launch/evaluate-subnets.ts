import type { LaunchStep, StepRequirement } from '../model/launch/step.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import type { Verdict } from '../model/verdict.ts'
import { interfaceFailure } from './denial-failure.ts'
import { fails, holds, unknown } from './verdicts.ts'

/** Any subnet with a free address will do here; which one a task gets is decided by its placement. */
export function evaluateSubnets(
  step: LaunchStep,
  { subnetIds, assignPublicIp }: Extract<StepRequirement, { kind: 'subnet' }>,
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
  const sourceOf = ({ fact }: (typeof subnets)[number]): string | undefined =>
    fact.known ? fact.source : undefined
  const full = subnets.find(({ fact }) => fact.known && !fact.absent)
  if (full) {
    const code = assignPublicIp ? 'subnet-full-public-ip' : 'subnet-full'
    const evidence = [{ fact: `subnet ${full.subnetId} has no free address`, source: sourceOf(full) }]
    return fails(code, { subnetId: full.subnetId }, evidence)
  }
  const [gone] = subnets
  if (!gone) return unknown('the subnets of the network configuration')
  const { code, facts } = interfaceFailure(step, 'InvalidSubnetID.NotFound')
  return fails(code, facts, [{ fact: `there is no subnet ${gone.subnetId}`, source: sourceOf(gone) }])
}
