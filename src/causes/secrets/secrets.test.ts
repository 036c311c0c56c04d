import { describe, expect, it } from 'vitest'
import { absent, present, unknownFact } from '../../model/launch/fact.ts'
import type { AccessAnswer, LaunchWorld } from '../../model/launch/world.ts'
import type { NearMiss } from '../../model/iam/near-miss.ts'
import type { Cause } from '../cause.ts'
import { foundIn } from '../support/found-in.ts'
import { launchOf, type LaunchChanges } from '../support/launch-of.ts'
import { shareIn } from '../support/share-in.ts'
import { titled } from '../support/titled.ts'
import { envFileAccessDenied } from './env-file-access-denied.ts'
import { envFileObjectMissing } from './env-file-object-missing.ts'
import { execRoleMissingKmsDecrypt } from './exec-role-missing-kms-decrypt.ts'
import { execRoleMissingSecretsmanagerPermission } from './exec-role-missing-secretsmanager-permission.ts'
import { execRoleMissingSsmPermission } from './exec-role-missing-ssm-permission.ts'
import { secretArnPartial } from './secret-arn-partial.ts'
import { secretInWrongAccount } from './secret-in-wrong-account.ts'
import { secretJsonKeyMissing } from './secret-json-key-missing.ts'
import { secretNameTreatedAsSsm } from './secret-name-treated-as-ssm.ts'
import { secretNotFound } from './secret-not-found.ts'
import { secretValueNotJson } from './secret-value-not-json.ts'
import { secretWrongName } from './secret-wrong-name.ts'
import { ssmParameterNotFound } from './ssm-parameter-not-found.ts'

const account = '111122223333'
const arn = `arn:aws:secretsmanager:eu-west-1:${account}:secret:shop/db-Ab3dEf`
const partial = `arn:aws:secretsmanager:eu-west-1:${account}:secret:shop/db`
const who = `User: arn:aws:sts::${account}:assumed-role/exec/0123 is not authorized to perform:`
const noPolicy = (action: string): string => `because no identity-based policy allows the ${action} action`
const denied = {
  parameter: `AccessDeniedException: ${who} ssm:GetParameters on resource: arn:aws:ssm:eu-west-1:${account}:parameter/shop/db ${noPolicy('ssm:GetParameters')}`,
  secret: `AccessDeniedException: ${who} secretsmanager:GetSecretValue on resource: ${arn} ${noPolicy('secretsmanager:GetSecretValue')}`,
  partial: `AccessDeniedException: ${who} secretsmanager:GetSecretValue on resource: ${partial} ${noPolicy('secretsmanager:GetSecretValue')}`,
  endpoint: `AccessDeniedException: ${who} secretsmanager:GetSecretValue on resource: ${arn} because no VPC endpoint policy allows the secretsmanager:GetSecretValue action`,
}
const gone = "ResourceNotFoundException: Secrets Manager can't find the specified secret"
const invalid = (names: string): string =>
  `unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: ${names}`
const envFile = (end: string): string => `ResourceInitializationError: failed to download env files: ${end}`
const forbidden = envFile(
  'service call has been retried 1 time(s): operation error S3: HeadObject, https response error StatusCode: 403, RequestID: A, HostID: B, api error Forbidden: Forbidden',
)

