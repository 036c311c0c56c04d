import assert from 'node:assert/strict'
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  type CreateSecretCommandInput,
} from '@aws-sdk/client-secrets-manager'
import { GetParameterCommand, GetParametersCommand, SSMClient, type Parameter } from '@aws-sdk/client-ssm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'
import { permissionsOf } from '../../access-rules/rule.ts'
import { ssmRules } from '../../access-rules/ssm.ts'
import { Store } from '../../../store/store.ts'

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
const prefix = '/aws/reference/secretsmanager/'
let door: OpenDoor
let ssm: SSMClient
let secrets: SecretsManagerClient

beforeEach(async () => {
  door = await openFrontDoor()
  const config = { endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 }
  ssm = new SSMClient(config)
  secrets = new SecretsManagerClient(config)
})

afterEach(async () => {
  ssm.destroy()
  secrets.destroy()
  assert.deepEqual(door.bugs, [])
  await door.close()
})

async function create(Name: string, more: Partial<CreateSecretCommandInput> = {}): Promise<string> {
  const { ARN: arn = '' } = await secrets.send(
    new CreateSecretCommand({ Name, SecretString: 'one', ...more }),
  )
  return arn
}

async function read(secret: string, WithDecryption = true): Promise<Parameter | undefined> {
  const command = new GetParameterCommand({ Name: `${prefix}${secret}`, WithDecryption })
  return (await ssm.send(command)).Parameter
}

describe('a secret read as a parameter', () => {
  it('is shown with where it comes from', async () => {
    const arn = await create('db/login')
    const parameter = await read('db/login')
    expect(parameter).toMatchObject({
      Name: `${prefix}db/login`,
      Type: 'SecureString',
      Value: 'one',
      Version: 0,
      ARN: arn,
    })
    expect(JSON.parse(parameter?.SourceResult ?? '')).toMatchObject({
      ARN: arn,
      name: 'db/login',
      secretString: 'one',
      versionStages: ['AWSCURRENT'],
    })
  })

  it('may be an earlier version, by stage or id', async () => {
    await create('turned', { ClientRequestToken: '00000000-0000-4000-8000-000000000001' })
    await secrets.send(new PutSecretValueCommand({ SecretId: 'turned', SecretString: 'two' }))
    expect((await read('turned'))?.Value).toBe('two')
    expect((await read('turned:AWSPREVIOUS'))?.Value).toBe('one')
    expect((await read('turned:00000000-0000-4000-8000-000000000001'))?.Value).toBe('one')
  })

  it('is refused without decryption and where it is not there', async () => {
    await create('here')
    await expect(read('here', false)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'WithDecryption flag must be True for retrieving a Secret Manager secret.',
    })
    await expect(read('gone')).rejects.toMatchObject({
      name: 'ParameterNotFound',
      message: `An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret ${prefix}gone not found.`,
    })
  })

  it('stands among other parameters, a missing one among the invalid', async () => {
    await create('here')
    const Names = [`${prefix}here`, `${prefix}gone`]
    const several = await ssm.send(new GetParametersCommand({ Names, WithDecryption: true }))
    expect(several.Parameters?.map(({ Name }) => Name)).toEqual([`${prefix}here`])
    expect(several.InvalidParameters).toEqual([`${prefix}gone`])
  })

  it('needs the permission to read the secret too', () => {
    const place = { account: '000000000000', region: 'us-east-1' }
    const caller = { now: 0, callerArn: 'arn:aws:iam::000000000000:user/ann' }
    const view = new Store().view(place)
    const input = { Name: `${prefix}db`, WithDecryption: true }
    const needed = permissionsOf(ssmRules, 'GetParameter', input, { ...place, ...caller, view })
    expect(needed.map(({ action, resource }) => [action, resource])).toEqual([
      ['ssm:GetParameter', 'arn:aws:ssm:us-east-1:000000000000:parameter/aws/reference/secretsmanager/db'],
      ['secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:us-east-1:000000000000:secret:db'],
    ])
  })
})
