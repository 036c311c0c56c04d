import type { CheckFinding } from '../../causes/check-report.ts'
import type { Source } from '../../model/template.ts'

/** A finding that a project says it lives with. */
export interface Suppression {
  readonly code: string
  readonly subject?: string
  /** Only findings on this line; everywhere where it is absent. */
  readonly line?: { readonly file: string; readonly line: number }
  readonly reason: string
  /** The last day on which it holds, `YYYY-MM-DD`. */
  readonly until?: string
  readonly source: Source
}

/** What a project suppresses, and what is wrong with how it says so. */
export interface Suppressions {
  readonly all: readonly Suppression[]
  readonly warnings: readonly CheckFinding[]
}
