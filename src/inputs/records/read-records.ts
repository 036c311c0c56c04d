import type { Problem } from '../input-error.ts'
import type { WorldRecord } from './world-record.ts'

/** Where resources are that do not say so themselves. */
export interface AssumedPlace {
  readonly account: string
  readonly region: string
}

/** What was read from an input. */
export interface ReadRecords {
  readonly records: readonly WorldRecord[]
  /** What is wrong with single resources; those are left out, and what refers to them is unknown. */
  readonly problems: readonly Problem[]
}
