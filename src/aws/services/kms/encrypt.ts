import type { EncryptRequest, EncryptResponse } from '@aws-sdk/client-kms'
import type { Operation } from '../../operation.ts'
import { encryptWith } from './encrypt-with.ts'
import { endDryRun, requireSymmetric } from './requested-features.ts'

/** Encrypts up to 4096 bytes. */
export const encrypt: Operation<EncryptRequest, EncryptResponse> = (tx, request, context) => {
  const { KeyId = '', Plaintext = new Uint8Array(), EncryptionContext = {}, EncryptionAlgorithm } = request
  const { ciphertext, key } = encryptWith(tx, KeyId, Plaintext, EncryptionContext, context)
  requireSymmetric(EncryptionAlgorithm)
  endDryRun(request.DryRun)
  return { CiphertextBlob: ciphertext, KeyId: key.arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' }
}
