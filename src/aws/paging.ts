import type { Fault } from './fault.ts'

/** One page of a listing. */
export interface Page<Item> {
  readonly items: Item[]
  /** Set where there is more. */
  readonly nextToken: string | undefined
}

/** What a caller asked for, and what the service allows. */
export interface PageRequest<Item> {
  readonly keyOf: (item: Item) => string
  readonly token: string | undefined
  readonly limit: number
  /** What the service answers to a token it did not give. */
  readonly invalidToken: () => Fault
}

const TOKEN = /^[A-Za-z0-9_-]+$/

/**
 * Cuts a listing into pages. The token names the last item given, so that a page goes on behind it even when items
 * were added or removed in between; where that very item has gone, its position is used.
 */
export function paginate<Item>(items: readonly Item[], request: PageRequest<Item>): Page<Item> {
  const start = request.token === undefined || request.token === '' ? 0 : startAfter(items, request)
  const end = start + request.limit
  const last = items[end - 1]
  const nextToken = last !== undefined && end < items.length ? tokenOf(end, request.keyOf(last)) : undefined
  return { items: items.slice(start, end), nextToken }
}

function startAfter<Item>(
  items: readonly Item[],
  { token = '', keyOf, invalidToken }: PageRequest<Item>,
): number {
  const text = TOKEN.test(token) ? Buffer.from(token, 'base64url').toString('utf8') : ''
  const match = /^(\d+):(.*)$/s.exec(text)
  if (!match) throw invalidToken()
  const [, position = '0', key = ''] = match
  const at = Number(position)
  const before = items[at - 1]
  if (before !== undefined && keyOf(before) === key) return at
  const found = items.findIndex((item) => keyOf(item) === key)
  return found === -1 ? Math.min(at, items.length) : found + 1
}

function tokenOf(position: number, key: string): string {
  return Buffer.from(`${position}:${key}`).toString('base64url')
}
