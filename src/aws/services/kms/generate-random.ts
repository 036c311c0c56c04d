import type { GenerateRandomRequest, GenerateRandomResponse } from '@aws-sdk/client-kms'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { refuseUnsupported } from './requested-features.ts'

/** Gives random bytes. */
export const generateRandom: Operation<GenerateRandomRequest, GenerateRandomResponse> = (
  _tx,
  request,
  { fresh },
) => {
  const { CustomKeyStoreId, Recipient, NumberOfBytes } = request
  refuseUnsupported({
    'GenerateRandom with CustomKeyStoreId': CustomKeyStoreId !== undefined,
    'GenerateRandom with Recipient': Recipient !== undefined,
  })
  if (NumberOfBytes === undefined) throw new Fault('ValidationException', 'NumberOfBytes is required.')
  return { Plaintext: fresh.bytes(NumberOfBytes) }
}
