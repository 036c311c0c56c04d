import type { EvaluatedValue } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { isMap } from '../records/project-records.ts'

/** The value that a JSON text holds; undefined where it is none, and what is not known as it is. */
export function parsed(value: EvaluatedValue | undefined): EvaluatedValue | undefined {
  if (typeof value !== 'string') return value instanceof Unresolved || isMap(value) ? value : undefined
  try {
    return JSON.parse(value) as EvaluatedValue
  } catch {
    return undefined
  }
}
