const allow =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:SourceAccount":"000000000000"}}}]}'

/** Inputs of Secrets Manager that work in a seeded account, by operation. */
export const secretsmanagerSamples: Readonly<Record<string, object>> = {
  CreateSecret: {
    Name: 'new',
    ClientRequestToken: '9'.repeat(36),
    SecretString: '{"a":1}',
    Tags: [{ Key: 'a', Value: 'b' }],
  },
  UpdateSecret: { SecretId: 'db', ClientRequestToken: '8'.repeat(36), SecretString: 'z', Description: 'd' },
  PutSecretValue: {
    SecretId: 'db',
    ClientRequestToken: '7'.repeat(36),
    SecretString: 'z',
    VersionStages: ['MINE'],
  },
  PutResourcePolicy: { SecretId: 'db', ResourcePolicy: allow },
  ValidateResourcePolicy: { ResourcePolicy: allow },
  GetSecretValue: { SecretId: 'db', VersionStage: 'AWSPREVIOUS' },
  BatchGetSecretValue: { Filters: [{ Key: 'name', Values: ['d'] }] },
  ListSecrets: { Filters: [{ Key: 'all', Values: ['d'] }], SortOrder: 'asc', MaxResults: 1 },
}
