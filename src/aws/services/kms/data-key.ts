import type { GenerateDataKeyWithoutPlaintextRequest } from '@aws-sdk/client-kms'
import type { Transaction } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { RequestContext } from '../../operation.ts'
import { encryptWith, type Encrypted } from './encrypt-with.ts'

/** Makes a random data key and its ciphertext. */
export function dataKey(
  tx: Transaction,
  request: Pick<
    GenerateDataKeyWithoutPlaintextRequest,
    'KeyId' | 'KeySpec' | 'NumberOfBytes' | 'EncryptionContext'
  >,
  context: RequestContext,
): Encrypted & { readonly plaintext: Buffer } {
  const { KeySpec, NumberOfBytes } = request
  if ((KeySpec === undefined) === (NumberOfBytes === undefined)) {
    throw new Fault('ValidationException', 'Please specify either number of bytes or key spec.')
  }
  const plaintext = context.fresh.bytes(NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32))
  const encrypted = encryptWith(tx, request.KeyId ?? '', plaintext, request.EncryptionContext ?? {}, context)
  return { ...encrypted, plaintext }
}
