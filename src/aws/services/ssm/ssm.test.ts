import assert from 'node:assert/strict'
import { KMSClient, CreateKeyCommand, DisableKeyCommand, DescribeKeyCommand } from '@aws-sdk/client-kms'
import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  SSMClient,
  UnlabelParameterVersionCommand,
  type PutParameterCommandInput,
} from '@aws-sdk/client-ssm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'
import { readParameter } from './read-parameter.ts'

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
const place = { account: '000000000000', region: 'us-east-1' }
let door: OpenDoor
let ssm: SSMClient
let kms: KMSClient

beforeEach(async () => {
  door = await openFrontDoor()
  const config = { endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 }
  ssm = new SSMClient(config)
  kms = new KMSClient(config)
})

afterEach(async () => {
  ssm.destroy()
  kms.destroy()
  assert.deepEqual(door.bugs, [])
  await door.close()
})

async function put(Name: string, more: Partial<PutParameterCommandInput> = {}): Promise<number | undefined> {
  const { Version } = await ssm.send(new PutParameterCommand({ Name, Value: 'v', Type: 'String', ...more }))
  return Version
}

async function valueOf(Name: string, WithDecryption = false): Promise<string | undefined> {
  return (await ssm.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter?.Value
}

describe('one parameter', () => {
  it('is read by name and ARN', async () => {
    expect(await put('/shop/db/host', { Value: 'db.local' })).toBe(1)
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/shop/db/host' }))
    expect(Parameter).toEqual({
      ARN: 'arn:aws:ssm:us-east-1:000000000000:parameter/shop/db/host',
      DataType: 'text',
      LastModifiedDate: new Date(door.clock.now),
      Name: '/shop/db/host',
      Type: 'String',
      Value: 'db.local',
      Version: 1,
    })
    expect(await ssm.send(new GetParameterCommand({ Name: Parameter?.ARN }))).toMatchObject({ Parameter })
  })

  it('at the root is the same with and without its slash', async () => {
    await put('plain')
    expect(await valueOf('/plain')).toBe('v')
    expect(await valueOf('arn:aws:ssm:us-east-1:000000000000:parameter/plain')).toBe('v')
    await expect(put('/plain')).rejects.toMatchObject({ name: 'ParameterAlreadyExists' })
  })

  it('gets versions and keeps what is not given anew', async () => {
    await put('/a/b', { Description: 'first', AllowedPattern: '[a-z]+' })
    await expect(put('/a/b')).rejects.toMatchObject({
      name: 'ParameterAlreadyExists',
      message:
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    })
    expect(await put('/a/b', { Type: undefined, Value: 'w', Overwrite: true })).toBe(2)
    expect([await valueOf('/a/b'), await valueOf('/a/b:1')]).toEqual(['w', 'v'])
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/a/b:1' }))
    expect(Parameter).toMatchObject({ Name: '/a/b', Selector: ':1', Version: 1 })
    const { Parameters } = await ssm.send(new GetParameterHistoryCommand({ Name: '/a/b' }))
    expect(Parameters).toMatchObject([
      { Version: 1, Value: 'v', Description: 'first', Labels: [] },
      { Version: 2, Value: 'w', Description: 'first', AllowedPattern: '[a-z]+', Tier: 'Standard' },
    ])
    await expect(valueOf('/a/b:3')).rejects.toMatchObject({
      name: 'ParameterVersionNotFound',
      message: 'Systems Manager could not find version 3 of /a/b. Verify the version and try again.',
    })
  })

  it('keeps a hundred versions, and does not drop a labelled one', async () => {
    for (let version = 1; version <= 101; version += 1)
      await put('/many', { Overwrite: true, Value: `${version}` })
    await expect(valueOf('/many:1')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' })
    expect(await valueOf('/many:2')).toBe('2')
    const Labels = ['keep']
    await ssm.send(new LabelParameterVersionCommand({ Name: '/many', ParameterVersion: 2, Labels }))
    await expect(put('/many', { Overwrite: true })).rejects.toMatchObject({
      name: 'ParameterMaxVersionLimitExceeded',
    })
    const first = await ssm.send(new GetParameterHistoryCommand({ Name: '/many' }))
    const second = await ssm.send(
      new GetParameterHistoryCommand({ Name: '/many', NextToken: first.NextToken }),
    )
    expect([first.Parameters?.length, second.Parameters?.length, second.NextToken]).toEqual([
      50,
      50,
      undefined,
    ])
  })

  it('is gone after its deletion', async () => {
    await put('/gone')
    await ssm.send(new DeleteParameterCommand({ Name: '/gone' }))
    await expect(valueOf('/gone')).rejects.toMatchObject({ name: 'ParameterNotFound' })
    const again = ssm.send(new DeleteParameterCommand({ Name: '/gone' }))
    await expect(again).rejects.toMatchObject({ name: 'ParameterNotFound' })
    expect(await put('/gone')).toBe(1)
    const deleted = await ssm.send(new DeleteParametersCommand({ Names: ['/gone', '/never'] }))
    expect(deleted).toMatchObject({ DeletedParameters: ['/gone'], InvalidParameters: ['/never'] })
  })
})

describe('what PutParameter refuses', () => {
  const prefix = /^Parameter name: can't be prefixed with "ssm" \(case-insensitive\)\. If formed as a path/
  it.each<[string, Partial<PutParameterCommandInput>, string, RegExp]>([
    [
      'a path without its slash',
      { Name: 'a/b' },
      'ValidationException',
      /^Parameter name must be a fully qualified name\.$/,
    ],
    ['a space', { Name: 'a b' }, 'ValidationException', prefix],
    ['an empty level', { Name: '/a//b' }, 'ValidationException', prefix],
    ['a path of SSM', { Name: '/ssm/x' }, 'ValidationException', prefix],
    [
      'a path of AWS',
      { Name: '/aws/x' },
      'AccessDeniedException',
      /^No access to reserved parameter name: \/aws\/x\.$/,
    ],
    [
      'a name of AWS',
      { Name: 'awsome' },
      'ValidationException',
      /^Parameter name: can't be prefixed with "aws" or "ssm"/,
    ],
    ['16 levels', { Name: '/a'.repeat(16) }, 'HierarchyLevelLimitExceededException', /maximum of 15 levels/],
    [
      'no type',
      { Type: undefined },
      'ValidationException',
      /^A parameter type is required when you create a parameter\.$/,
    ],
    [
      'a long value',
      { Value: 'x'.repeat(4097) },
      'ValidationException',
      /^Standard tier parameters support a maximum/,
    ],
    [
      'a value beside its pattern',
      { AllowedPattern: '\\d{1,4}' },
      'ParameterPatternMismatchException',
      /allowedPattern: \\d\{1,4\}$/,
    ],
    ['a broken pattern', { AllowedPattern: '[' }, 'InvalidAllowedPatternException', /./],
    [
      'an unknown data type',
      { DataType: 'Text' },
      'ValidationException',
      /^The following data type is not supported: Text/,
    ],
    ['an image', { DataType: 'aws:ec2:image' }, 'NotImplemented', /not implemented by seatrial$/],
    ['policies', { Tier: 'Advanced', Policies: '[]' }, 'NotImplemented', /not implemented by seatrial$/],
    [
      'tags with overwrite',
      { Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] },
      'ValidationException',
      /^Invalid request: tags and overwrite/,
    ],
    [
      'a key that is not there',
      { Type: 'SecureString', KeyId: 'alias/none' },
      'InvalidKeyId',
      /alias\/none is not found\. \(Service: AWSKMS; Status Code: 400; Error Code: NotFoundException/,
    ],
  ])('%s', async (_what, input, name, message) => {
    await expect(put('/fine', input)).rejects.toMatchObject({ name, message: expect.stringMatching(message) })
  })

  it('a way back from the advanced tier', async () => {
    await put('/tier', { Tier: 'Intelligent-Tiering', Value: 'x'.repeat(5000) })
    await expect(put('/tier', { Tier: 'Standard', Overwrite: true })).rejects.toMatchObject({
      message: expect.stringMatching(
        /^This parameter uses the advanced-parameter tier\. You can't downgrade/,
      ),
    })
    const kept = await ssm.send(new PutParameterCommand({ Name: '/tier', Value: 'x', Overwrite: true }))
    expect(kept).toMatchObject({ Tier: 'Advanced', Version: 2 })
  })
})

describe('secure strings', () => {
  it('are decrypted only where that is asked for', async () => {
    await put('/secure', { Type: 'SecureString', Value: 'hush' })
    expect(await valueOf('/secure', true)).toBe('hush')
    const encrypted = await valueOf('/secure')
    expect(encrypted).toMatch(/^AQICAH/)
    expect(Buffer.from(encrypted ?? '', 'base64').includes('hush')).toBe(false)
    const { Parameters } = await ssm.send(new DescribeParametersCommand({}))
    expect(Parameters).toMatchObject([{ Type: 'SecureString', KeyId: 'alias/aws/ssm' }])
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/aws/ssm' }))
    const view = door.store.view(place)
    const key = { arn: KeyMetadata?.Arn, manager: 'AWS' }
    expect(readParameter(view, '/secure', door.clock.now)).toMatchObject({
      kind: 'found',
      value: 'hush',
      key,
    })
  })

  it('cannot be read under a disabled key', async () => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
    await put('/cmk', { Type: 'SecureString', Value: 'hush', KeyId: KeyMetadata?.KeyId })
    await kms.send(new DisableKeyCommand({ KeyId: KeyMetadata?.KeyId }))
    const text = `${KeyMetadata?.Arn} is disabled. (Service: AWSKMS; Status Code: 400; Error Code: DisabledException; Request ID: `
    const refused = { name: 'InvalidKeyId', message: expect.stringContaining(text) }
    await expect(valueOf('/cmk', true)).rejects.toMatchObject(refused)
    await expect(
      ssm.send(new GetParametersCommand({ Names: ['/cmk'], WithDecryption: true })),
    ).rejects.toMatchObject(refused)
    const reading = readParameter(door.store.view(place), '/cmk', door.clock.now)
    expect(reading).toMatchObject({ kind: 'undecryptable', code: 'DisabledException' })
  })
})

describe('labels and tags', () => {
  it('moves a label, lists unfit ones, and takes them away', async () => {
    await put('/l')
    await put('/l', { Overwrite: true, Value: 'w' })
    const first = { Name: '/l', ParameterVersion: 1, Labels: ['live', '1st', 'aws-x'] }
    const labelled = await ssm.send(new LabelParameterVersionCommand(first))
    expect(labelled).toMatchObject({ InvalidLabels: ['1st', 'aws-x'], ParameterVersion: 1 })
    await ssm.send(new LabelParameterVersionCommand({ Name: '/l', Labels: ['live'] }))
    expect(await valueOf('/l:live')).toBe('w')
    const many = Array.from({ length: 10 }, (_, index) => `l${index}`)
    await expect(
      ssm.send(new LabelParameterVersionCommand({ Name: '/l', Labels: many })),
    ).rejects.toMatchObject({ name: 'ParameterVersionLabelLimitExceeded' })
    const taken = { Name: '/l', ParameterVersion: 2, Labels: ['live', 'other'] }
    expect(await ssm.send(new UnlabelParameterVersionCommand(taken))).toMatchObject({
      RemovedLabels: ['live'],
      InvalidLabels: ['other'],
    })
    await expect(valueOf('/l:live')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' })
  })

  it('adds, changes, lists and removes tags', async () => {
    await put('/t', { Tags: [{ Key: 'a', Value: '1' }] })
    const resource = { ResourceType: 'Parameter', ResourceId: '/t' } as const
    const Tags = [
      { Key: 'a', Value: '2' },
      { Key: 'b', Value: '3' },
    ]
    await ssm.send(new AddTagsToResourceCommand({ ...resource, Tags }))
    expect((await ssm.send(new ListTagsForResourceCommand(resource))).TagList).toEqual(Tags)
    await ssm.send(new RemoveTagsFromResourceCommand({ ...resource, TagKeys: ['a'] }))
    expect((await ssm.send(new ListTagsForResourceCommand(resource))).TagList).toEqual([Tags[1]])
    await expect(
      ssm.send(new ListTagsForResourceCommand({ ...resource, ResourceId: '/none' })),
    ).rejects.toMatchObject({ name: 'InvalidResourceId' })
  })
})

describe('readParameter', () => {
  it('follows an ARN to its region and says what is missing', async () => {
    const other = new SSMClient({ endpoint: door.url, region: 'eu-west-1', credentials })
    await other.send(new PutParameterCommand({ Name: '/far/away', Value: 'far', Type: 'String' }))
    other.destroy()
    const view = door.store.view(place)
    const { now } = door.clock
    const arn = 'arn:aws:ssm:eu-west-1:000000000000:parameter/far/away'
    expect(readParameter(view, arn, now)).toMatchObject({ kind: 'found', value: 'far', version: 1 })
    expect(readParameter(view, `${arn}:1`, now)).toMatchObject({ kind: 'found', value: 'far' })
    expect(readParameter(view, `${arn}:2`, now)).toEqual({ kind: 'missing', what: 'version' })
    expect(readParameter(view, '/far/away', now)).toEqual({ kind: 'missing', what: 'parameter' })
    expect(readParameter(view, 'a b', now)).toEqual({ kind: 'missing', what: 'parameter' })
    await expect(valueOf(arn)).rejects.toMatchObject({ name: 'ParameterNotFound' })
  })
})
