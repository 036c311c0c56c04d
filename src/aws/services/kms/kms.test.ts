import assert from 'node:assert/strict'
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GenerateRandomCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListAliasesCommand,
  ListGrantsCommand,
  ListKeyPoliciesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  ListRetirableGrantsCommand,
  PutKeyPolicyCommand,
  ReEncryptCommand,
  RetireGrantCommand,
  RevokeGrantCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
const secret = Buffer.from('the plaintext')
let door: OpenDoor
let kms: KMSClient

beforeAll(async () => {
  door = await openFrontDoor()
  kms = new KMSClient({ endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 })
})

afterAll(async () => {
  kms.destroy()
  assert.deepEqual(door.bugs, [])
  await door.close()
})

async function newKey(): Promise<{ id: string; arn: string }> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
  return { id: KeyMetadata?.KeyId ?? '', arn: KeyMetadata?.Arn ?? '' }
}

describe('keys', () => {
  it('describes what it made, by id, ARN, alias and alias ARN', async () => {
    const { KeyMetadata: made } = await kms.send(new CreateKeyCommand({ Description: 'shop' }))
    await kms.send(new CreateAliasCommand({ AliasName: 'alias/shop', TargetKeyId: made?.KeyId }))
    const alias = 'arn:aws:kms:us-east-1:000000000000:alias/shop'
    for (const id of [made?.KeyId, made?.Arn, 'alias/shop', alias]) {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: id }))
      expect(KeyMetadata).toEqual(made)
    }
    expect(made).toMatchObject({
      AWSAccountId: '000000000000',
      Description: 'shop',
      Enabled: true,
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      KeyManager: 'CUSTOMER',
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyState: 'Enabled',
      KeyUsage: 'ENCRYPT_DECRYPT',
      MultiRegion: false,
      Origin: 'AWS_KMS',
    })
  })

  it.each([
    ['no-uuid', "Invalid keyId 'no-uuid'"],
    [
      '11111111-2222-3333-4444-555555555555',
      "Key 'arn:aws:kms:us-east-1:000000000000:key/11111111-2222-3333-4444-555555555555' does not exist",
    ],
    ['alias/none', 'Alias arn:aws:kms:us-east-1:000000000000:alias/none is not found.'],
    ['arn:aws:kms:eu-west-1:000000000000:alias/none', 'Invalid arn eu-west-1'],
  ])('says that %s is not found', async (KeyId, message) => {
    await expect(kms.send(new DescribeKeyCommand({ KeyId }))).rejects.toMatchObject({
      name: 'NotFoundException',
      message,
    })
  })

  it('refuses what it has not', async () => {
    const hmac = new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' })
    await expect(kms.send(hmac)).rejects.toMatchObject({ name: 'NotImplemented' })
    await expect(kms.send(new CreateKeyCommand({ KeySpec: 'RSA_2048' }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    })
    await expect(kms.send(new CreateKeyCommand({ MultiRegion: true }))).rejects.toMatchObject({
      name: 'NotImplemented',
    })
  })

  it('pages its listing', async () => {
    await Promise.all([newKey(), newKey(), newKey()])
    const all = await kms.send(new ListKeysCommand({}))
    expect(all.Truncated).toBe(false)
    const first = await kms.send(new ListKeysCommand({ Limit: 2 }))
    expect(first).toMatchObject({ Truncated: true, Keys: all.Keys?.slice(0, 2) })
    const rest = await kms.send(new ListKeysCommand({ Marker: first.NextMarker }))
    expect(rest.Keys).toEqual(all.Keys?.slice(2))
    await expect(kms.send(new ListKeysCommand({ Marker: 'nonsense!' }))).rejects.toMatchObject({
      name: 'InvalidMarkerException',
    })
  })

  it('refuses cryptography while disabled or pending deletion, and forgets a key when its time has come', async () => {
    const { id, arn } = await newKey()
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: id, Plaintext: secret }))
    await kms.send(new DisableKeyCommand({ KeyId: id }))
    const disabled = { name: 'DisabledException', message: `${arn} is disabled.` }
    await expect(kms.send(new EncryptCommand({ KeyId: id, Plaintext: secret }))).rejects.toMatchObject(
      disabled,
    )
    await expect(kms.send(new DecryptCommand({ CiphertextBlob }))).rejects.toMatchObject(disabled)
    await kms.send(new EnableKeyCommand({ KeyId: id }))
    await kms.send(new DecryptCommand({ CiphertextBlob }))

    await expect(
      kms.send(new ScheduleKeyDeletionCommand({ KeyId: id, PendingWindowInDays: 6 })),
    ).rejects.toMatchObject({ name: 'ValidationException' })
    const scheduled = await kms.send(new ScheduleKeyDeletionCommand({ KeyId: id, PendingWindowInDays: 7 }))
    expect(scheduled).toMatchObject({ KeyId: arn, KeyState: 'PendingDeletion', PendingWindowInDays: 7 })
    const pending = { name: 'KMSInvalidStateException', message: `${arn} is pending deletion.` }
    await expect(kms.send(new DecryptCommand({ CiphertextBlob }))).rejects.toMatchObject(pending)
    await expect(kms.send(new EnableKeyCommand({ KeyId: id }))).rejects.toMatchObject(pending)
    expect(await kms.send(new CancelKeyDeletionCommand({ KeyId: id }))).toMatchObject({ KeyId: arn })
    expect((await kms.send(new DescribeKeyCommand({ KeyId: id }))).KeyMetadata?.KeyState).toBe('Disabled')

    await kms.send(new ScheduleKeyDeletionCommand({ KeyId: id, PendingWindowInDays: 7 }))
    const { now } = door.clock
    door.clock.now = now + 7 * 86_400_000
    await expect(kms.send(new DescribeKeyCommand({ KeyId: id }))).rejects.toMatchObject({
      name: 'NotFoundException',
    })
    await expect(kms.send(new DecryptCommand({ CiphertextBlob }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    })
    door.clock.now = now
  })

  it('keeps a description, tags and the rotation status', async () => {
    const { id, arn } = await newKey()
    await kms.send(new UpdateKeyDescriptionCommand({ KeyId: id, Description: 'new' }))
    expect((await kms.send(new DescribeKeyCommand({ KeyId: id }))).KeyMetadata?.Description).toBe('new')
    const Tags = [
      { TagKey: 'a', TagValue: '1' },
      { TagKey: 'b', TagValue: '2' },
    ]
    await kms.send(new TagResourceCommand({ KeyId: id, Tags }))
    await kms.send(new UntagResourceCommand({ KeyId: id, TagKeys: ['a'] }))
    expect((await kms.send(new ListResourceTagsCommand({ KeyId: id }))).Tags).toEqual([Tags[1]])
    expect(await kms.send(new GetKeyRotationStatusCommand({ KeyId: id }))).toMatchObject({
      KeyId: arn,
      KeyRotationEnabled: false,
    })
    await kms.send(new EnableKeyRotationCommand({ KeyId: id, RotationPeriodInDays: 90 }))
    const status = await kms.send(new GetKeyRotationStatusCommand({ KeyId: id }))
    expect(status).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 90 })
    await kms.send(new DisableKeyRotationCommand({ KeyId: id }))
    expect(await kms.send(new GetKeyRotationStatusCommand({ KeyId: id }))).toMatchObject({
      KeyRotationEnabled: false,
    })
  })
})

