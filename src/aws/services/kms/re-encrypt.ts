import type { ReEncryptRequest, ReEncryptResponse } from '@aws-sdk/client-kms'
import type { Operation } from '../../operation.ts'
import { decryptUnder } from './decrypt.ts'
import { encryptWith } from './encrypt-with.ts'
import { endDryRun, refuseUnsupported, requireSymmetric } from './requested-features.ts'

/** Moves a ciphertext under another key or encryption context. */
export const reEncrypt: Operation<ReEncryptRequest, ReEncryptResponse> = (tx, request, context) => {
  const { CiphertextBlob = new Uint8Array(), SourceKeyId, DestinationKeyId = '' } = request
  refuseUnsupported({ 'ReEncrypt with DryRunModifiers': request.DryRunModifiers !== undefined })
  requireSymmetric(request.SourceEncryptionAlgorithm)
  requireSymmetric(request.DestinationEncryptionAlgorithm)
  const from = request.SourceEncryptionContext ?? {}
  const source = decryptUnder(tx, SourceKeyId, Buffer.from(CiphertextBlob), from, context.now)
  const to = request.DestinationEncryptionContext ?? {}
  const { ciphertext, key } = encryptWith(tx, DestinationKeyId, source.plaintext, to, context)
  endDryRun(request.DryRun)
  return {
    CiphertextBlob: ciphertext,
    SourceKeyId: source.key.arn,
    KeyId: key.arn,
    SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    DestinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    SourceKeyMaterialId: source.key.materialId,
    DestinationKeyMaterialId: key.materialId,
  }
}