describe('causes of secrets, from a text', () => {
  it.each(
    titled<[Cause, string, string]>(
      [execRoleMissingSsmPermission, denied.parameter, denied.secret],
      [execRoleMissingSecretsmanagerPermission, denied.secret, denied.endpoint],
      [execRoleMissingKmsDecrypt, 'AccessDeniedException: Access to KMS is not allowed', denied.secret],
      [secretArnPartial, denied.partial, denied.secret],
      [secretArnPartial, `${gone} ${partial.replace('/db', '/jwt-secret')}`, `${gone} ${arn}`],
      [secretNameTreatedAsSsm, invalid('shop/db:key::'), gone],
      [secretWrongName, invalid('/shop/db'), denied.secret],
      [secretNotFound, gone, 'ResourceNotFoundException: The specified log group does not exist'],
      [ssmParameterNotFound, invalid('/shop/db'), denied.parameter],
      [secretInWrongAccount, `${invalid('/shop/db')}. It was made in the wrong account`, denied.parameter],
      [secretJsonKeyMissing, 'retrieved secret from Secrets Manager did not contain json key host', gone],
      [secretValueNotJson, "invalid character 'p' looking for beginning of value", gone],
      [envFileObjectMissing, forbidden, envFile('context deadline exceeded')],
      [envFileAccessDenied, forbidden, envFile('context deadline exceeded')],
    ),
  )('%s', (_, cause, shown, silent) => {
    expect(shareIn(cause, shown)).toBeGreaterThan(5)
    expect(shareIn(cause, silent)).toBe(0)
  })

  it('takes an ARN without random characters for the cause of a denial', () => {
    const permission = execRoleMissingSecretsmanagerPermission
    expect(shareIn(secretArnPartial, denied.partial)).toBeGreaterThan(shareIn(permission, denied.partial))
  })

  it('looks first for a secret that is missing where its ARN is whole', () => {
    expect(shareIn(secretNotFound, `${gone} ${arn}`)).toBeGreaterThan(
      shareIn(secretArnPartial, `${gone} ${arn}`),
    )
  })
})

const secretFact = (whole: string, value = '{"host":"h"}'): ReturnType<LaunchWorld['secret']> =>
  present({ arn: whole, markedForDeletion: false, versionFound: true, value: present(value) })

/** A role that may do all but this; `whole` names the one resource of that action that it may. */
function denying(action: string, misses: NearMiss[] = [], whole?: string): Pick<LaunchWorld, 'mayPerform'> {
  const answer: AccessAnswer = {
    kind: 'denied',
    principal: 'arn',
    reason: noPolicy(action),
    nearMisses: () => misses,
  }
  return {
    mayPerform: (request) =>
      request.action === action && request.resource !== whole ? answer : { kind: 'allowed' },
  }
}

