import type { Untold } from './live-account.ts'

/** What is not asked for, because it belongs to another account: only that account can tell. */
export function foreign(what: string, owner: string): Untold {
  return {
    kind: 'unknown',
    source: '',
    reason: `${what} belongs to account ${owner}`,
    settledBy: `reading account ${owner}`,
    isDenied: false,
  }
}
