import type { CreateKeyRequest, CreateKeyResponse } from '@aws-sdk/client-kms'
import { keys } from '../../../model/kms/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { keyMetadata } from './key-metadata.ts'
import { checkPolicy, defaultPolicy } from './key-policy.ts'
import { addTags } from './key-tags.ts'
import { newKey } from './new-key.ts'
import { refuseUnsupported } from './requested-features.ts'

/** Makes a symmetric encryption key of the customer's. */
export const createKey: Operation<CreateKeyRequest, CreateKeyResponse> = (tx, request, context) => {
  const { KeySpec, CustomerMasterKeySpec, KeyUsage, Origin, Policy } = request
  if (KeySpec !== undefined && CustomerMasterKeySpec !== undefined) {
    const message =
      'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.'
    throw new Fault('ValidationException', message)
  }
  const spec = KeySpec ?? CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT'
  if (spec !== 'SYMMETRIC_DEFAULT' && KeyUsage === undefined) {
    const message = 'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.'
    throw new Fault('ValidationException', message)
  }
  refuseUnsupported({
    [`CreateKey with KeySpec ${spec}`]: spec !== 'SYMMETRIC_DEFAULT',
    [`CreateKey with Origin ${Origin}`]: (Origin ?? 'AWS_KMS') !== 'AWS_KMS',
    'CreateKey with MultiRegion': request.MultiRegion === true,
    'CreateKey with CustomKeyStoreId': request.CustomKeyStoreId !== undefined,
    'CreateKey with XksKeyId': request.XksKeyId !== undefined,
  })
  if ((KeyUsage ?? 'ENCRYPT_DECRYPT') !== 'ENCRYPT_DECRYPT') {
    const message = `The operation failed because the KeyUsage value of the KMS key is incompatible with KeySpec ${spec}.`
    throw new Fault('ValidationException', message)
  }
  if (Policy !== undefined) checkPolicy(Policy, request.BypassPolicyLockoutSafetyCheck)
  const policy = Policy ?? defaultPolicy(tx.account)
  const tags = addTags([], request.Tags ?? [])
  const key = newKey(tx, { description: request.Description ?? '', policy, tags }, context)
  tx.put(keys, key.keyId, key)
  return { KeyMetadata: keyMetadata(key) }
}
