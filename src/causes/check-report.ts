import type { FailureWhere } from '../failures/entry.ts'
import type { Evidence } from '../model/verdict.ts'
import type { Fix } from './fix.ts'

/** How bad: an error will fail, a warning may. */
export type Severity = 'error' | 'warning'

/** Something that will fail, found before the deploy. */
export interface CheckFinding {
  readonly code: string
  readonly severity: Severity
  /** The service, schedule or task definition, as a person would call it. */
  readonly subject: string
  /** One lower-case line, true on its own. */
  readonly message: string
  /** Where what is wrong was written: `file:line:col`. */
  readonly place?: string
  /** A few words that stand beside the mark under the place. */
  readonly note?: string
  readonly why: readonly Evidence[]
  /** What ECS will print. */
  readonly prints?: string
  /** Where ECS will print it. */
  readonly printedIn?: FailureWhere
  readonly fix: readonly Fix[]
}

/** Something that could not be told, and what would settle it. */
export interface OpenQuestion {
  readonly subjects: readonly string[]
  /** What would settle it, e.g. `whether secret db exists in the account`. */
  readonly settledBy: string
}

/** A finding that the project says it lives with. */
export interface SuppressedFinding {
  readonly finding: CheckFinding
  readonly reason: string
  /** The last day on which it is suppressed, `YYYY-MM-DD`. */
  readonly until?: string
  /** Where the project says so: `file:line:col`. */
  readonly source: string
}

/** Everything that a check found, and what it could not tell. */
export interface CheckReport {
  /** Of this shape; it grows when a field changes its meaning or goes. */
  readonly version: 1
  readonly findings: readonly CheckFinding[]
  readonly suppressed: readonly SuppressedFinding[]
  readonly unknown: readonly OpenQuestion[]
  readonly checked: { readonly launches: number; readonly steps: number }
}
