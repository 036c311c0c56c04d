import type { DecryptRequest, DecryptResponse } from '@aws-sdk/client-kms'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { decryptWith, keyOfCiphertext, type Decrypted } from './encrypt-with.ts'
import { findKey } from './find-key.ts'
import type { EncryptionContext } from './key-material.ts'
import { endDryRun, refuseUnsupported, requireSymmetric } from './requested-features.ts'

/** Decrypts what Encrypt, GenerateDataKey or ReEncrypt made. */
export const decrypt: Operation<DecryptRequest, DecryptResponse> = (tx, request, { now }) => {
  refuseUnsupported({
    'Decrypt with Recipient': request.Recipient !== undefined,
    'Decrypt with DryRunModifiers': request.DryRunModifiers !== undefined,
  })
  requireSymmetric(request.EncryptionAlgorithm)
  const { KeyId, CiphertextBlob = new Uint8Array(), EncryptionContext = {} } = request
  const { plaintext, key } = decryptUnder(tx, KeyId, Buffer.from(CiphertextBlob), EncryptionContext, now)
  endDryRun(request.DryRun)
  return {
    KeyId: key.arn,
    Plaintext: plaintext,
    EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    KeyMaterialId: key.materialId,
  }
}

/** Decrypts, and refuses another key than the one that the caller names. Throws IncorrectKeyException. */
export function decryptUnder(
  view: View,
  keyId: string | undefined,
  ciphertext: Buffer,
  context: EncryptionContext,
  now: number,
): Decrypted {
  if (keyId !== undefined) {
    const named = findKey(view, keyId, now)
    if (named.keyId !== keyOfCiphertext(view, ciphertext, now).keyId) {
      const message = 'The key ID in the request does not identify a CMK that can perform this operation.'
      throw new Fault('IncorrectKeyException', message)
    }
  }
  return decryptWith(view, ciphertext, context, now)
}
