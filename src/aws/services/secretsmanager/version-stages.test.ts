import assert from 'node:assert/strict'
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

const SecretId = 'staged'
let door: OpenDoor
let client: SecretsManagerClient

beforeEach(async () => {
  door = await openFrontDoor()
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  client = new SecretsManagerClient({ endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 })
  const ClientRequestToken = versionId(1)
  await client.send(new CreateSecretCommand({ Name: SecretId, SecretString: 'v1', ClientRequestToken }))
})

afterEach(async () => {
  client.destroy()
  assert.deepEqual(door.bugs, [])
  await door.close()
})

/** Versions are called 1, 2, 3 here. */
function versionId(version: number): string {
  return String(version).padStart(32, '0')
}

type Step = { put: number; stages?: string[] } | { stage: string; from?: number; to?: number }

async function perform(step: Step): Promise<void> {
  if ('put' in step) {
    const ClientRequestToken = versionId(step.put)
    const parts = { SecretId, SecretString: `v${step.put}`, ClientRequestToken, VersionStages: step.stages }
    await client.send(new PutSecretValueCommand(parts))
    return
  }
  await client.send(
    new UpdateSecretVersionStageCommand({
      SecretId,
      VersionStage: step.stage,
      RemoveFromVersionId: step.from === undefined ? undefined : versionId(step.from),
      MoveToVersionId: step.to === undefined ? undefined : versionId(step.to),
    }),
  )
}

async function stages(IncludeDeprecated = false): Promise<Record<string, string>> {
  const { Versions = [] } = await client.send(
    new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated }),
  )
  return Object.fromEntries(
    Versions.map((each) => [Number(each.VersionId), (each.VersionStages ?? []).join(' ')]),
  )
}

/** As real accounts answered them. */
const courses: [string, Step[], Record<string, string>][] = [
  ['a new value', [{ put: 2 }], { 1: 'AWSPREVIOUS', 2: 'AWSCURRENT' }],
  ['two new values', [{ put: 2 }, { put: 3 }], { 2: 'AWSPREVIOUS', 3: 'AWSCURRENT' }],
  ['a pending value', [{ put: 2, stages: ['AWSPENDING'] }], { 1: 'AWSCURRENT', 2: 'AWSPENDING' }],
  [
    'a pending value that becomes current',
    [
      { put: 2, stages: ['AWSPENDING'] },
      { stage: 'AWSCURRENT', from: 1, to: 2 },
    ],
    { 1: 'AWSPREVIOUS', 2: 'AWSCURRENT AWSPENDING' },
  ],
  [
    'a new value after a pending one became current',
    [{ put: 2, stages: ['AWSPENDING'] }, { stage: 'AWSCURRENT', from: 1, to: 2 }, { put: 3 }],
    { 2: 'AWSPREVIOUS', 3: 'AWSCURRENT' },
  ],
  [
    'own stages stay where they are',
    [
      { put: 2, stages: ['AWSCURRENT', 'PUT0'] },
      { put: 3, stages: ['AWSPENDING', 'PUT1'] },
      { stage: 'AWSCURRENT', from: 2, to: 3 },
      { put: 4, stages: ['AWSPENDING', 'PUT2'] },
      { stage: 'AWSCURRENT', from: 3, to: 4 },
    ],
    { 2: 'PUT0', 3: 'AWSPREVIOUS PUT1', 4: 'AWSCURRENT AWSPENDING PUT2' },
  ],
  [
    'own stages move to the version that takes them',
    [
      { put: 2, stages: ['one', 'two', 'three'] },
      { put: 3, stages: ['one', 'two', 'four'] },
    ],
    { 1: 'AWSCURRENT', 2: 'three', 3: 'four one two' },
  ],
  [
    'a stage that is taken away',
    [
      { put: 2, stages: ['mine'] },
      { stage: 'mine', from: 2 },
    ],
    { 1: 'AWSCURRENT' },
  ],
  [
    'a stage that is added',
    [{ put: 2 }, { stage: 'mine', to: 1 }],
    { 1: 'AWSPREVIOUS mine', 2: 'AWSCURRENT' },
  ],
]

describe('staging labels', () => {
  it.each(courses)('%s', async (_what, steps, expected) => {
    for (const step of steps) await perform(step)
    expect(await stages()).toEqual(expected)
  })

  it('leave deprecated versions out of the listing unless they are asked for', async () => {
    await perform({ put: 2 })
    await perform({ put: 3 })
    expect(await stages(true)).toEqual({ 1: '', 2: 'AWSPREVIOUS', 3: 'AWSCURRENT' })
    const { Versions } = await client.send(new ListSecretVersionIdsCommand({ SecretId, MaxResults: 1 }))
    expect(Versions).toMatchObject([{ KmsKeyIds: ['DefaultEncryptionKey'] }])
  })

  it('choose the version that is read', async () => {
    await perform({ put: 2 })
    const read = async (parts: { VersionStage?: string; VersionId?: string }): Promise<string | undefined> =>
      (await client.send(new GetSecretValueCommand({ SecretId, ...parts }))).SecretString
    expect(await read({})).toBe('v2')
    expect(await read({ VersionStage: 'AWSPREVIOUS' })).toBe('v1')
    expect(await read({ VersionId: versionId(1) })).toBe('v1')
    expect(await read({ VersionId: versionId(2), VersionStage: 'AWSCURRENT' })).toBe('v2')
    await expect(read({ VersionId: versionId(1), VersionStage: 'AWSCURRENT' })).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: 'You provided a VersionStage that is not associated to the provided VersionId.',
    })
    await expect(read({ VersionId: versionId(9) })).rejects.toMatchObject({
      message: `Secrets Manager can't find the specified secret value for VersionId: ${versionId(9)}`,
    })
  })

  it('are put once for one token', async () => {
    await perform({ put: 2 })
    await perform({ put: 2 })
    expect(await stages(true)).toEqual({ 1: 'AWSPREVIOUS', 2: 'AWSCURRENT' })
    const other = { SecretId, SecretString: 'other', ClientRequestToken: versionId(2) }
    await expect(client.send(new PutSecretValueCommand(other))).rejects.toMatchObject({
      name: 'ResourceExistsException',
    })
  })

  it.each<[Step, RegExp]>([
    [
      { stage: 'AWSCURRENT', to: 1 },
      /^The parameter RemoveFromVersionId can't be empty\. Staging label AWSCURRENT is currently attached to version 0+2,/,
    ],
    [{ stage: 'AWSCURRENT', from: 1, to: 2 }, /^The staging label AWSCURRENT is not attached to version/],
    [
      { stage: 'AWSCURRENT', from: 2 },
      /^You can only move staging label AWSCURRENT to a different secret version\./,
    ],
    [{ stage: 'mine' }, /./],
  ])('refuses %j', async (step, message) => {
    await perform({ put: 2 })
    await expect(perform(step)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringMatching(message),
    })
  })
})
