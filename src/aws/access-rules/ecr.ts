import { formatArn } from '../../model/arn.ts'
import { everything, text, texts, type ServiceRules, type Targets } from './rule.ts'

function repositories(member: string): Targets {
  return (input, { account, region }) => {
    const names = texts(input, member)
    const registry = text(input, 'registryId') ?? account
    return (names.length > 0 ? names : ['*']).map((name) =>
      formatArn('ecr', region, registry, `repository/${name}`),
    )
  }
}

const repository = repositories('repositoryName')
const resourceArn: Targets = (input) => texts(input, 'resourceArn')

/** Amazon ECR, https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
export const ecrRules: ServiceRules = {
  prefix: 'ecr',
  open: ['ecr:*'],
  operations: {
    BatchDeleteImage: repository,
    BatchGetImage: repository,
    CreateRepository: repository,
    DeleteLifecyclePolicy: repository,
    DeleteRegistryPolicy: everything,
    DeleteRepository: repository,
    DeleteRepositoryPolicy: repository,
    DescribeImages: repository,
    DescribeRegistry: everything,
    DescribeRepositories: repositories('repositoryNames'),
    GetAuthorizationToken: everything,
    GetLifecyclePolicy: repository,
    GetRegistryPolicy: everything,
    GetRegistryScanningConfiguration: everything,
    GetRepositoryPolicy: repository,
    ListImages: repository,
    ListTagsForResource: resourceArn,
    PutImage: repository,
    PutImageScanningConfiguration: repository,
    PutImageTagMutability: repository,
    PutLifecyclePolicy: repository,
    PutRegistryPolicy: everything,
    SetRepositoryPolicy: repository,
    TagResource: resourceArn,
    UntagResource: resourceArn,
  },
}
