import type { FreshIds } from '../../operation.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** A secret access key: 40 characters, as AWS's are. */
export function newSecret(fresh: FreshIds): string {
  return fresh.text(40, alphabet)
}

/** A session token. AWS's hold the session in encrypted form; these are random, and the session is kept beside them. */
export function newSessionToken(fresh: FreshIds): string {
  return fresh.bytes(120).toString('base64')
}
