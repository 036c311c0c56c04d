import type { DescribeKeyRequest, DescribeKeyResponse } from '@aws-sdk/client-kms'
import type { Operation } from '../../operation.ts'
import { findKey } from './find-key.ts'
import { keyMetadata } from './key-metadata.ts'
import { ensureManagedKey } from './managed-keys.ts'

/** Describes a key. The alias of an AWS managed key that does not exist yet makes it, as in AWS. */
export const describeKey: Operation<DescribeKeyRequest, DescribeKeyResponse> = (tx, request, context) => {
  const id = request.KeyId ?? ''
  const key = ensureManagedKey(tx, id, context) ?? findKey(tx, id, context.now)
  return { KeyMetadata: keyMetadata(key) }
}
