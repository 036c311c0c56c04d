import assert from 'node:assert/strict'
import {
  CreateKeyCommand,
  DisableKeyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
  type CreateSecretCommandInput,
} from '@aws-sdk/client-secrets-manager'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'
import { readSecret } from './read-secret.ts'

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
const place = { account: '000000000000', region: 'us-east-1' }
const DAY_MS = 86_400_000
let door: OpenDoor
let client: SecretsManagerClient
let kms: KMSClient

beforeEach(async () => {
  door = await openFrontDoor()
  const config = { endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 }
  client = new SecretsManagerClient(config)
  kms = new KMSClient(config)
})

afterEach(async () => {
  client.destroy()
  kms.destroy()
  assert.deepEqual(door.bugs, [])
  await door.close()
})

async function create(Name: string, more: Partial<CreateSecretCommandInput> = {}): Promise<string> {
  const { ARN } = await client.send(new CreateSecretCommand({ Name, SecretString: 'hush', ...more }))
  return ARN ?? ''
}

async function valueOf(SecretId: string): Promise<string | undefined> {
  return (await client.send(new GetSecretValueCommand({ SecretId }))).SecretString
}

const notFound = {
  name: 'ResourceNotFoundException',
  message: "Secrets Manager can't find the specified secret.",
}
const marked = {
  name: 'InvalidRequestException',
  message: "You can't perform this operation on the secret because it was marked for deletion.",
}

describe('one secret', () => {
  it('is read by name, ARN, and ARN without the random characters', async () => {
    const arn = await create('shop/db')
    expect(arn).toMatch(/^arn:aws:secretsmanager:us-east-1:000000000000:secret:shop\/db-[A-Za-z0-9]{6}$/)
    for (const id of ['shop/db', arn, arn.slice(0, -7)]) expect(await valueOf(id)).toBe('hush')
    const wrongSuffix = `${arn.slice(0, -6)}zzzzz!`
    for (const id of ['shop', wrongSuffix, arn.replace('us-east-1', 'eu-west-1')]) {
      await expect(valueOf(id)).rejects.toMatchObject(notFound)
    }
    await expect(valueOf('what is this')).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
    })
  })

  it('keeps bytes as bytes', async () => {
    const bytes = Uint8Array.from([0, 1, 255])
    await create('binary', { SecretString: undefined, SecretBinary: bytes })
    const read = await client.send(new GetSecretValueCommand({ SecretId: 'binary' }))
    expect([read.SecretBinary, read.SecretString]).toEqual([bytes, undefined])
  })

  it('is described without its value', async () => {
    const Tags = [{ Key: 'team', Value: 'red' }]
    const ARN = await create('described', { Description: 'a secret', Tags })
    const before = await client.send(new DescribeSecretCommand({ SecretId: 'described' }))
    expect(before).toMatchObject({ ARN, Name: 'described', Description: 'a secret', Tags })
    expect([before.LastAccessedDate, before.KmsKeyId, before.DeletedDate]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(Object.values(before.VersionIdsToStages ?? {})).toEqual([['AWSCURRENT']])
    await valueOf('described')
    const { LastAccessedDate } = await client.send(new DescribeSecretCommand({ SecretId: 'described' }))
    expect((LastAccessedDate?.getTime() ?? 1) % DAY_MS).toBe(0)
  })

  it('without a value is there, and has no current version', async () => {
    const made = await client.send(new CreateSecretCommand({ Name: 'empty' }))
    expect(made.VersionId).toBeUndefined()
    await expect(valueOf('empty')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    })
    const put = new PutSecretValueCommand({ SecretId: 'empty', SecretString: 'v', VersionStages: ['mine'] })
    expect((await client.send(put)).VersionStages).toEqual(['AWSCURRENT', 'mine'])
  })

  it('is made once for one token', async () => {
    const ClientRequestToken = 'a'.repeat(32)
    const arn = await create('once', { ClientRequestToken })
    expect(await create('once', { ClientRequestToken })).toBe(arn)
    await expect(create('once')).rejects.toMatchObject({
      name: 'ResourceExistsException',
      message: 'The operation failed because the secret once already exists.',
    })
    await expect(create('once', { ClientRequestToken, SecretString: 'other' })).rejects.toMatchObject({
      name: 'ResourceExistsException',
      message: `You can't use ClientRequestToken ${ClientRequestToken} because that value is already in use for a version of secret ${arn}.`,
    })
  })

  it('refuses what it has not, and never repeats a value', async () => {
    await expect(create('r', { AddReplicaRegions: [{ Region: 'eu-west-1' }] })).rejects.toMatchObject({
      name: 'NotImplemented',
    })
    await create('s')
    await expect(client.send(new RotateSecretCommand({ SecretId: 's' }))).rejects.toMatchObject({
      name: 'NotImplemented',
    })
    await expect(create('t', { SecretString: 'x'.repeat(65_537) })).rejects.toMatchObject({
      message: expect.stringMatching(/^1 validation error detected: Value at 'secretString' failed/),
    })
  })

  it('needs a token from a caller that is no SDK', async () => {
    const response = await fetch(door.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'secretsmanager.CreateSecret',
      },
      body: JSON.stringify({ Name: 'bare', SecretString: 'x' }),
    })
    expect([response.status, await response.json()]).toMatchObject([
      400,
      {
        __type: 'InvalidRequestException',
        Message: 'You must provide a ClientRequestToken value. We recommend a UUID-type value.',
      },
    ])
  })
})

