import type { CreateGrantRequest, CreateGrantResponse } from '@aws-sdk/client-kms'
import type { GrantRow } from '../../../model/kms/key.ts'
import { grants } from '../../../model/kms/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'
import { requireUsable } from './key-state.ts'
import { endDryRun } from './requested-features.ts'

/** What a grant on a symmetric key can allow. */
const symmetricOperations = new Set<string>([
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
  'CreateGrant',
  'RetireGrant',
  'DescribeKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
])

/** Lets a principal use a key, beside the key's policy. The same grant under the same name is made once. */
export const createGrant: Operation<CreateGrantRequest, CreateGrantResponse> = (tx, request, context) => {
  const key = findKeyWithoutAlias(tx, request.KeyId ?? '', context.now)
  requireUsable(key)
  const unfit = request.Operations?.find((operation) => !symmetricOperations.has(operation))
  if (unfit !== undefined) {
    const message = `Grant operation ${unfit} is not supported for keys with key usage ENCRYPT_DECRYPT and key spec SYMMETRIC_DEFAULT.`
    throw new Fault('ValidationException', message)
  }
  endDryRun(request.DryRun)
  const parts = {
    keyId: key.keyId,
    keyArn: key.arn,
    ...(request.Name === undefined ? {} : { name: request.Name }),
    granteePrincipal: request.GranteePrincipal ?? '',
    ...(request.RetiringPrincipal === undefined ? {} : { retiringPrincipal: request.RetiringPrincipal }),
    issuingAccount: `arn:aws:iam::${tx.account}:root`,
    operations: request.Operations ?? [],
    ...(request.Constraints === undefined ? {} : { constraints: request.Constraints }),
  }
  const existing = parts.name === undefined ? undefined : sameGrant(tx, parts)
  if (existing) return { GrantToken: existing.grantToken, GrantId: existing.grantId }
  const grantId = context.fresh.hex(64)
  const grantToken = context.fresh.bytes(128).toString('base64')
  tx.put(grants, grantId, { ...parts, grantId, grantToken, createdMs: context.now })
  return { GrantToken: grantToken, GrantId: grantId }
}

function sameGrant(
  tx: Transaction,
  parts: Omit<GrantRow, 'grantId' | 'grantToken' | 'createdMs'>,
): GrantRow | undefined {
  const wanted = JSON.stringify(parts)
  return [...tx.by(grants, 'key', parts.keyId)].find((grant) => {
    const { grantId: _id, grantToken: _token, createdMs: _created, ...rest } = grant
    return JSON.stringify(rest) === wanted
  })
}
