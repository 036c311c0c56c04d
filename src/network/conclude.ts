import type { Hop, NetworkCause, ReachVerdict, ReachWalk } from '../model/network/reach-verdict.ts'
import type { Walk } from './walk.ts'

/** What a verdict says beside its hops and way. */
export type Tried = Omit<ReachWalk, 'hops' | 'path' | 'endpoint'>

/** The verdict of a walk: one hop that stops is enough, and one that is not known leaves it open. */
export function conclude({ hops, path, endpoint }: Walk, tried: Tried): ReachVerdict {
  const walk: ReachWalk = { hops, ...tried, ...(path && { path }), ...(endpoint && { endpoint }) }
  const obstacles = hops.filter(({ passes }) => passes === 'no')
  const [stoppedAt] = obstacles
  if (stoppedAt) {
    const { cause, outcome = 'timeout' } = stoppedAt
    return { kind: 'unreachable', ...walk, stoppedAt, obstacles, ...(cause && { cause }), outcome }
  }
  const open = hops.find(({ passes }) => passes === 'unknown')
  if (open) return { kind: 'unknown', ...walk, settledBy: open.settledBy ?? open.fact }
  return { kind: 'reachable', ...walk }
}

/** Gives every hop that stops this cause, and this outcome where one is given. */
export function blame(hops: readonly Hop[], cause: NetworkCause, outcome?: Hop['outcome']): Hop[] {
  return hops.map((hop) => (hop.passes === 'no' ? { ...hop, cause, ...(outcome && { outcome }) } : hop))
}