describe('key policies', () => {
  it('has a default that lets the account decide', async () => {
    const { id } = await newKey()
    const { Policy, PolicyName } = await kms.send(new GetKeyPolicyCommand({ KeyId: id }))
    expect(PolicyName).toBe('default')
    expect(JSON.parse(Policy ?? '')).toMatchObject({
      Id: 'key-default-1',
      Statement: [{ Action: 'kms:*', Principal: { AWS: 'arn:aws:iam::000000000000:root' } }],
    })
    expect(await kms.send(new ListKeyPoliciesCommand({ KeyId: id }))).toMatchObject({
      PolicyNames: ['default'],
    })
    await expect(kms.send(new GetKeyPolicyCommand({ KeyId: id, PolicyName: 'other' }))).rejects.toMatchObject(
      {
        name: 'NotFoundException',
        message: 'No such policy exists',
      },
    )
  })

  it('refuses one that nobody could change again, unless that is meant', async () => {
    const { id } = await newKey()
    const locked = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }],
    })
    await expect(kms.send(new PutKeyPolicyCommand({ KeyId: id, Policy: locked }))).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: 'The new key policy will not allow you to update the key policy in the future.',
    })
    await expect(kms.send(new PutKeyPolicyCommand({ KeyId: id, Policy: 'no json' }))).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    })
    await kms.send(
      new PutKeyPolicyCommand({ KeyId: id, Policy: locked, BypassPolicyLockoutSafetyCheck: true }),
    )
    expect((await kms.send(new GetKeyPolicyCommand({ KeyId: id }))).Policy).toBe(locked)
  })
})

