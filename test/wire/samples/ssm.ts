/** Inputs of Systems Manager that work in a seeded account, by operation. */
export const ssmSamples: Readonly<Record<string, object>> = {
  PutParameter: {
    Name: '/app/new',
    Value: 'v',
    Type: 'SecureString',
    Tier: 'Standard',
    Tags: [{ Key: 'a', Value: 'b' }],
    AllowedPattern: '.*',
    Description: 'd',
  },
  GetParametersByPath: {
    Path: '/app',
    Recursive: true,
    WithDecryption: true,
    ParameterFilters: [{ Key: 'Type', Option: 'Equals', Values: ['String'] }],
  },
  DescribeParameters: {
    ParameterFilters: [{ Key: 'Name', Option: 'BeginsWith', Values: ['/app'] }],
    MaxResults: 2,
  },
  AddTagsToResource: { ResourceType: 'Parameter', ResourceId: 'plain', Tags: [{ Key: 'x', Value: 'y' }] },
  RemoveTagsFromResource: { ResourceType: 'Parameter', ResourceId: '/app/a', TagKeys: ['a'] },
  UnlabelParameterVersion: { Name: 'plain', ParameterVersion: 1, Labels: ['old'] },
}
