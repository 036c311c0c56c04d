import {
  CreateRepositoryCommand,
  DeleteLifecyclePolicyCommand,
  DeleteRegistryPolicyCommand,
  DeleteRepositoryCommand,
  DeleteRepositoryPolicyCommand,
  DescribeRegistryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetLifecyclePolicyCommand,
  GetRegistryPolicyCommand,
  GetRepositoryPolicyCommand,
  InitiateLayerUploadCommand,
  ListTagsForResourceCommand,
  PutImageCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  PutRegistryPolicyCommand,
  SetRepositoryPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
  paginateDescribeRepositories,
  type CreateRepositoryCommandInput,
  type CreateRepositoryCommandOutput,
} from '@aws-sdk/client-ecr'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

const repositoryName = 'shop/user-api'
const repositoryArn = `arn:aws:ecr:us-east-1:000000000000:repository/${repositoryName}`
const policyText = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: ['ecr:BatchGetImage'] }],
})

let door: OpenDoor
let ecr: ECRClient

beforeEach(async () => {
  door = await openFrontDoor()
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  ecr = new ECRClient({ endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 })
})

afterEach(async () => {
  ecr.destroy()
  await door.close()
  if (door.bugs.length > 0) throw new Error('an operation broke', { cause: door.bugs[0] })
})

const create = async (
  options: Partial<CreateRepositoryCommandInput> = {},
): Promise<CreateRepositoryCommandOutput> =>
  ecr.send(new CreateRepositoryCommand({ repositoryName, ...options }))