const reading = (valueFrom: string, world: Partial<LaunchWorld> = {}): LaunchChanges => ({
  container: { secrets: [{ name: 'DB', valueFrom }] },
  world,
})
const file = (world: Partial<LaunchWorld>): LaunchChanges => ({
  container: { environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::files/shop.env' }] },
  world,
})
const onlySecret = (whole: string, ...ids: string[]): Pick<LaunchWorld, 'secret'> => ({
  secret: (region, id) => (ids.includes(`${region} ${id}`) ? secretFact(whole) : absent()),
})
const onlyParameter = (...known: string[]): Pick<LaunchWorld, 'parameter' | 'secret'> => ({
  parameter: (region, owner, name) =>
    known.includes(`${region} ${owner} ${name}`) ? present({ value: present('v') }) : absent(),
  secret: () => absent(),
})
const statement = { layer: 'identity-based policy', policyName: 'secrets' } as const
const unknownWorld = (): ReturnType<typeof unknownFact> => unknownFact('asking the account')
const openAccess: Partial<LaunchWorld> = {
  mayPerform: () => ({ kind: 'unknown', settledBy: 'the policies of the role' }),
}
const keyed = `${arn}:host::`
const parameterOn = (role: string): NearMiss => ({
  kind: 'other-holder',
  holder: 'task role',
  roleArn: `arn:aws:iam::${account}:role/${role}`,
  statement,
})

describe('causes of secrets, in a launch', () => {
  it.each(
    titled<[Cause, LaunchChanges, string]>(
      [
        execRoleMissingSsmPermission,
        reading('/shop/db', denying('ssm:GetParameters', [parameterOn('task')])),
        'its execution role exec may not read parameter /shop/db',
      ],
      [
        execRoleMissingSecretsmanagerPermission,
        reading(arn, denying('secretsmanager:GetSecretValue')),
        'may not read secret shop/db',
      ],
      [
        execRoleMissingKmsDecrypt,
        reading(arn, {
          ...denying('kms:Decrypt'),
          secret: () =>
            present({
              arn,
              keyArn: `arn:aws:kms:eu-west-1:${account}:key/k-1`,
              markedForDeletion: false,
              versionFound: true,
              value: present('v'),
            }),
        }),
        'may not use KMS key k-1 that encrypts secret shop/db',
      ],
      [
        secretArnPartial,
        reading(partial, {
          ...denying('secretsmanager:GetSecretValue', [], arn),
          secret: () => secretFact(arn),
        }),
        'the ARN of secret shop/db is not whole',
      ],
      [
        secretArnPartial,
        reading(partial.replace('/db', '-secret'), onlySecret(arn, 'eu-west-1 shop-secret')),
        'the ARN of secret shop-secret is not whole',
      ],
      [
        secretNameTreatedAsSsm,
        reading('shop-db', { ...onlyParameter(), ...onlySecret(arn, 'eu-west-1 shop-db') }),
        'shop-db is looked up in Parameter Store',
      ],
      [
        secretNameTreatedAsSsm,
        reading('shop-db:host::', {
          ...denying('ssm:GetParameters'),
          ...onlyParameter(),
          ...onlySecret(arn, 'eu-west-1 shop-db'),
        }),
        'shop-db:host:: is looked up in Parameter Store',
      ],
      [
        secretWrongName,
        reading('shop/db', onlyParameter(`eu-west-1 ${account} /shop/db`)),
        'shop/db is a name that does not exist, there is /shop/db',
      ],
      [
        secretWrongName,
        reading(`${arn}:host`),
        'host is no ARN of a secret: after its name come no fields or three',
      ],
      [
        secretNotFound,
        reading(arn, { secret: () => absent() }),
        'secret shop/db does not exist in eu-west-1',
      ],
      [
        secretNotFound,
        reading(arn, onlySecret(arn.replace('eu-west', 'us-east'), 'us-east-1 shop/db')),
        'there is one of that name in us-east-1',
      ],
      [
        secretNotFound,
        reading(arn, {
          secret: () => present({ arn, markedForDeletion: true, versionFound: true, value: absent() }),
        }),
        'is marked for deletion',
      ],
      [
        ssmParameterNotFound,
        reading('/shop/db', onlyParameter()),
        'parameter /shop/db does not exist in eu-west-1',
      ],
      [
        ssmParameterNotFound,
        reading('/shop/db', onlyParameter(`us-east-1 ${account} /shop/db`)),
        'us-east-1 has one of that name',
      ],
      [
        ssmParameterNotFound,
        reading('/shop/db:7', {
          parameter: (_r, _a, _n, { version }) =>
            version === undefined ? present({ value: present('v') }) : absent(),
        }),
        'its version or label 7 does not',
      ],
      [
        secretInWrongAccount,
        reading(
          'arn:aws:ssm:eu-west-1:999988887777:parameter/shop/db',
          onlyParameter(`eu-west-1 ${account} /shop/db`),
        ),
        `is not in account 999988887777: it is in account ${account}`,
      ],
      [
        secretJsonKeyMissing,
        reading(`${arn}:hots::`, { secret: () => secretFact(arn) }),
        'secret shop/db has no JSON key hots: its keys are host',
      ],
      [
        secretValueNotJson,
        reading(keyed, { secret: () => secretFact(arn, 'plain') }),
        'the value of secret shop/db is not a JSON object',
      ],
      [
        envFileObjectMissing,
        file({ object: () => absent(), ...denying('s3:ListBucket') }),
        'environment file shop.env is not in bucket files',
      ],
      [
        envFileAccessDenied,
        file(denying('s3:GetObject')),
        'the execution role exec may not read environment file files/shop.env',
      ],
    ),
  )('%s is found', (_, cause, changes, words) => {
    expect(foundIn(cause, launchOf(changes))).toEqual([expect.stringContaining(words)])
  })

  it.each(
    titled<[Cause, LaunchChanges]>(
      [execRoleMissingSsmPermission, reading('/shop/db')],
      [
        execRoleMissingSsmPermission,
        reading('shop-db', {
          ...denying('ssm:GetParameters'),
          ...onlyParameter(),
          ...onlySecret(arn, 'eu-west-1 shop-db'),
        }),
      ],
      [
        execRoleMissingSecretsmanagerPermission,
        reading(partial, {
          ...denying('secretsmanager:GetSecretValue', [], arn),
          secret: () => secretFact(arn),
        }),
      ],
      [execRoleMissingKmsDecrypt, reading(arn)],
      [
        secretArnPartial,
        reading(partial, { ...denying('secretsmanager:GetSecretValue'), secret: () => secretFact(arn) }),
      ],
      [secretNameTreatedAsSsm, reading('/shop/db', onlyParameter())],
      [secretWrongName, reading('/shop/db')],
      [secretNotFound, reading(partial, onlySecret(arn, 'eu-west-1 shop/db'))],
      [ssmParameterNotFound, reading('shop/db', onlyParameter(`eu-west-1 ${account} /shop/db`))],
      [secretInWrongAccount, reading('/shop/db')],
      [secretJsonKeyMissing, reading(keyed, { secret: () => secretFact(arn) })],
      [secretValueNotJson, reading(keyed, { secret: () => secretFact(arn) })],
      [envFileObjectMissing, file(denying('s3:GetObject'))],
      [envFileAccessDenied, file({ object: () => absent() })],
    ),
  )('%s is ruled out', (_, cause, changes) => {
    expect(foundIn(cause, launchOf(changes))).toBe('ruled out')
  })

  it.each(
    titled<[Cause, LaunchChanges]>(
      [execRoleMissingSsmPermission, reading('/shop/db', openAccess)],
      [execRoleMissingSecretsmanagerPermission, reading(arn, openAccess)],
      [execRoleMissingKmsDecrypt, reading(arn, { secret: unknownWorld })],
      [
        secretArnPartial,
        reading(partial, { ...denying('secretsmanager:GetSecretValue'), secret: unknownWorld }),
      ],
      [secretNameTreatedAsSsm, reading('shop-db', { ...onlyParameter(), secret: unknownWorld })],
      [secretWrongName, reading('/shop/db', onlyParameter())],
      [secretNotFound, reading(arn, { secret: unknownWorld })],
      [ssmParameterNotFound, reading('/shop/db', { parameter: unknownWorld })],
      [secretInWrongAccount, reading(arn, { secret: () => absent() })],
      [secretJsonKeyMissing, reading(keyed, { secret: unknownWorld })],
      [secretValueNotJson, reading(keyed, { secret: unknownWorld })],
      [envFileObjectMissing, file({ object: unknownWorld })],
      [envFileAccessDenied, file(openAccess)],
    ),
  )('%s is open', (_, cause, changes) => {
    expect(foundIn(cause, launchOf(changes))).toBe('open')
  })

  it('names the role that has the permission, and the statement to move', () => {
    const launch = launchOf(reading('/shop/db', denying('ssm:GetParameters', [parameterOn('task')])))
    const [found] = execRoleMissingSsmPermission.find?.(launch).found ?? []
    expect(found?.why.at(-1)?.fact).toContain('task allows it')
    expect(execRoleMissingSsmPermission.tell(found?.facts ?? {}).fix[0]?.title).toContain(
      'from the task role',
    )
  })

  it('gives the nearest key and the whole ARN in its fixes', () => {
    const launch = launchOf(reading(`${arn}:hots::`, { secret: () => secretFact(arn) }))
    const [found] = secretJsonKeyMissing.find?.(launch).found ?? []
    expect(secretJsonKeyMissing.tell(found?.facts ?? {}).fix[0]?.text).toContain(`${arn}:host::`)
  })

  it('allows both forms of an ARN where the task names the secret by the short one', () => {
    const secret = { secret: () => secretFact(arn) }
    const launch = launchOf(reading(partial, { ...denying('secretsmanager:GetSecretValue'), ...secret }))
    const [found] = execRoleMissingSecretsmanagerPermission.find?.(launch).found ?? []
    const [fix] = execRoleMissingSecretsmanagerPermission.tell(found?.facts ?? {}).fix
    expect(fix?.text).toContain(`Resource:\n    - ${partial}\n    - ${partial}-??????`)
  })
})
