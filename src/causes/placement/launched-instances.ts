import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { InstancePattern } from '../../launch/registration/asked-launch.ts'
import type { Evidence } from '../../model/verdict.ts'
import type { CauseFacts, Found } from '../cause.ts'

/** Why instances of one group are of no use to a launch, with where that was written. */
export interface InstanceFault {
  readonly why: readonly Evidence[]
  readonly place?: string
  /** The part of the launch that is wrong; the cluster where missing, and no place. */
  readonly part?: string
  readonly facts?: CauseFacts
}

/**
 * What is wrong with every Auto Scaling group that brings instances into the cluster of a service on EC2. Where one of
 * them has no such fault the tasks may still be placed; another template may launch more, where it makes the cluster.
 */
export function faultOfInstances(
  launch: EvaluatedLaunch,
  faultOf: (pattern: InstancePattern) => InstanceFault | undefined,
): readonly Found[] {
  const { asked, request, subject, outcome } = launch
  const capacity = asked?.capacity
  const isAsked = request.launchType === 'EC2' && (request.service?.desiredCount ?? 1) > 0
  if (!isAsked || outcome !== undefined || capacity?.patterns === undefined) return []
  const faults = capacity.patterns.map(faultOf)
  const [first] = faults
  if (first === undefined || faults.includes(undefined)) return []
  const { place, facts, part = 'cluster' } = first
  return [
    {
      facts: { subject: subject.name, ...facts },
      why: faults.flatMap((fault) => fault?.why ?? []),
      part,
      ...(place === undefined ? {} : { root: { key: place, place } }),
      ...(capacity.isMadeTogether ? {} : { isDoubtful: true }),
    },
  ]
}

/** Where the size of a task was written: at the task, or at its largest container. */
export function partOf({ request: { definition } }: EvaluatedLaunch, size: 'cpu' | 'memory'): string {
  if (definition[size] !== undefined) return size
  const sized = (definition.containerDefinitions ?? []).toSorted((a, b) => (b[size] ?? 0) - (a[size] ?? 0))
  return `container/${sized[0]?.name ?? ''}/${size}`
}
