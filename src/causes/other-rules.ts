import { ownFindings, type FindingRule } from './own-findings.ts'
import { registrationFindingRules } from './registration/finding-rules.ts'

/** What reports say about findings that are no root cause of the vocabulary. */
export const otherRules: readonly FindingRule[] = [...ownFindings, ...registrationFindingRules]
