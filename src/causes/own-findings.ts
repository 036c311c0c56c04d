import type { Cause } from './cause.ts'

/** What rules of a report say about a finding. */
export type FindingRule = Pick<Cause, 'code' | 'summary' | 'rationale'> & Partial<Pick<Cause, 'source'>>

/** Findings that are about what was asked of the check itself, and not about why a task would not start. */
export const ownFindings: readonly FindingRule[] = [
  {
    code: 'suppression-expired',
    summary: 'a finding was to be ignored until a day that is over',
    rationale:
      'A finding is ignored for a time, so that somebody looks again. The day is over: the finding is reported once more, and the entry is to be renewed or removed.',
  },
  {
    code: 'suppression-incomplete',
    summary: 'what is to ignore a finding names no cause that there is, or gives no reason',
    rationale:
      'Whoever reads it later has to know why the finding is no trouble. Without a cause or without a reason it is not followed.',
  },
]
