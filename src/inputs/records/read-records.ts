import type { Problem } from '../input-error.ts'
import type { Source } from '../../model/template.ts'
import type { WorldRecord } from './world-record.ts'

/** Where resources are that do not say so themselves. */
export interface AssumedPlace {
  readonly account: string
  readonly region: string
}

/** A property that its resource does not have, or not so. */
export interface MisplacedProperty {
  /** Logical id or the file's own name for the resource, and its type. */
  readonly resource: string
  readonly type: string
  /** One line without a full stop. */
  readonly message: string
  /** The name that was probably meant. */
  readonly meant?: string
  /** Whether it is refused for sure. */
  readonly isCertain: boolean
  readonly source: Source
}

/** What was read from an input. */
export interface ReadRecords {
  readonly records: readonly WorldRecord[]
  /** What is wrong with single resources; those are left out, and what refers to them is unknown. */
  readonly problems: readonly Problem[]
  /** Properties that are taken for unknown or left out, and that a deployment refuses. */
  readonly misplaced?: readonly MisplacedProperty[]
}
