import { Fault } from '../../fault.ts'
import { paginate } from '../../paging.ts'

/** What KMS's listings take. */
export interface MarkerRequest {
  readonly Limit?: number
  readonly Marker?: string
}

/** One page, with the members that KMS's listings answer beside their items. */
export interface MarkerPage<Item> {
  readonly items: Item[]
  readonly rest: { readonly Truncated: boolean; readonly NextMarker?: string }
}

/** Cuts a listing into KMS's pages. Throws InvalidMarkerException. */
export function markerPage<Item>(
  items: readonly Item[],
  { Limit, Marker }: MarkerRequest,
  defaultLimit: number,
  keyOf: (item: Item) => string,
): MarkerPage<Item> {
  const invalidToken = (): Fault => new Fault('InvalidMarkerException', 'The marker is not valid.')
  const page = paginate(items, { keyOf, token: Marker, limit: Limit ?? defaultLimit, invalidToken })
  const { nextToken } = page
  const rest = nextToken === undefined ? { Truncated: false } : { Truncated: true, NextMarker: nextToken }
  return { items: page.items, rest }
}