describe('aliases', () => {
  it('creates, moves and deletes', async () => {
    const [one, two] = [await newKey(), await newKey()]
    const AliasName = 'alias/moved'
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: one.id }))
    const aliasesOf = async (KeyId: string): Promise<(string | undefined)[]> =>
      ((await kms.send(new ListAliasesCommand({ KeyId }))).Aliases ?? []).map((alias) => alias.AliasName)
    expect(await aliasesOf(one.id)).toEqual([AliasName])
    await expect(kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: two.id }))).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: 'An alias with the name arn:aws:kms:us-east-1:000000000000:alias/moved already exists',
    })
    await kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId: two.arn }))
    expect([await aliasesOf(one.id), await aliasesOf(two.id)]).toEqual([[], [AliasName]])
    await kms.send(new DeleteAliasCommand({ AliasName }))
    await expect(kms.send(new DeleteAliasCommand({ AliasName }))).rejects.toMatchObject({
      name: 'NotFoundException',
    })
  })

  it.each([
    [
      'shop',
      'ValidationException',
      'Alias must start with the prefix "alias/". ' +
        'Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    ],
    ['alias/', 'ValidationException', 'Invalid identifier'],
    ['alias/a:b', 'ValidationException', 'alias/a:b contains invalid characters for an alias'],
    ['alias/aws/shop', 'NotAuthorizedException', ''],
  ])('refuses the name %s', async (AliasName, name, message) => {
    const { id } = await newKey()
    const expected = message === '' ? { name } : { name, message }
    const created = kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: id }))
    await expect(created).rejects.toMatchObject(expected)
  })

  it('lists those of AWS before their key exists, and makes the key on first use', async () => {
    const client = new KMSClient({ endpoint: door.url, region: 'ap-northeast-2', credentials })
    const before = await client.send(new ListAliasesCommand({}))
    expect(before.Aliases?.map(({ AliasName }) => AliasName)).toContain('alias/aws/ssm')
    expect(before.Aliases?.some(({ TargetKeyId }) => TargetKeyId !== undefined)).toBe(false)
    expect((await client.send(new ListKeysCommand({}))).Keys).toEqual([])
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: 'alias/aws/ssm' }))
    expect(KeyMetadata).toMatchObject({ KeyManager: 'AWS', Enabled: true })
    const again = await client.send(new DescribeKeyCommand({ KeyId: 'alias/aws/ssm' }))
    expect(again.KeyMetadata?.KeyId).toBe(KeyMetadata?.KeyId)
    await expect(client.send(new DisableKeyCommand({ KeyId: KeyMetadata?.KeyId }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    })
    client.destroy()
  })
})

