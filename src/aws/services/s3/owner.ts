import { createHash } from 'node:crypto'

/** The canonical user id of an account, 64 hexadecimal digits. */
export function canonicalId(account: string): string {
  return createHash('sha256').update(`canonical user of ${account}`).digest('hex')
}

/** An account as S3 names the owner of a bucket or an object. */
export function ownerOf(account: string): { ID: string } {
  return { ID: canonicalId(account) }
}