describe('changing a secret', () => {
  it('changes its description alone, or with a new value', async () => {
    await create('u')
    const described = await client.send(new UpdateSecretCommand({ SecretId: 'u', Description: 'new' }))
    expect(described.VersionId).toBeUndefined()
    await client.send(new UpdateSecretCommand({ SecretId: 'u', SecretString: 'second' }))
    expect(await valueOf('u')).toBe('second')
    const { Description } = await client.send(new DescribeSecretCommand({ SecretId: 'u' }))
    expect(Description).toBe('new')
  })

  it('needs exactly one value for a new version', async () => {
    await create('p')
    await expect(client.send(new PutSecretValueCommand({ SecretId: 'p' }))).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: 'You must provide either SecretString or SecretBinary.',
    })
    const both = { SecretId: 'p', SecretString: 'x', SecretBinary: Buffer.from('y') }
    await expect(client.send(new PutSecretValueCommand(both))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
  })

  it('adds and removes tags', async () => {
    await create('tagged', { Tags: [{ Key: 'a', Value: '1' }] })
    const Tags = [
      { Key: 'a', Value: '2' },
      { Key: 'b', Value: '3' },
    ]
    await client.send(new TagResourceCommand({ SecretId: 'tagged', Tags }))
    await client.send(new UntagResourceCommand({ SecretId: 'tagged', TagKeys: ['a'] }))
    const described = await client.send(new DescribeSecretCommand({ SecretId: 'tagged' }))
    expect(described.Tags).toEqual([Tags[1]])
  })
})

describe('deletion', () => {
  it('waits for its recovery window, and can be taken back', async () => {
    await create('d')
    const deleted = await client.send(new DeleteSecretCommand({ SecretId: 'd', RecoveryWindowInDays: 7 }))
    expect(deleted.DeletionDate).toEqual(new Date(door.clock.now + 7 * DAY_MS))
    await expect(valueOf('d')).rejects.toMatchObject(marked)
    await expect(create('d')).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message:
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
    })
    const described = await client.send(new DescribeSecretCommand({ SecretId: 'd' }))
    expect(described.DeletedDate).toEqual(new Date(door.clock.now))
    expect((await client.send(new ListSecretsCommand({}))).SecretList).toEqual([])
    const planned = await client.send(new ListSecretsCommand({ IncludePlannedDeletion: true }))
    expect(planned.SecretList).toMatchObject([{ Name: 'd' }])
    await client.send(new RestoreSecretCommand({ SecretId: 'd' }))
    expect(await valueOf('d')).toBe('hush')
  })

  it('ends with the window, and frees the name', async () => {
    const arn = await create('e')
    await client.send(new DeleteSecretCommand({ SecretId: 'e' }))
    door.clock.now += 30 * DAY_MS
    await expect(valueOf('e')).rejects.toMatchObject(notFound)
    expect(await create('e')).not.toBe(arn)
  })

  it('can be forced', async () => {
    const arn = await create('f')
    const force = { SecretId: 'f', ForceDeleteWithoutRecovery: true }
    await client.send(new DeleteSecretCommand(force))
    await expect(valueOf('f')).rejects.toMatchObject(notFound)
    await client.send(new DeleteSecretCommand(force))
    expect(await create('f')).not.toBe(arn)
    await expect(valueOf(arn)).rejects.toMatchObject(notFound)
  })

  it.each([
    [
      { RecoveryWindowInDays: 6 },
      'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).',
    ],
    [
      { RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true },
      "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    ],
  ])('refuses %j', async (parts, message) => {
    const deleted = client.send(new DeleteSecretCommand({ SecretId: 'g', ...parts }))
    await expect(deleted).rejects.toMatchObject({ name: 'InvalidParameterException', message })
  })
})