describe('cryptography', () => {
  const EncryptionContext = { a: '1', b: '2' }

  it('encrypts and decrypts under an encryption context', async () => {
    const { id, arn } = await newKey()
    const encrypted = await kms.send(new EncryptCommand({ KeyId: id, Plaintext: secret, EncryptionContext }))
    const { CiphertextBlob = new Uint8Array() } = encrypted
    expect(encrypted).toMatchObject({ KeyId: arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' })
    expect(Buffer.from(CiphertextBlob).includes(secret)).toBe(false)
    const swapped = { b: '2', a: '1' }
    const decrypted = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: swapped }))
    expect(Buffer.from(decrypted.Plaintext ?? [])).toEqual(secret)
    const invalid = { name: 'InvalidCiphertextException' }
    await expect(kms.send(new DecryptCommand({ CiphertextBlob }))).rejects.toMatchObject(invalid)
    const broken = Buffer.from(CiphertextBlob)
    broken.writeUInt8(broken.readUInt8(40) ^ 1, 40)
    await expect(
      kms.send(new DecryptCommand({ CiphertextBlob: broken, EncryptionContext })),
    ).rejects.toMatchObject(invalid)
    await expect(
      kms.send(new DecryptCommand({ CiphertextBlob: Buffer.from('what is this'), EncryptionContext })),
    ).rejects.toMatchObject(invalid)
  })

  it('refuses another key than the one the ciphertext was made with', async () => {
    const [one, two] = [await newKey(), await newKey()]
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: one.id, Plaintext: secret }))
    await expect(kms.send(new DecryptCommand({ CiphertextBlob, KeyId: two.id }))).rejects.toMatchObject({
      name: 'IncorrectKeyException',
      message: 'The key ID in the request does not identify a CMK that can perform this operation.',
    })
    const moved = await kms.send(new ReEncryptCommand({ CiphertextBlob, DestinationKeyId: two.arn }))
    expect(moved).toMatchObject({ SourceKeyId: one.arn, KeyId: two.arn })
    const back = await kms.send(new DecryptCommand({ CiphertextBlob: moved.CiphertextBlob, KeyId: two.id }))
    expect(Buffer.from(back.Plaintext ?? [])).toEqual(secret)
  })

  it('makes data keys that Decrypt gives back', async () => {
    const { id } = await newKey()
    const made = await kms.send(new GenerateDataKeyCommand({ KeyId: id, KeySpec: 'AES_128' }))
    expect(made.Plaintext).toHaveLength(16)
    const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob }))
    expect(Plaintext).toEqual(made.Plaintext)
    const sealed = await kms.send(
      new GenerateDataKeyWithoutPlaintextCommand({ KeyId: id, NumberOfBytes: 24 }),
    )
    const opened = await kms.send(new DecryptCommand({ CiphertextBlob: sealed.CiphertextBlob }))
    expect(opened.Plaintext).toHaveLength(24)
    await expect(kms.send(new GenerateDataKeyCommand({ KeyId: id }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Please specify either number of bytes or key spec.',
    })
    expect((await kms.send(new GenerateRandomCommand({ NumberOfBytes: 12 }))).Plaintext).toHaveLength(12)
    await expect(kms.send(new GenerateRandomCommand({}))).rejects.toMatchObject({
      message: 'NumberOfBytes is required.',
    })
  })

  it('does not repeat a plaintext that is too long', async () => {
    const { id } = await newKey()
    const long = Buffer.alloc(4097, 'x')
    await expect(kms.send(new EncryptCommand({ KeyId: id, Plaintext: long }))).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
    })
  })

  it('ends a dry run with its own error', async () => {
    const { id } = await newKey()
    await expect(
      kms.send(new EncryptCommand({ KeyId: id, Plaintext: secret, DryRun: true })),
    ).rejects.toMatchObject({ name: 'DryRunOperationException' })
  })
})

describe('grants', () => {
  it('are made once under a name, listed, revoked and retired', async () => {
    const { id, arn } = await newKey()
    const GranteePrincipal = 'arn:aws:iam::000000000000:role/app'
    const RetiringPrincipal = 'arn:aws:iam::000000000000:role/ops'
    const wanted = {
      KeyId: id,
      GranteePrincipal,
      RetiringPrincipal,
      Name: 'app',
      Operations: ['Decrypt' as const],
    }
    const made = await kms.send(new CreateGrantCommand(wanted))
    expect((await kms.send(new CreateGrantCommand(wanted))).GrantId).toBe(made.GrantId)
    const listed = await kms.send(new ListGrantsCommand({ KeyId: id }))
    expect(listed.Grants).toMatchObject([
      { KeyId: arn, GranteePrincipal, Name: 'app', Operations: ['Decrypt'] },
    ])
    const retirable = await kms.send(new ListRetirableGrantsCommand({ RetiringPrincipal }))
    expect(retirable.Grants?.map(({ GrantId }) => GrantId)).toEqual([made.GrantId])
    await kms.send(new RevokeGrantCommand({ KeyId: id, GrantId: made.GrantId }))
    await expect(
      kms.send(new RevokeGrantCommand({ KeyId: id, GrantId: made.GrantId })),
    ).rejects.toMatchObject({
      name: 'NotFoundException',
    })
    const again = await kms.send(new CreateGrantCommand(wanted))
    await kms.send(new RetireGrantCommand({ GrantToken: again.GrantToken }))
    expect((await kms.send(new ListGrantsCommand({ KeyId: id }))).Grants).toEqual([])
  })
})
