import type { SecretValue } from './secret-value.ts'
import { invalidParameter, invalidRequest } from './secret-faults.ts'

/** The members of a request that carry a value. */
export interface ValueRequest {
  readonly SecretString?: string
  readonly SecretBinary?: Uint8Array
  readonly ClientRequestToken?: string
}

/** The value in a request, or undefined where there is none. */
export function givenValue({ SecretString, SecretBinary }: ValueRequest): SecretValue | undefined {
  if (SecretString !== undefined && SecretBinary !== undefined) {
    throw invalidParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    )
  }
  if (SecretString !== undefined) return { kind: 'string', bytes: Buffer.from(SecretString) }
  return SecretBinary === undefined ? undefined : { kind: 'binary', bytes: Buffer.from(SecretBinary) }
}

/** The id of the version that a request makes. AWS's clients fill it in; a bare request must give one. */
export function requireToken({ ClientRequestToken }: ValueRequest): string {
  if (ClientRequestToken !== undefined) return ClientRequestToken
  throw invalidRequest('You must provide a ClientRequestToken value. We recommend a UUID-type value.')
}
