import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import { findRow, type Kind, kinds } from './kinds.ts'

const byPrefix = new Map<string, Kind<unknown>>(
  Object.values(kinds).map((kind) => [kind.prefix, kind as unknown as Kind<unknown>]),
)

/** The type of the resource with this id. Throws where there is no such resource. */
export function taggedType(view: View, id: string): string {
  const kind = byPrefix.get(/^[a-z]+(?=-)/.exec(id)?.[0] ?? '')
  if (!kind) throw new Fault('InvalidID', `The ID '${id}' is not valid`)
  findRow(view, kind, id)
  return kind.resourceType
}
