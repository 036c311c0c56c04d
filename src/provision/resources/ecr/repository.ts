import type { Properties } from '../../properties.ts'
import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'
import { tagChange } from '../tag-change.ts'

const mutability = ['ImageTagMutability', 'ImageTagMutabilityExclusionFilters']
const atCreation = [...mutability, 'EncryptionConfiguration', 'ImageScanningConfiguration']

/** `AWS::ECR::Repository` */
export const repository: ResourceHandler = {
  type: 'AWS::ECR::Repository',
  properties: [
    'RepositoryName',
    ...atCreation,
    'EmptyOnDelete',
    'LifecyclePolicy',
    'RepositoryPolicyText',
    'Tags',
  ],
  replacedBy: ['RepositoryName', 'EncryptionConfiguration'],
  nameProperty: 'RepositoryName',
  nameIsId: true,
  create: async (properties, context) => {
    const repositoryName = context.name(properties.text('RepositoryName'), { max: 256, lowerCase: true })
    await context.call('ecr', 'CreateRepository', {
      repositoryName,
      ...properties.request('ecr', 'CreateRepository', [...atCreation, 'Tags']),
    })
    await context.begun(repositoryName)
    const names = new Set(['LifecyclePolicy', 'RepositoryPolicyText'].filter((name) => properties.has(name)))
    await putPolicies(repositoryName, names, properties, context)
    return repositoryName
  },
  attributes: async (name, _, context) => {
    const { repositories } = await context.call<{
      repositories: { repositoryArn: string; repositoryUri: string }[]
    }>('ecr', 'DescribeRepositories', { repositoryNames: [name] })
    const { repositoryArn = '', repositoryUri = '' } = repositories[0] ?? {}
    return { Arn: repositoryArn, RepositoryUri: repositoryUri }
  },
  update: async (change, context) => {
    const { physicalId: repositoryName, after, changed } = change
    if (mutability.some((name) => changed.has(name))) {
      await context.call('ecr', 'PutImageTagMutability', {
        repositoryName,
        imageTagMutability: 'MUTABLE',
        ...after.request('ecr', 'PutImageTagMutability', mutability),
      })
    }
    if (changed.has('ImageScanningConfiguration')) {
      await context.call('ecr', 'PutImageScanningConfiguration', {
        repositoryName,
        imageScanningConfiguration: { scanOnPush: false },
        ...after.request('ecr', 'PutImageScanningConfiguration', ['ImageScanningConfiguration']),
      })
    }
    await putPolicies(repositoryName, changed, after, context)
    const { set, unset } = tagChange(change)
    const { partition, region, account } = context
    const resourceArn = `arn:${partition}:ecr:${region}:${account}:repository/${repositoryName}`
    if (unset.length > 0) await context.call('ecr', 'UntagResource', { resourceArn, tagKeys: unset })
    if (set.length > 0) await context.call('ecr', 'TagResource', { resourceArn, tags: set })
  },
  remove: async (repositoryName, properties, context) => {
    const force = properties.boolean('EmptyOnDelete') ?? false
    await context.call('ecr', 'DeleteRepository', { repositoryName, force })
  },
}

async function putPolicies(
  repositoryName: string,
  names: ReadonlySet<string>,
  properties: Properties,
  context: ResourceContext,
): Promise<void> {
  if (names.has('RepositoryPolicyText')) {
    const policyText = properties.json('RepositoryPolicyText')
    if (policyText === undefined)
      await context.callUnlessGone('ecr', 'DeleteRepositoryPolicy', { repositoryName })
    else await context.call('ecr', 'SetRepositoryPolicy', { repositoryName, policyText })
  }
  if (names.has('LifecyclePolicy')) {
    const lifecyclePolicyText = properties.map('LifecyclePolicy')?.text('LifecyclePolicyText')
    if (lifecyclePolicyText === undefined) {
      await context.callUnlessGone('ecr', 'DeleteLifecyclePolicy', { repositoryName })
    } else {
      const input = { repositoryName, lifecyclePolicyText }
      await context.callIfThere('ecr', 'PutLifecyclePolicy', input, 'LifecyclePolicy')
    }
  }
}