describe('keys', () => {
  it('decide whether a value can be read', async () => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
    const KeyId = KeyMetadata?.Arn ?? ''
    await create('k', { KmsKeyId: KeyId })
    expect(readSecret(door.store.view(place), 'k', {}, door.clock.now)).toMatchObject({
      kind: 'value',
      key: { arn: KeyId, manager: 'CUSTOMER' },
    })
    await kms.send(new DisableKeyCommand({ KeyId }))
    const refused = {
      name: 'DecryptionFailure',
      message: expect.stringContaining(
        `Secrets Manager can't decrypt the secret value: ${KeyId} is disabled. (Service: AWSKMS; Status Code: 400; Error Code: DisabledException; Request ID: `,
      ),
    }
    await expect(valueOf('k')).rejects.toMatchObject(refused)
    expect(readSecret(door.store.view(place), 'k', {}, door.clock.now)).toMatchObject({
      kind: 'undecryptable',
      fault: { code: 'DisabledException' },
    })
    await expect(create('l', { KmsKeyId: KeyId })).rejects.toMatchObject({ name: 'EncryptionFailure' })
  })

  it('are left behind when a secret moves to another one', async () => {
    const { KeyMetadata: first } = await kms.send(new CreateKeyCommand({}))
    await create('m', { KmsKeyId: first?.KeyId })
    const { KeyMetadata: second } = await kms.send(new CreateKeyCommand({}))
    await client.send(new UpdateSecretCommand({ SecretId: 'm', KmsKeyId: second?.KeyId }))
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId: first?.KeyId }))
    expect(await valueOf('m')).toBe('hush')
    const { KmsKeyId } = await client.send(new DescribeSecretCommand({ SecretId: 'm' }))
    expect(KmsKeyId).toBe(second?.KeyId)
  })

  it('leave nothing of a value in the state but its ciphertext', async () => {
    await create('n', { SecretString: 'a very secret text' })
    const reading = readSecret(door.store.view(place), 'n', {}, door.clock.now)
    if (reading.kind !== 'value') throw new Error(`read ${reading.kind}`)
    expect(reading.value.bytes.toString()).toBe('a very secret text')
    expect(JSON.stringify([reading.secret, reading.version])).not.toContain('a very secret')
  })
})

describe('readSecret', () => {
  it('says what is missing', async () => {
    const arn = await create('w')
    const view = door.store.view({ account: place.account, region: 'eu-west-1' })
    const { now } = door.clock
    expect(readSecret(view, arn, {}, now)).toMatchObject({ kind: 'value', value: { kind: 'string' } })
    expect(readSecret(view, 'w', {}, now)).toEqual({ kind: 'missing' })
    expect(readSecret(view, 'a b', {}, now)).toEqual({ kind: 'invalid-name' })
    const stage = { kind: 'version-missing', by: 'staging label', wanted: 'other' }
    expect(readSecret(view, arn, { versionStage: 'other' }, now)).toMatchObject(stage)
    const id = 'f'.repeat(32)
    const version = { kind: 'version-missing', by: 'VersionId', wanted: id }
    expect(readSecret(view, arn, { versionId: id }, now)).toMatchObject(version)
    await client.send(new DeleteSecretCommand({ SecretId: 'w' }))
    expect(readSecret(view, arn, {}, now)).toMatchObject({ kind: 'marked-for-deletion' })
  })
})
