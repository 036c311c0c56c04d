import type { FreshIds } from '../../operation.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Unique ids: `AROA` roles, `AIDA` users, `ANPA` managed policies, `AIPA` instance profiles; 17 characters follow. */
export function uniqueId(prefix: 'AROA' | 'AIDA' | 'ANPA' | 'AIPA', fresh: FreshIds): string {
  return prefix + fresh.text(17, alphabet)
}

/** `arn:aws:iam::ACCOUNT:role/path/name` */
export function iamArn(
  account: string,
  kind: 'role' | 'user' | 'policy' | 'instance-profile',
  path: string,
  name: string,
): string {
  return `arn:aws:iam::${account}:${kind}${path}${name}`
}

/**
 * The id of a policy that AWS manages. AWS's own are not published; this one is made from the ARN, so that it stays.
 */
export function managedPolicyId(arn: string): string {
  let state = 7n
  for (const character of arn) state = (state * 1_000_003n + BigInt(character.charCodeAt(0))) % 2n ** 85n
  return `ANPA${Array.from({ length: 17 }, (_, index) => alphabet.charAt(Number((state >> BigInt(5 * index)) & 31n))).join('')}`
}
