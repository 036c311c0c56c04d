import assert from 'node:assert/strict'
import {
  BatchGetSecretValueCommand,
  CreateSecretCommand,
  DeleteResourcePolicyCommand,
  GetRandomPasswordCommand,
  GetResourcePolicyCommand,
  ListSecretsCommand,
  PutResourcePolicyCommand,
  SecretsManagerClient,
  ValidateResourcePolicyCommand,
  type CreateSecretCommandInput,
  type Filter,
} from '@aws-sdk/client-secrets-manager'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
let door: OpenDoor
let client: SecretsManagerClient

beforeEach(async () => {
  door = await openFrontDoor()
  const config = { endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 }
  client = new SecretsManagerClient(config)
})

afterEach(async () => {
  client.destroy()
  assert.deepEqual(door.bugs, [])
  await door.close()
})

async function create(Name: string, more: Partial<CreateSecretCommandInput> = {}): Promise<string> {
  const { ARN } = await client.send(new CreateSecretCommand({ Name, SecretString: 'hush', ...more }))
  return ARN ?? ''
}

const notFound = {
  name: 'ResourceNotFoundException',
  message: "Secrets Manager can't find the specified secret.",
}
describe('listing', () => {
  beforeEach(async () => {
    await create('shop/db', { Description: 'The database password', Tags: [{ Key: 'Team', Value: 'red' }] })
    door.clock.now += 1000
    await create('shop/mail', { Description: 'SMTP' })
    door.clock.now += 1000
    await create('other')
  })

  const names = async (Filters: Filter[]): Promise<(string | undefined)[]> =>
    ((await client.send(new ListSecretsCommand({ Filters }))).SecretList ?? []).map(({ Name }) => Name)

  it.each<[Filter, string[]]>([
    [{ Key: 'name', Values: ['shop/'] }, ['shop/db', 'shop/mail']],
    [{ Key: 'name', Values: ['Shop/'] }, []],
    [{ Key: 'name', Values: ['!shop/'] }, ['other']],
    [{ Key: 'description', Values: ['the data'] }, ['shop/db']],
    [{ Key: 'tag-key', Values: ['Te'] }, ['shop/db']],
    [{ Key: 'tag-value', Values: ['blue', 'red'] }, ['shop/db']],
    [{ Key: 'all', Values: ['PASSWORD'] }, ['shop/db']],
    [{ Key: 'owning-service', Values: ['rds'] }, []],
  ])('filters by %j', async (filter, expected) => {
    expect(await names([filter])).toEqual(expected)
  })

  it('sorts and pages', async () => {
    const sorted = { SortBy: 'name', SortOrder: 'desc', MaxResults: 2 } as const
    const first = await client.send(new ListSecretsCommand(sorted))
    expect(first.SecretList?.map(({ Name }) => Name)).toEqual(['shop/mail', 'shop/db'])
    const second = await client.send(new ListSecretsCommand({ ...sorted, NextToken: first.NextToken }))
    expect(second.SecretList?.map(({ Name }) => Name)).toEqual(['other'])
    await expect(client.send(new ListSecretsCommand({ NextToken: 'nonsense!' }))).rejects.toMatchObject({
      name: 'InvalidNextTokenException',
    })
  })

  it('reads several values at once, and lists what failed', async () => {
    const SecretIdList = ['other', 'none', 'shop/db']
    const read = await client.send(new BatchGetSecretValueCommand({ SecretIdList }))
    expect(read.SecretValues).toMatchObject([{ Name: 'other', SecretString: 'hush' }, { Name: 'shop/db' }])
    expect(read.Errors).toEqual([{ SecretId: 'none', ErrorCode: notFound.name, Message: notFound.message }])
    const filtered = { Filters: [{ Key: 'name' as const, Values: ['shop'] }], MaxResults: 1 }
    const page = await client.send(new BatchGetSecretValueCommand(filtered))
    expect([page.SecretValues?.length, typeof page.NextToken]).toEqual([1, 'string'])
    await expect(client.send(new BatchGetSecretValueCommand({}))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
  })
})

describe('resource policies', () => {
  const policy = (Principal: unknown): string =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal, Action: '*', Resource: '*' }],
    })
  const mine = policy({ AWS: 'arn:aws:iam::000000000000:root' })

  it('are put, read and deleted', async () => {
    await create('q')
    await client.send(new PutResourcePolicyCommand({ SecretId: 'q', ResourcePolicy: mine }))
    const read = async (): Promise<string | undefined> =>
      (await client.send(new GetResourcePolicyCommand({ SecretId: 'q' }))).ResourcePolicy
    expect(await read()).toBe(mine)
    await client.send(new DeleteResourcePolicyCommand({ SecretId: 'q' }))
    expect(await read()).toBeUndefined()
  })

  it.each([
    ['nonsense', {}, 'MalformedPolicyDocumentException'],
    [JSON.stringify({ Statement: [{ Effect: 'Allow' }] }), {}, 'MalformedPolicyDocumentException'],
    [policy('*'), { BlockPublicPolicy: true }, 'PublicPolicyException'],
    [policy({ AWS: ['*'] }), { BlockPublicPolicy: true }, 'PublicPolicyException'],
  ])('refuses %s', async (ResourcePolicy, parts, name) => {
    await create('v')
    const put = client.send(new PutResourcePolicyCommand({ SecretId: 'v', ResourcePolicy, ...parts }))
    await expect(put).rejects.toMatchObject({ name })
  })

  it.each([
    [mine, true],
    [policy('*'), false],
  ])('are validated', async (ResourcePolicy, passed) => {
    const validated = await client.send(new ValidateResourcePolicyCommand({ ResourcePolicy }))
    expect(validated.PolicyValidationPassed).toBe(passed)
  })
})

describe('random passwords', () => {
  it('have every kind of character that is not excluded', async () => {
    const plain = await client.send(new GetRandomPasswordCommand({}))
    expect(plain.RandomPassword).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^\w\s])\S{32}$/)
    const parts = {
      PasswordLength: 100,
      ExcludePunctuation: true,
      ExcludeUppercase: true,
      ExcludeCharacters: 'abc1',
    }
    const limited = await client.send(new GetRandomPasswordCommand(parts))
    expect(limited.RandomPassword).toMatch(/^[d-z02-9]{100}$/)
  })

  it('are not too short for what they need', async () => {
    await expect(client.send(new GetRandomPasswordCommand({ PasswordLength: 3 }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Password length is too short based on the required types.',
    })
  })
})
