import type { EncryptionConfiguration } from '@aws-sdk/client-ecr'
import type { RepositoryRow } from '../../../model/ecr/repository.ts'
import type { Transaction } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { RequestContext } from '../../operation.ts'
import { findKey } from '../kms/find-key.ts'
import { ensureManagedKey } from '../kms/managed-keys.ts'
import { invalidParameter } from './faults.ts'

/** What a repository is encrypted with. KMS without a key means the AWS managed key of ECR. Throws KmsException. */
export function encryptionOf(
  tx: Transaction,
  configuration: EncryptionConfiguration | undefined,
  context: RequestContext,
): Pick<RepositoryRow, 'encryptionType' | 'kmsKey'> {
  const { encryptionType = 'AES256', kmsKey } = configuration ?? {}
  if (encryptionType === 'AES256') {
    if (kmsKey === undefined) return { encryptionType }
    throw invalidParameter(
      'encryptionConfiguration.kmsKey',
      'Member must be null when encryptionType is AES256',
    )
  }
  const id = kmsKey ?? 'alias/aws/ecr'
  const key = ensureManagedKey(tx, id, context) ?? customerKey(tx, id, context.now)
  return { encryptionType, kmsKey: key.arn }
}

function customerKey(tx: Transaction, id: string, now: number): { readonly arn: string } {
  try {
    const key = findKey(tx, id, now)
    if (key.state === 'Enabled') return key
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw kmsFault(error.code, error.message)
  }
  throw kmsFault('DisabledException', `${id} is not enabled.`)
}

function kmsFault(kmsError: string, message: string): Fault {
  return new Fault('KmsException', message, { members: { kmsError } })
}
