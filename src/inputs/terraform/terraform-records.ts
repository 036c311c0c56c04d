import type { AssumedPlace, ReadRecords } from '../records/read-records.ts'
import type { SyntaxMap } from '../syntax/syntax.ts'
export function terraformRecords(_root: SyntaxMap, _place: AssumedPlace): ReadRecords {
  return { records: [], problems: [] }
}
