import type { FoundPolicy } from '../../model/iam/policy-world.ts'
import { Unresolved } from '../../model/template.ts'
import type { EvaluatedValue } from '../../model/template.ts'
import { sourceAt } from '../records/project-records.ts'
import type { RecordPath, WorldRecord } from '../records/world-record.ts'

/** A policy document of a record as it takes part. One that may not be made is as good as not read. */
export function policyOf(
  name: string,
  record: WorldRecord,
  document: EvaluatedValue | undefined,
  path: RecordPath,
): FoundPolicy {
  if (record.conditional)
    return { name, settledBy: `${record.conditional.reason}: ${record.conditional.settledBy}` }
  if (document === undefined || document === null) return { name, settledBy: `the text of ${name}` }
  if (document instanceof Unresolved) {
    return { name, settledBy: `the text of ${name}, which is not known: ${document.reason}` }
  }
  return { name, document, source: sourceAt(record, ...path) }
}
