import type { GenerateDataKeyRequest, GenerateDataKeyResponse } from '@aws-sdk/client-kms'
import type { Operation } from '../../operation.ts'
import { dataKey } from './data-key.ts'
import { endDryRun, refuseUnsupported } from './requested-features.ts'

/** Gives a data key in the clear and encrypted. */
export const generateDataKey: Operation<GenerateDataKeyRequest, GenerateDataKeyResponse> = (
  tx,
  request,
  context,
) => {
  refuseUnsupported({ 'GenerateDataKey with Recipient': request.Recipient !== undefined })
  const { ciphertext, plaintext, key } = dataKey(tx, request, context)
  endDryRun(request.DryRun)
  return { CiphertextBlob: ciphertext, Plaintext: plaintext, KeyId: key.arn, KeyMaterialId: key.materialId }
}
