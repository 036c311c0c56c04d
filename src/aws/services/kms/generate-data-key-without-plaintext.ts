import type {
  GenerateDataKeyWithoutPlaintextRequest,
  GenerateDataKeyWithoutPlaintextResponse,
} from '@aws-sdk/client-kms'
import type { Operation } from '../../operation.ts'
import { dataKey } from './data-key.ts'
import { endDryRun } from './requested-features.ts'

/** Gives a data key, encrypted only. */
export const generateDataKeyWithoutPlaintext: Operation<
  GenerateDataKeyWithoutPlaintextRequest,
  GenerateDataKeyWithoutPlaintextResponse
> = (tx, request, context) => {
  const { ciphertext, key } = dataKey(tx, request, context)
  endDryRun(request.DryRun)
  return { CiphertextBlob: ciphertext, KeyId: key.arn, KeyMaterialId: key.materialId }
}
