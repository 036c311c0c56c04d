import type { Failure } from '../model/verdict.ts'

/** Facts that differ from one launch to the next: they say nothing about the cause. */
const passing = new Set([
  'attempts',
  'requestId',
  'extendedRequestId',
  'hostId',
  'address',
  'taskArn',
  'taskId',
  'principal',
  'reason',
])

/**
 * Whether a failure that was read from a text is the one that a launch shows: the same code, and no fact of the one
 * contradicts the other. What a text has redacted or cut contradicts nothing.
 */
export function agreement(read: Failure, shown: Failure | undefined): boolean {
  if (shown === undefined || read.code !== shown.code) return false
  return Object.entries(read.facts).every(([name, value]) => {
    const other = shown.facts[name]
    return passing.has(name) || other === undefined || alike(String(value), String(other))
  })
}

function alike(read: string, shown: string): boolean {
  if (read === shown) return true
  const pattern = read
    .split(/(?:\*+|x{3,}|<[^>]*>|\.{3,}|…|\d{12})/i)
    .map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.*')
  return new RegExp(`^${pattern}`).test(shown)
}
