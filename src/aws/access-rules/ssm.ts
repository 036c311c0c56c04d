import { parameterVersionKey, parameterVersions, parameters, parameterKey } from '../../model/ssm/tables.ts'
import type { ParameterVersionRow } from '../../model/ssm/parameter.ts'
import { findParameter } from '../services/ssm/find-parameter.ts'
import { parameterArn, parseParameterId } from '../services/ssm/parameter-name.ts'
import { isSecretReference, secretOfReference } from '../services/ssm/secret-reference.ts'
import { useOfCiphertextKey, useOfKey } from './customer-key.ts'
import { secretsManagerRules } from './secretsmanager.ts'
import {
  arnHere,
  permissionsOf,
  text,
  texts,
  type CallPlace,
  type Input,
  type Permission,
  type Rule,
  type ServiceRules,
  type Target,
  type Targets,
} from './rule.ts'

function targetOf(name: string, { account, region }: CallPlace): Target {
  const id = parseParameterId(name)
  const home = id?.place ?? { account, region }
  return parameterArn(home.region, home.account, id?.name ?? name)
}

/** Each of the parameters named: AWS refuses the whole call for the first that is not allowed. */
const parametersIn =
  (member: string): Targets =>
  (input, place) =>
    texts(input, member).map((name) => targetOf(name, place))

function decrypt(version: ParameterVersionRow, place: CallPlace): readonly Permission[] {
  if (version.type !== 'SecureString') return []
  const encryptionContext = { PARAMETER_ARN: version.arn }
  return useOfCiphertextKey(place, version.value, { action: 'Decrypt', service: 'ssm', encryptionContext })
}

/** Whoever reads a secret through Parameter Store reads it from Secrets Manager. */
function readSecretOf(reference: string, place: CallPlace): readonly Permission[] {
  const {
    secretId: SecretId,
    versionId: VersionId,
    versionStage: VersionStage,
  } = secretOfReference(reference)
  return permissionsOf(secretsManagerRules, 'GetSecretValue', { SecretId, VersionId, VersionStage }, place)
}

/** Whoever reads a SecureString decrypted uses its key. */
const reading = (member: string): Rule => ({
  on: parametersIn(member),
  also: (input, place) =>
    input.WithDecryption !== true
      ? []
      : texts(input, member).flatMap((name) => {
          if (isSecretReference(name)) return readSecretOf(name, place)
          const id = parseParameterId(name)
          if (!id) return []
          const found = findParameter(id.place ? place.view.at(id.place) : place.view, id)
          return found.kind === 'missing' ? [] : decrypt(found.version, place)
        }),
})

function decryptUnder(input: Input, place: CallPlace): readonly Permission[] {
  if (input.WithDecryption !== true) return []
  const path = (text(input, 'Path') ?? '/').replace(/\/?$/, '/')
  const permissions = new Map<string, Permission>()
  for (const { name, latestVersion } of place.view.all(parameters)) {
    if (!name.startsWith(path)) continue
    const version = place.view.get(parameterVersions, parameterVersionKey(name, latestVersion))
    for (const one of version ? decrypt(version, place) : []) permissions.set(version?.arn ?? '', one)
  }
  return [...permissions.values()]
}

function encrypt(input: Input, place: CallPlace): readonly Permission[] {
  const keyId = text(input, 'KeyId')
  if (input.Type !== 'SecureString' || keyId === undefined) return []
  const arn = parameterArn(place.region, place.account, text(input, 'Name') ?? '')
  const action = input.Tier === 'Advanced' ? 'GenerateDataKey' : 'Encrypt'
  return useOfKey(place, keyId, { action, service: 'ssm', encryptionContext: { PARAMETER_ARN: arn } })
}

const tagged: Targets = (input, place) =>
  input.ResourceType === 'Parameter'
    ? texts(input, 'ResourceId').map((name) => targetOf(name, place))
    : [arnHere('ssm', place, '*')]

/** AWS Systems Manager, https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
export const ssmRules: ServiceRules = {
  prefix: 'ssm',
  open: ['ssm:*'],
  keys: (input, { view }, operation) => ({
    'ssm:Recursive': operation === 'GetParametersByPath' ? String(input.Recursive === true) : undefined,
    'ssm:Overwrite':
      operation === 'PutParameter' && view.get(parameters, parameterKey(text(input, 'Name') ?? ''))
        ? String(input.Overwrite === true)
        : undefined,
  }),
  operations: {
    AddTagsToResource: tagged,
    DeleteParameter: parametersIn('Name'),
    DeleteParameters: parametersIn('Names'),
    // Denials name it so, though the action has no resource of its own.
    DescribeParameters: (_input, place) => [arnHere('ssm', place, '*')],
    GetParameter: reading('Name'),
    GetParameterHistory: reading('Name'),
    GetParameters: reading('Names'),
    GetParametersByPath: {
      on: (input, place) => [
        arnHere('ssm', place, `parameter${(text(input, 'Path') ?? '/').replace(/(?<=.)\/$/, '')}`),
      ],
      also: decryptUnder,
    },
    LabelParameterVersion: parametersIn('Name'),
    ListTagsForResource: tagged,
    PutParameter: { on: parametersIn('Name'), also: encrypt },
    RemoveTagsFromResource: tagged,
    UnlabelParameterVersion: parametersIn('Name'),
  },
}
