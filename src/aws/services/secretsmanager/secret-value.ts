import type { KeyRow } from '../../../model/kms/key.ts'
import type { SecretVersionRow } from '../../../model/secretsmanager/secret.ts'
import type { Transaction, View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { RequestContext } from '../../operation.ts'
import { decryptWith, encryptWith, repeatKmsFault } from '../kms/encrypt-with.ts'

/** The key of a secret for which none was named. */
export const defaultKeyId = 'alias/aws/secretsmanager'

/** A value in the clear. */
export interface SecretValue {
  readonly kind: SecretVersionRow['kind']
  readonly bytes: Buffer
}

/** Which version of which secret a value belongs to: its ciphertext is bound to both. */
export type VersionOfSecret = Pick<SecretVersionRow, 'secretArn' | 'versionId' | 'kmsKeyId'>

/** Encrypts a version's value. Throws EncryptionFailure. */
export function encryptSecret(
  tx: Transaction,
  version: VersionOfSecret,
  value: SecretValue,
  context: RequestContext,
): string {
  try {
    const keyId = version.kmsKeyId ?? defaultKeyId
    return encryptWith(tx, keyId, value.bytes, boundTo(version), context).ciphertext.toString('base64')
  } catch (error) {
    const prefix = "Secrets Manager can't encrypt the secret value: "
    throw error instanceof Fault
      ? new Fault('EncryptionFailure', prefix + repeatKmsFault(error, context.requestId))
      : error
  }
}

/** Decrypts a version's value. Throws KMS's Fault where its key does not allow it. */
export function decryptSecret(
  view: View,
  version: SecretVersionRow,
  now: number,
): SecretValue & { readonly key: KeyRow } {
  const ciphertext = Buffer.from(version.ciphertext, 'base64')
  const { plaintext, key } = decryptWith(view, ciphertext, boundTo(version), now)
  return { kind: version.kind, bytes: plaintext, key }
}

/** KMS's refusal to decrypt, as Secrets Manager hands it on. */
export function decryptionFailure(fault: Fault, requestId: string): Fault {
  const message = `Secrets Manager can't decrypt the secret value: ${repeatKmsFault(fault, requestId)}`
  return new Fault('DecryptionFailure', message)
}

function boundTo({ secretArn, versionId }: VersionOfSecret): Record<string, string> {
  return { SecretARN: secretArn, SecretVersionId: versionId }
}
