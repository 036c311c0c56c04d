import { Unresolved } from '../../model/template.ts'
import type { EvaluatedValue } from '../../model/template.ts'
import type { ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'

/** Many subjects ask the same of one project. */
const answers = new WeakMap<ProjectRecords, Map<string, string | undefined>>()

/**
 * What would settle to what the records of a type belong: a route of which the plan does not say in which table it is
 * may be in any, so that no table is known to be without it. Undefined where each says it, or names what no other
 * record of the project could be.
 */
export function placeless(records: ProjectRecords, type: string, property: string): string | undefined {
  const known = answers.get(records) ?? new Map<string, string | undefined>()
  answers.set(records, known)
  const key = `${type} ${property}`
  if (!known.has(key)) known.set(key, settling(records, type, property))
  return known.get(key)
}

function settling(records: ProjectRecords, type: string, property: string): string | undefined {
  for (const record of records.ofType(type)) {
    const value: EvaluatedValue | undefined = record.properties[property]
    const parts: readonly EvaluatedValue[] = Array.isArray(value)
      ? (value as readonly EvaluatedValue[])
      : [value ?? null]
    const open = parts.find((part) => part instanceof Unresolved && isItsOwn(part, record))
    if (open instanceof Unresolved) return `${open.reason}: ${open.settledBy}`
  }
  return undefined
}

/**
 * What a value refers to is told where that is known; a value that is only said to be open refers to its own resource,
 * and one that a condition chooses to any.
 */
function isItsOwn({ reference, isChoice }: Unresolved, { id }: WorldRecord): boolean {
  if (isChoice) return true
  return reference !== undefined && (reference.logicalId === id || id.startsWith(`${reference.logicalId} (`))
}
