import type { FrontDoor } from '../aws/front-door.ts'
import type { StateStore } from '../model/state.ts'
import type { Progress } from './progress.ts'

/** What applying and removing need. */
export interface RunOptions {
  readonly store: StateStore
  readonly door: FrontDoor
  /** Epoch milliseconds of the account's clock. */
  readonly now: () => number
  /** Twelve digits. */
  readonly account: string
  /** How long AWS may take to reach a state, in milliseconds. */
  readonly waitMs: number
  readonly report: (progress: Progress) => void
}
