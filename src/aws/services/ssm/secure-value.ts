import type { KeyRow } from '../../../model/kms/key.ts'
import type { Transaction, View } from '../../../model/state.ts'
import type { ParameterVersionRow } from '../../../model/ssm/parameter.ts'
import { Fault } from '../../fault.ts'
import type { RequestContext } from '../../operation.ts'
import { decryptWith, encryptWith, repeatKmsFault } from '../kms/encrypt-with.ts'

/** The key of a SecureString for which none was named. */
export const defaultKeyId = 'alias/aws/ssm'

/** What a SecureString held, and its key. */
export interface SecureValue {
  readonly value: string
  readonly key: KeyRow
}

/** Encrypts a SecureString, bound to its parameter's ARN as Parameter Store does. Throws InvalidKeyId. */
export function encryptValue(
  tx: Transaction,
  parts: { readonly arn: string; readonly value: string; readonly keyId: string },
  context: RequestContext,
): string {
  const bound = { PARAMETER_ARN: parts.arn }
  try {
    return encryptWith(tx, parts.keyId, Buffer.from(parts.value), bound, context).ciphertext.toString(
      'base64',
    )
  } catch (error) {
    throw invalidKeyId(error, context.requestId)
  }
}

/** Decrypts a SecureString. Throws KMS's Fault where its key does not allow it. */
export function decryptValue(view: View, { arn, value }: ParameterVersionRow, now: number): SecureValue {
  const { plaintext, key } = decryptWith(view, Buffer.from(value, 'base64'), { PARAMETER_ARN: arn }, now)
  return { value: plaintext.toString(), key }
}

/** KMS's answer as Parameter Store hands it on; anything but a Fault stays what it is. */
export function invalidKeyId(error: unknown, requestId: string): unknown {
  return error instanceof Fault ? new Fault('InvalidKeyId', repeatKmsFault(error, requestId)) : error
}
