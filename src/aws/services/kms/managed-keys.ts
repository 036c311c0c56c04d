import { formatArn } from '../../../model/arn.ts'
import type { AliasRow, KeyRow } from '../../../model/kms/key.ts'
import { aliases, keys } from '../../../model/kms/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import type { RequestContext } from '../../operation.ts'
import { newKey } from './new-key.ts'

/** AWS managed keys by alias: what the key protects, and the service it is used through. */
const managedKeys: Readonly<Record<string, { readonly protects: string; readonly service: string }>> = {
  'alias/aws/ecr': { protects: 'ECR data', service: 'ecr' },
  'alias/aws/s3': { protects: 'S3 objects', service: 's3' },
  'alias/aws/secretsmanager': { protects: 'Secrets Manager data', service: 'secretsmanager' },
  'alias/aws/ssm': { protects: 'SSM parameters', service: 'ssm' },
}

/** The aliases that AWS keeps for its own keys, whether their key exists yet or not. */
export const managedAliases: readonly string[] = Object.keys(managedKeys)

/**
 * The AWS managed key that an alias name or ARN means, made when it is used for the first time. Undefined where the
 * id means something else.
 */
export function ensureManagedKey(tx: Transaction, id: string, context: RequestContext): KeyRow | undefined {
  const prefix = formatArn('kms', tx.region, tx.account, '')
  const aliasName = id.startsWith(prefix) ? id.slice(prefix.length) : id
  const managed = managedKeys[aliasName]
  if (!managed) return undefined
  const existing = tx.get(aliases, aliasName)
  const known = existing && tx.get(keys, existing.targetKeyId)
  if (known) return known
  const description = `Default key that protects my ${managed.protects} when no other key is defined`
  const policy = managedPolicy(tx, managed.service)
  const key: KeyRow = { ...newKey(tx, { description, policy, tags: [] }, context), manager: 'AWS' }
  tx.put(keys, key.keyId, key)
  const alias: AliasRow = {
    aliasName,
    aliasArn: `${prefix}${aliasName}`,
    targetKeyId: key.keyId,
    createdMs: context.now,
    updatedMs: context.now,
  }
  tx.put(aliases, aliasName, alias)
  return key
}

/** Everybody of the account may use it through the service, and look at it, as AWS's policies for these keys have it. */
function managedPolicy(tx: Transaction, service: string): string {
  const use = [
    'kms:Encrypt',
    'kms:Decrypt',
    'kms:ReEncrypt*',
    'kms:GenerateDataKey*',
    'kms:CreateGrant',
    'kms:DescribeKey',
  ]
  const look = ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant']
  const through = {
    'kms:CallerAccount': tx.account,
    'kms:ViaService': `${service}.${tx.region}.amazonaws.com`,
  }
  return JSON.stringify({
    Version: '2012-10-17',
    Id: `auto-${service}-1`,
    Statement: [
      {
        Sid: `Allow access through ${service} for all principals in the account that are authorized to use it`,
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: use,
        Resource: '*',
        Condition: { StringEquals: through },
      },
      {
        Sid: 'Allow direct access to key metadata to the account',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${tx.account}:root` },
        Action: look,
        Resource: '*',
      },
    ],
  })
}
