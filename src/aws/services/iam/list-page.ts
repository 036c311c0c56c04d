import { Fault } from '../../fault.ts'
import { paginate } from '../../paging.ts'

const DEFAULT_ITEMS = 100

/** A page of a listing with the members that every IAM listing has. */
export interface ListPage<Item> {
  readonly items: Item[]
  readonly more: { readonly IsTruncated: boolean; readonly Marker?: string }
}

/** Cuts a listing to `MaxItems` after `Marker`. */
export function listPage<Item>(
  items: readonly Item[],
  request: { readonly Marker?: string | undefined; readonly MaxItems?: number | undefined },
  keyOf: (item: Item) => string,
): ListPage<Item> {
  const page = paginate(items, {
    keyOf,
    token: request.Marker,
    limit: request.MaxItems ?? DEFAULT_ITEMS,
    invalidToken: () => new Fault('ValidationError', 'Invalid Marker.'),
  })
  const { nextToken } = page
  return {
    items: page.items,
    more: { IsTruncated: nextToken !== undefined, ...(nextToken && { Marker: nextToken }) },
  }
}

/** Order of names in IAM's listings. */
export function byName<Row>(nameOf: (row: Row) => string): (a: Row, b: Row) => number {
  return (a, b) => {
    const [left, right] = [nameOf(a), nameOf(b)]
    if (left === right) return 0
    return left < right ? -1 : 1
  }
}
