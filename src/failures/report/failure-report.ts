/** A message of a report, and where it stood. */
export interface ReportMessage {
  readonly text: string
  /** The field it stood in, e.g. `tasks[0].stoppedReason`, or `text`. */
  readonly source: string
}

/** What somebody hands in about a failure, as messages: the most telling first. */
export interface FailureReport {
  readonly messages: readonly ReportMessage[]
  /** The task definitions, services and tasks that the report names, as ARNs or names. */
  readonly names: readonly string[]
}
