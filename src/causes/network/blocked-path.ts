import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import type { NetworkCause } from '../../model/network/reach-verdict.ts'
import type { CauseAnswer, CauseFacts, FoundRoot } from '../cause.ts'
import { findPathBlocked } from '../path-blocked.ts'

/** Looks for a blocked path as `findPathBlocked` does, and adds what fixes need: the groups and subnets of the task. */
export function findBlockedPath(
  launch: EvaluatedLaunch,
  code: NetworkCause,
  concerns?: (step: LaunchStep) => boolean,
): CauseAnswer {
  const answer = findPathBlocked(launch, code, concerns)
  if (answer.found.length === 0) return answer
  const { subnets = [], securityGroups = [] } = launch.request.networkConfiguration ?? {}
  const own = { taskGroup: securityGroups[0], taskSubnet: subnets[0] }
  return {
    ...answer,
    found: answer.found.map((found) => ({
      ...found,
      facts: { ...own, ...found.facts },
      root: rootOfPath(found.facts, launch),
    })),
  }
}

/** The hop that stops a path, for all the calls that it stops: mostly a resource, and for want of an address the task. */
export function rootOfPath(
  { hop, hopKind, hopSource, blamed, subnets }: CauseFacts,
  { request }: EvaluatedLaunch,
): FoundRoot {
  const key = [hopKind, hop, blamed, subnets].join(' ')
  const hasAddress = request.networkConfiguration?.assignPublicIp === 'ENABLED'
  if (hopKind === 'internet-gateway' && !hasAddress)
    return { key, part: 'networkConfiguration/assignPublicIp' }
  return hopSource !== undefined && /:\d+:\d+$/.test(hopSource) ? { key, place: hopSource } : { key }
}

/** The step that reads from a registry which is not Amazon ECR's own. */
export function readsForeignRegistry({ destination }: LaunchStep): boolean {
  return destination?.service === 'registry'
}

/** The step that pulls an image from Amazon ECR. */
export function pullsFromEcr({ kind, destination }: LaunchStep): boolean {
  return kind === 'image' && destination?.service === 'ecr.dkr'
}

/** A step that calls an AWS service and neither mounts a file system nor reads another registry. */
export function callsAws({ kind, destination }: LaunchStep): boolean {
  return destination !== undefined && destination.service !== 'registry' && kind !== 'volume'
}

/**
 * The message of a blocked path: who does not start and where, what stands in the way, and the hop that shows it.
 * `what` must be true without any facts.
 */
export function pathMessage({ subject, subnets, launches, hopFact }: CauseFacts, what: string): string {
  if (subject === undefined) return hopFact === undefined ? what : `${what}: ${hopFact}`
  const where = subnets === undefined ? '' : ` in ${subnets}${launches === undefined ? '' : ` (${launches})`}`
  return `task \`${subject}\` will not start${where}: ${what}${hopFact === undefined ? '' : `: ${hopFact}`}`
}

/** What was called, as far as it is known. */
export function calledHost({ hosts, host, name, address }: CauseFacts, otherwise: string): string {
  return hosts ?? host ?? name ?? address ?? otherwise
}

/** The first of several ids, or a placeholder to fill in. */
export function firstId(ids: string | undefined, placeholder: string): string {
  return ids?.split(' ')[0] ?? placeholder
}