describe('repositories', () => {
  it('are described as they were made', async () => {
    const { repository } = await create()
    expect(repository).toEqual({
      repositoryArn,
      registryId: '000000000000',
      repositoryName,
      repositoryUri: `000000000000.dkr.ecr.us-east-1.amazonaws.com/${repositoryName}`,
      createdAt: new Date(door.clock.now),
      imageTagMutability: 'MUTABLE',
      imageScanningConfiguration: { scanOnPush: false },
      encryptionConfiguration: { encryptionType: 'AES256' },
    })
    const described = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }))
    expect(described.repositories).toEqual([repository])
  })

  it('are made once, with names that ECR takes', async () => {
    await create()
    await expect(create()).rejects.toMatchObject({
      name: 'RepositoryAlreadyExistsException',
      message: `The repository with name '${repositoryName}' already exists in the registry with id '000000000000'`,
    })
    await expect(create({ repositoryName: 'Shop' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringMatching(
        /^Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '.*''$/,
      ) as string,
    })
  })

  it('are listed in pages', async () => {
    for (const name of ['aa', 'bb', 'cc']) await create({ repositoryName: name })
    const names: (string | undefined)[][] = []
    for await (const page of paginateDescribeRepositories({ client: ecr, pageSize: 2 }, {})) {
      names.push((page.repositories ?? []).map((repository) => repository.repositoryName))
    }
    expect(names).toEqual([['aa', 'bb'], ['cc']])
    await expect(
      ecr.send(new DescribeRepositoriesCommand({ repositoryNames: ['aa', 'none'] })),
    ).rejects.toMatchObject({
      name: 'RepositoryNotFoundException',
      message: "The repository with name 'none' does not exist in the registry with id '000000000000'",
    })
  })

  it('are deleted with their images only where that is forced', async () => {
    await create()
    const part = {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: `sha256:${'0'.repeat(64)}`,
      size: 7,
    }
    const mediaType = 'application/vnd.oci.image.manifest.v1+json'
    const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, config: part, layers: [part] })
    await ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag: 'v1' }))
    await expect(ecr.send(new DeleteRepositoryCommand({ repositoryName }))).rejects.toMatchObject({
      name: 'RepositoryNotEmptyException',
      message: `The repository with name '${repositoryName}' in registry with id '000000000000' cannot be deleted because it still contains images`,
    })
    await ecr.send(new DeleteRepositoryCommand({ repositoryName, force: true }))
    await create()
    await ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag: 'v1' }))
  })

  it('with KMS have the key of ECR, or the one given', async () => {
    const { repository } = await create({ encryptionConfiguration: { encryptionType: 'KMS' } })
    const kmsKey = repository?.encryptionConfiguration?.kmsKey
    expect(kmsKey).toMatch(/^arn:aws:kms:us-east-1:000000000000:key\//)
    const same = await create({
      repositoryName: 'bb',
      encryptionConfiguration: { encryptionType: 'KMS', kmsKey },
    })
    expect(same.repository?.encryptionConfiguration).toEqual({ encryptionType: 'KMS', kmsKey })
    const none = { encryptionType: 'KMS', kmsKey: 'alias/none' } as const
    await expect(create({ repositoryName: 'cc', encryptionConfiguration: none })).rejects.toMatchObject({
      name: 'KmsException',
      kmsError: 'NotFoundException',
    })
  })

  it('carry tags', async () => {
    await create({ tags: [{ Key: 'a', Value: '1' }] })
    await ecr.send(new TagResourceCommand({ resourceArn: repositoryArn, tags: [{ Key: 'b', Value: '2' }] }))
    await ecr.send(new UntagResourceCommand({ resourceArn: repositoryArn, tagKeys: ['a'] }))
    const { tags } = await ecr.send(new ListTagsForResourceCommand({ resourceArn: repositoryArn }))
    expect(tags).toEqual([{ Key: 'b', Value: '2' }])
    await expect(
      ecr.send(new ListTagsForResourceCommand({ resourceArn: 'arn:aws:ecr' })),
    ).rejects.toMatchObject({
      message: "Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN'",
    })
    const reserved = [{ Key: 'aws:x', Value: '' }]
    await expect(
      ecr.send(new TagResourceCommand({ resourceArn: repositoryArn, tags: reserved })),
    ).rejects.toMatchObject({ name: 'InvalidTagParameterException' })
  })

  it('keep their settings', async () => {
    await create()
    const scanning = { repositoryName, imageScanningConfiguration: { scanOnPush: true } }
    await ecr.send(new PutImageScanningConfigurationCommand(scanning))
    await ecr.send(new PutImageTagMutabilityCommand({ repositoryName, imageTagMutability: 'IMMUTABLE' }))
    const { repositories } = await ecr.send(new DescribeRepositoriesCommand({}))
    expect(repositories?.[0]).toMatchObject({
      imageScanningConfiguration: { scanOnPush: true },
      imageTagMutability: 'IMMUTABLE',
    })
    const incomplete = { repositoryName, imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' } as const
    await expect(ecr.send(new PutImageTagMutabilityCommand(incomplete))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
  })
})

describe('policies', () => {
  it('of a repository are kept as given', async () => {
    await create()
    await expect(ecr.send(new GetRepositoryPolicyCommand({ repositoryName }))).rejects.toMatchObject({
      name: 'RepositoryPolicyNotFoundException',
      message: `Repository policy does not exist for the repository with name '${repositoryName}' in the registry with id '000000000000'`,
    })
    await ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }))
    expect(await ecr.send(new GetRepositoryPolicyCommand({ repositoryName }))).toMatchObject({
      registryId: '000000000000',
      repositoryName,
      policyText,
    })
    await ecr.send(new DeleteRepositoryPolicyCommand({ repositoryName }))
    await expect(ecr.send(new DeleteRepositoryPolicyCommand({ repositoryName }))).rejects.toMatchObject({
      name: 'RepositoryPolicyNotFoundException',
    })
  })

  it.each([
    'text',
    '{}',
    '{"Statement":[]}',
    '{"Version":"2020-01-01","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*"}]}',
    '{"Statement":[{"Effect":"Allow","Action":"ecr:*"}]}',
    '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*"}]}',
    '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*","Resource":"*"}]}',
  ])('of a repository are refused where they are none: %s', async (text) => {
    await create()
    await expect(
      ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText: text })),
    ).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message:
        "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'",
    })
  })

  it('of the registry are kept as given', async () => {
    await expect(ecr.send(new GetRegistryPolicyCommand({}))).rejects.toMatchObject({
      name: 'RegistryPolicyNotFoundException',
      message: "Registry policy does not exist in the registry with id '000000000000'",
    })
    const text = policyText.replace('"Action"', '"Resource":"*","Action"')
    await ecr.send(new PutRegistryPolicyCommand({ policyText: text }))
    expect((await ecr.send(new GetRegistryPolicyCommand({}))).policyText).toBe(text)
    await ecr.send(new DeleteRegistryPolicyCommand({}))
    const { replicationConfiguration } = await ecr.send(new DescribeRegistryCommand({}))
    expect(replicationConfiguration).toEqual({ rules: [] })
  })

  const rule = {
    rulePriority: 1,
    selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
    action: { type: 'expire' },
  }

  it('of the lifecycle are kept as given', async () => {
    await create()
    const lifecyclePolicyText = JSON.stringify({ rules: [rule] })
    await ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }))
    expect((await ecr.send(new GetLifecyclePolicyCommand({ repositoryName }))).lifecyclePolicyText).toBe(
      lifecyclePolicyText,
    )
    await ecr.send(new DeleteLifecyclePolicyCommand({ repositoryName }))
    await expect(ecr.send(new GetLifecyclePolicyCommand({ repositoryName }))).rejects.toMatchObject({
      name: 'LifecyclePolicyNotFoundException',
      message: `Lifecycle policy does not exist for the repository with name '${repositoryName}' in the registry with id '000000000000'`,
    })
  })

  const any = { ...rule.selection, tagStatus: 'any' }
  const broken: [string, object[]][] = [
    ['rulePriority values must be unique', [rule, rule]],
    [
      'a rule with tagStatus any must have the highest value for rulePriority',
      [
        { ...rule, selection: any },
        { ...rule, rulePriority: 2 },
      ],
    ],
    [
      'countUnit is not allowed here',
      [{ ...rule, selection: { ...rule.selection, countType: 'imageCountMoreThan' } }],
    ],
    [
      'tagPrefixList or tagPatternList is required for tagStatus tagged',
      [{ ...rule, selection: { ...any, tagStatus: 'tagged' } }],
    ],
    ['selection has the unknown property tags', [{ ...rule, selection: { ...any, tags: [] } }]],
  ]
  it.each(broken)('of the lifecycle are refused: %s', async (reason, rules) => {
    await create()
    const lifecyclePolicyText = JSON.stringify({ rules })
    await expect(
      ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText })),
    ).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: ${reason}'`,
    })
  })
})

describe('the registry', () => {
  it('gives a login for twelve hours', async () => {
    const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}))
    const [login] = authorizationData ?? []
    expect(Buffer.from(login?.authorizationToken ?? '', 'base64').toString()).toMatch(/^AWS:.{512}$/)
    expect(login?.expiresAt?.getTime()).toBeCloseTo(door.clock.now + 12 * 3_600_000, -3)
    expect(login?.proxyEndpoint).toBe('https://000000000000.dkr.ecr.us-east-1.amazonaws.com')
  })

  it('says that it keeps no layers', async () => {
    await create()
    await expect(ecr.send(new InitiateLayerUploadCommand({ repositoryName }))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'ECR InitiateLayerUpload is not implemented by seatrial',
    })
  })
})
