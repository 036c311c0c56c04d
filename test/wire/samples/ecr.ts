const allow =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:SourceAccount":"000000000000"}}}]}'

/** Inputs of ECR that work in a seeded account, by operation. */
export const ecrSamples: Readonly<Record<string, object>> = {
  CreateRepository: {
    repositoryName: 'new',
    imageTagMutability: 'IMMUTABLE',
    encryptionConfiguration: { encryptionType: 'KMS' },
    tags: [{ Key: 'a', Value: 'b' }],
  },
  SetRepositoryPolicy: { repositoryName: 'app/web', policyText: allow.replace('"Resource":"*",', '') },
  PutRegistryPolicy: { policyText: allow },
  PutLifecyclePolicy: {
    repositoryName: 'app/web',
    lifecyclePolicyText:
      '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":3},"action":{"type":"expire"}}]}',
  },
  PutImage: {
    repositoryName: 'app/web',
    imageManifest: `{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:${'b'.repeat(64)}","size":1},"layers":[]}`,
    imageTag: 'v2',
  },
  BatchGetImage: { repositoryName: 'app/web', imageIds: [{ imageTag: 'latest' }] },
  DescribeImages: {
    repositoryName: 'app/web',
    imageIds: [{ imageTag: 'latest' }],
    filter: { tagStatus: 'TAGGED' },
  },
  DeleteRepository: { repositoryName: 'app/web', force: true },
}
