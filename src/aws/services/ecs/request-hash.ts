import { createHash } from 'node:crypto'

/** A fingerprint of a request, in which the order of members does not matter. */
export function requestHash(request: object): string {
  return createHash('sha256').update(JSON.stringify(request, sorted)).digest('hex')
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
