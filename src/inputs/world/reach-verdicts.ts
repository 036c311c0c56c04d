import type { Destination } from '../../model/network/destination.ts'
import type { InterfacePlacement } from '../../model/network/interface-placement.ts'
import type { NetworkWorld } from '../../model/network/network-world.ts'
import type { ReachVerdict } from '../../model/network/reach-verdict.ts'
import { reach } from '../../network/reach.ts'

/** Verdicts of one unchanging project, each worked out once: many tasks stand in the same place and call the same. */
export class ReachVerdicts {
  private readonly known = new Map<string, ReachVerdict>()

  /** Whether an interface that stands there reaches a destination. */
  reach(from: InterfacePlacement, to: Destination, network: NetworkWorld): ReachVerdict {
    const key = JSON.stringify([network.region, from, to])
    const verdict = this.known.get(key) ?? reach(from, to, network)
    this.known.set(key, verdict)
    return verdict
  }
}
