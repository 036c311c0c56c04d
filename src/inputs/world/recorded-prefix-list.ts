import type { PrefixListFacts } from '../../model/network/facts.ts'
import { firstUnknown, mapsAt, sourceAt, type ProjectRecords } from '../records/project-records.ts'

/** A prefix list whose blocks are known. Those of AWS's need no record. */
export function recordedPrefixList(records: ProjectRecords, id: string): PrefixListFacts | undefined {
  const record = records.find('AWS::EC2::PrefixList', id)
  if (!record || firstUnknown(record.properties.Entries)) return undefined
  const cidrs = mapsAt(record, 'Entries').flatMap(([, { Cidr }]) => records.textOf(Cidr) ?? [])
  const prefixListName = records.text(record, 'PrefixListName') ?? id
  return { prefixListId: id, prefixListName, cidrs, source: sourceAt(record) }
}
