import type { StepDestination } from '../../model/launch/step.ts'
import type { LaunchWorld, ReachAnswer } from '../../model/launch/world.ts'
import type { Hop } from '../../model/network/reach-verdict.ts'

/** What makes a path end: the hop at which it does. */
export type Stop = Pick<Hop, 'kind' | 'fact'> & Partial<Pick<Hop, 'id' | 'cause' | 'outcome'>>

/** The answers of a world in which destinations that match are stopped by this hop, and all others are reached. */
export function blockedBy(
  stop: Stop,
  matches: (destination: StepDestination) => boolean = () => true,
): Pick<LaunchWorld, 'canReach'> {
  return {
    canReach: (destination) =>
      matches(destination) ? unreachable(destination, stop) : { kind: 'reachable' },
  }
}

function unreachable({ host, port }: StepDestination, stop: Stop): ReachAnswer {
  const hop: Hop = { outcome: 'timeout', ...stop, passes: 'no' }
  const { outcome = 'timeout', cause } = hop
  const address = outcome === 'no-such-host' ? undefined : '54.180.184.245'
  return {
    kind: 'unreachable',
    outcome,
    evidence: [{ fact: hop.fact }],
    ...(address === undefined ? {} : { address }),
    verdict: {
      kind: 'unreachable',
      hops: [hop],
      host,
      port,
      stoppedAt: hop,
      obstacles: [hop],
      outcome,
      ...(cause === undefined ? {} : { cause }),
    },
  }
}
