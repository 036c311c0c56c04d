import type { KeyRow } from '../../model/kms/key.ts'
import { grants } from '../../model/kms/tables.ts'
import { Fault } from '../fault.ts'
import { keyOfCiphertext } from '../services/kms/encrypt-with.ts'
import { findKey } from '../services/kms/find-key.ts'
import {
  arnHere,
  everything,
  structure,
  text,
  type CallPlace,
  type Input,
  type Permission,
  type Rule,
  type ServiceRules,
  type Target,
  type Targets,
} from './rule.ts'

/** A key by id, ARN or alias. One that is not there is KMS's own to complain of. */
function keyNamed(id: string | undefined, { view, now }: CallPlace): KeyRow | undefined {
  if (id === undefined) return undefined
  try {
    return findKey(view, id, now)
  } catch (error) {
    if (error instanceof Fault) return undefined
    throw error
  }
}

const arnsOf = (key: KeyRow | undefined): readonly Target[] => (key ? [key.arn] : [])
const keyIn =
  (member: string): Targets =>
  (input, place) =>
    arnsOf(keyNamed(text(input, member), place))

const key = keyIn('KeyId')

function keyOfBlob(input: Input, { view, now }: CallPlace): KeyRow | undefined {
  const blob = input.CiphertextBlob
  if (!(blob instanceof Uint8Array)) return undefined
  try {
    return keyOfCiphertext(view, Buffer.from(blob), now)
  } catch (error) {
    if (error instanceof Fault) return undefined
    throw error
  }
}

function aliasArn(input: Input, place: CallPlace): string {
  return arnHere('kms', place, text(input, 'AliasName') ?? '')
}

/** Uses of a key, which the encryption context of the call may limit. */
function permissionsToUse(
  action: string,
  arns: readonly Target[],
  input: Input,
  context: string,
): Permission[] {
  return arns.map((resource) => ({
    action: `kms:${action}`,
    resource: resource as string,
    keys: useKeys(input),
    encryptionContext: structure(input, context) as Readonly<Record<string, string>>,
  }))
}

function useKeys(input: Input): NonNullable<Permission['keys']> {
  const alias = /^(?:arn:.*:)?(alias\/.+)$/.exec(text(input, 'KeyId') ?? '')?.[1]
  return {
    'kms:RequestAlias': alias,
    'kms:EncryptionAlgorithm': text(input, 'EncryptionAlgorithm') ?? 'SYMMETRIC_DEFAULT',
  }
}

const using = (action: string): Rule => ({
  on: () => [],
  also: (input, place) => permissionsToUse(action, key(input, place), input, 'EncryptionContext'),
})

/** Changes of an alias need the permission on the alias and on the key. */
const aliasAnd =
  (keyOf: Targets): Targets =>
  (input, place) => [aliasArn(input, place), ...keyOf(input, place)]
const targetKey = keyIn('TargetKeyId')
const currentKey: Targets = (input, place) => arnsOf(keyNamed(text(input, 'AliasName'), place))

/** The key of a grant, which a token or an id names. */
const keyOfGrant: Targets = (input, place) => {
  const token = text(input, 'GrantToken')
  if (token === undefined) return key(input, place)
  for (const grant of place.view.all(grants)) if (grant.grantToken === token) return [grant.keyArn]
  return []
}

/** AWS KMS, https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html */
export const kmsRules: ServiceRules = {
  prefix: 'kms',
  // All but the encryption context, `kms:ViaService` and `kms:CallerAccount`, which are known.
  open: [
    'key*',
    're*',
    'grant*',
    'multiregion*',
    'bypass*',
    'customer*',
    'schedule*',
    'rotation*',
    'datakey*',
  ].map((stem) => `kms:${stem}`),
  operations: {
    CancelKeyDeletion: key,
    CreateAlias: aliasAnd(targetKey),
    CreateGrant: key,
    CreateKey: everything,
    Decrypt: {
      on: () => [],
      also: (input, place) =>
        permissionsToUse('Decrypt', arnsOf(keyOfBlob(input, place)), input, 'EncryptionContext'),
    },
    DeleteAlias: aliasAnd(currentKey),
    DescribeKey: key,
    DisableKey: key,
    DisableKeyRotation: key,
    EnableKey: key,
    EnableKeyRotation: key,
    Encrypt: using('Encrypt'),
    GenerateDataKey: using('GenerateDataKey'),
    GenerateDataKeyWithoutPlaintext: using('GenerateDataKeyWithoutPlaintext'),
    GenerateRandom: everything,
    GetKeyPolicy: key,
    GetKeyRotationStatus: key,
    ListAliases: everything,
    ListGrants: key,
    ListKeyPolicies: key,
    ListKeys: everything,
    ListResourceTags: key,
    ListRetirableGrants: everything,
    PutKeyPolicy: key,
    ReEncrypt: {
      on: () => [],
      also: (input, place) => [
        ...permissionsToUse(
          'ReEncryptFrom',
          arnsOf(keyOfBlob(input, place)),
          input,
          'SourceEncryptionContext',
        ),
        ...permissionsToUse(
          'ReEncryptTo',
          arnsOf(keyNamed(text(input, 'DestinationKeyId'), place)),
          input,
          'DestinationEncryptionContext',
        ),
      ],
    },
    RetireGrant: keyOfGrant,
    RevokeGrant: key,
    ScheduleKeyDeletion: key,
    TagResource: key,
    UntagResource: key,
    UpdateAlias: aliasAnd((input, place) => [...currentKey(input, place), ...targetKey(input, place)]),
    UpdateKeyDescription: key,
  },
}
