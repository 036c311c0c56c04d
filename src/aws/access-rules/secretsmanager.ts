import { secretVersionKey, secretVersions } from '../../model/secretsmanager/tables.ts'
import type { SecretRow } from '../../model/secretsmanager/secret.ts'
import { Fault } from '../fault.ts'
import { findSecret } from '../services/secretsmanager/find-secret.ts'
import { parseSecretId } from '../services/secretsmanager/secret-id.ts'
import { versionAt } from '../services/secretsmanager/secret-versions.ts'
import { useOfCiphertextKey, useOfKey } from './customer-key.ts'
import {
  arnHere,
  everything,
  text,
  texts,
  type CallPlace,
  type Input,
  type Permission,
  type Rule,
  type ServiceKeys,
  type ServiceRules,
  type Target,
  type Targets,
} from './rule.ts'

function secretOf(id: string, { view, now }: CallPlace): SecretRow | undefined {
  const parsed = parseSecretId(id)
  if (!parsed) return undefined
  const home = parsed.kind === 'arn' ? view.at({ region: parsed.region, account: parsed.account }) : view
  return findSecret(home, parsed, now)
}

/** A secret by its full ARN, whose random characters policies have to cover; denials name it as the caller did. */
function targetOf(id: string, place: CallPlace): Target {
  const found = secretOf(id, place)?.arn
  return {
    resource: found ?? (id.startsWith('arn:') ? id : arnHere('secretsmanager', place, `secret:${id}`)),
    shown: id,
  }
}

const secret: Targets = (input, place) => [targetOf(text(input, 'SecretId') ?? '', place)]

/** Secrets Manager does not say what KMS refused (spec: ERRORS R-12). */
const refusal = (): Fault => new Fault('AccessDeniedException', 'Access to KMS is not allowed')

function decrypt(input: Input, place: CallPlace): readonly Permission[] {
  const row = secretOf(text(input, 'SecretId') ?? '', place)
  if (!row) return []
  const { region, account } = arnPlace(row.arn)
  const home = place.view.at({ region, account })
  const versionId = text(input, 'VersionId')
  const version =
    versionId === undefined
      ? versionAt(home, row.arn, text(input, 'VersionStage') ?? 'AWSCURRENT')
      : home.get(secretVersions, secretVersionKey(row.arn, versionId))
  if (!version) return []
  const encryptionContext = { SecretARN: row.arn, SecretVersionId: version.versionId }
  const use = { action: 'Decrypt', service: 'secretsmanager', encryptionContext, refusal }
  return useOfCiphertextKey({ ...place, view: home }, version.ciphertext, use)
}

function arnPlace(arn: string): { readonly region: string; readonly account: string } {
  const [, , , region = '', account = ''] = arn.split(':')
  return { region, account }
}

/** A new value is encrypted under a data key, which is made and read back. */
function encrypt(input: Input, place: CallPlace): readonly Permission[] {
  if (input.SecretString === undefined && input.SecretBinary === undefined) return []
  const row = secretOf(text(input, 'SecretId') ?? '', place)
  const keyId = text(input, 'KmsKeyId') ?? row?.kmsKeyId
  if (keyId === undefined) return []
  return ['GenerateDataKey', 'Decrypt'].flatMap((action) =>
    useOfKey(place, keyId, {
      action,
      service: 'secretsmanager',
      encryptionContext: {
        SecretARN: row?.arn ?? '',
        SecretVersionId: text(input, 'ClientRequestToken') ?? '',
      },
      refusal,
    }),
  )
}

const writing = (on: Targets): Rule => ({ on, also: encrypt })

function keys(input: Input, place: CallPlace): ServiceKeys {
  const id = text(input, 'SecretId')
  return {
    'secretsmanager:SecretId': id === undefined ? undefined : (secretOf(id, place)?.arn ?? id),
    'secretsmanager:VersionId': text(input, 'VersionId'),
    'secretsmanager:VersionStage': text(input, 'VersionStage'),
    'secretsmanager:Name': text(input, 'Name'),
    'secretsmanager:Description': text(input, 'Description'),
    'secretsmanager:KmsKeyId': text(input, 'KmsKeyId'),
    'secretsmanager:ForceDeleteWithoutRecovery': flag(input.ForceDeleteWithoutRecovery),
    'secretsmanager:BlockPublicPolicy': flag(input.BlockPublicPolicy),
    'secretsmanager:RecoveryWindowInDays':
      typeof input.RecoveryWindowInDays === 'number' ? String(input.RecoveryWindowInDays) : undefined,
  }
}

const flag = (value: unknown): string | undefined => (typeof value === 'boolean' ? String(value) : undefined)

/** AWS Secrets Manager, https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
export const secretsManagerRules: ServiceRules = {
  prefix: 'secretsmanager',
  keys,
  open: [
    'secretsmanager:resource*',
    'secretsmanager:addreplicaregions',
    'secretsmanager:forceoverwritereplicasecret',
  ],
  hidesStar: true,
  operations: {
    BatchGetSecretValue: {
      on: everything,
      // AWS answers with an error for each secret that is not allowed; here the first refuses the call.
      also: (input, place) =>
        texts(input, 'SecretIdList').flatMap((SecretId) => {
          const target = targetOf(SecretId, place) as Exclude<Target, string>
          const permission = {
            action: 'secretsmanager:GetSecretValue',
            keys: keys({ SecretId }, place),
            ...target,
          }
          return [permission, ...decrypt({ SecretId }, place)]
        }),
    },
    CreateSecret: writing((input, place) => {
      const name = text(input, 'Name') ?? ''
      return [{ resource: arnHere('secretsmanager', place, `secret:${name}`), shown: name }]
    }),
    DeleteResourcePolicy: secret,
    DeleteSecret: secret,
    DescribeSecret: secret,
    GetRandomPassword: everything,
    GetResourcePolicy: secret,
    GetSecretValue: { on: secret, also: decrypt },
    ListSecretVersionIds: secret,
    ListSecrets: everything,
    PutResourcePolicy: secret,
    PutSecretValue: writing(secret),
    RestoreSecret: secret,
    TagResource: secret,
    UntagResource: secret,
    UpdateSecret: writing(secret),
    UpdateSecretVersionStage: secret,
    ValidateResourcePolicy: (input, place) => (input.SecretId === undefined ? ['*'] : secret(input, place)),
  },
}
