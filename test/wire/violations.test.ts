import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadServiceModel } from '../../src/aws/service-model.ts'
import { openFrontDoor, type OpenDoor } from '../support/front-door.ts'
import { encodeCall } from './encode.ts'
import { errorProblems } from './error-check.ts'
import { WireSender } from './send.ts'

let open: OpenDoor
let sender: WireSender

beforeAll(async () => {
  open = await openFrontDoor()
  sender = new WireSender(open.url)
})

afterAll(async () => {
  sender.close()
  await open.close()
})

const long = (length: number): string => 'a'.repeat(length)
const trust = '{"Version":"2012-10-17","Statement":[]}'

/** Service, operation, what is wrong, input, code, and how the text is worded. */
const cases: readonly (readonly [string, string, string, object, string, string | RegExp])[] = [
  [
    'ecs',
    'RegisterTaskDefinition',
    'required',
    { containerDefinitions: [] },
    'ClientException',
    'Family should not be null or empty.',
  ],
  ['ecs', 'DescribeTasks', 'required', {}, 'InvalidParameterException', 'tasks cannot be blank.'],
  [
    'ecs',
    'ListTasks',
    'enum',
    { launchType: 'LAMBDA' },
    'InvalidParameterException',
    'launch type should be one of [EC2,FARGATE,EXTERNAL,MANAGED_INSTANCES]',
  ],
  [
    'ecs',
    'ListServices',
    'enum',
    { schedulingStrategy: 'NEVER' },
    'InvalidParameterException',
    'Scheduling strategy should be one of [REPLICA,DAEMON]',
  ],
  [
    'logs',
    'CreateLogGroup',
    'required',
    {},
    'InvalidParameterException',
    "1 validation error detected: Value null at 'logGroupName' failed to satisfy constraint: Member must not be null",
  ],
  [
    'logs',
    'CreateLogGroup',
    'pattern',
    { logGroupName: 'a b' },
    'InvalidParameterException',
    String.raw`1 validation error detected: Value 'a b' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+`,
  ],
  [
    'logs',
    'CreateLogGroup',
    'length',
    { logGroupName: long(513) },
    'InvalidParameterException',
    'Invalid LogGroup or LogStream, both must have length less than or equal to 512.',
  ],
  [
    'logs',
    'DescribeLogGroups',
    'range',
    { limit: 51 },
    'InvalidParameterException',
    "1 validation error detected: Value '51' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 50",
  ],
  [
    'kms',
    'CreateKey',
    'enum',
    { KeyUsage: 'DOORS' },
    'ValidationException',
    /^1 validation error detected: Value 'DOORS' at 'keyUsage' failed to satisfy constraint: Member must satisfy enum value set: \[/,
  ],
  [
    'kms',
    'DescribeKey',
    'required',
    {},
    'ValidationException',
    "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null",
  ],
  [
    'kms',
    'ListKeys',
    'range',
    { Limit: 0 },
    'ValidationException',
    "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    'kms',
    'Encrypt',
    'a secret value',
    { KeyId: 'a', Plaintext: Buffer.alloc(4097).toString('base64') },
    'ValidationException',
    "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
  ],
  [
    'ssm',
    'GetParameters',
    'length of a list',
    { Names: [] },
    'ValidationException',
    "1 validation error detected: Value '[]' at 'names' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'ssm',
    'PutParameter',
    'enum',
    { Name: 'a', Value: 'b', Type: 'Secret' },
    'ValidationException',
    "1 validation error detected: Value 'Secret' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [String, StringList, SecureString]",
  ],
  [
    'ssm',
    'AddTagsToResource',
    'two at once',
    { ResourceType: 'Parameter', ResourceId: 'a', Tags: [{ Value: 'b' }, { Key: 'c' }] },
    'ValidationException',
    "2 validation errors detected: Value null at 'tags.1.member.key' failed to satisfy constraint: Member must not be null; Value null at 'tags.2.member.value' failed to satisfy constraint: Member must not be null",
  ],
  [
    'secretsmanager',
    'GetSecretValue',
    'required',
    {},
    'ValidationException',
    "1 validation error detected: Value null at 'secretId' failed to satisfy constraint: Member must not be null",
  ],
  [
    'secretsmanager',
    'CreateSecret',
    'a secret value',
    { Name: 'a', SecretString: long(65_537) },
    'ValidationException',
    "1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must have length less than or equal to 65536",
  ],
  [
    'ecr',
    'CreateRepository',
    'pattern',
    { repositoryName: 'Upper' },
    'InvalidParameterException',
    /^Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '/,
  ],
  [
    'ecr',
    'DescribeRepositories',
    'range',
    { maxResults: 1001 },
    'InvalidParameterException',
    "Invalid parameter at 'maxResults' failed to satisfy constraint: 'Member must have value less than or equal to 1000'",
  ],
  [
    'iam',
    'CreateRole',
    'required',
    { AssumeRolePolicyDocument: trust },
    'ValidationError',
    "1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null",
  ],
  [
    'iam',
    'CreateRole',
    'length',
    { RoleName: long(65), AssumeRolePolicyDocument: trust },
    'ValidationError',
    "1 validation error detected: Value at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64",
  ],
  [
    'iam',
    'CreateRole',
    'pattern',
    { RoleName: 'a b', AssumeRolePolicyDocument: trust },
    'ValidationError',
    'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
  ],
  [
    'iam',
    'ListRoles',
    'range',
    { MaxItems: 0 },
    'ValidationError',
    "1 validation error detected: Value at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    'sts',
    'AssumeRole',
    'range',
    { RoleArn: `arn:aws:iam::000000000000:role/${long(3)}`, RoleSessionName: 'ab', DurationSeconds: 899 },
    'ValidationError',
    "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
  ],
  [
    'ec2',
    'CreateSubnet',
    'required',
    { CidrBlock: '10.0.0.0/24' },
    'MissingParameter',
    'The request must contain the parameter vpcId',
  ],
  [
    'ec2',
    'CreateVpc',
    'enum',
    { CidrBlock: '10.0.0.0/16', InstanceTenancy: 'shared' },
    'InvalidParameterValue',
    /^Value \(shared\) for parameter instanceTenancy is invalid\./,
  ],
  [
    's3',
    'PutObject',
    'enum',
    { Bucket: 'b', Key: 'k', StorageClass: 'NONE' },
    'InvalidStorageClass',
    'The storage class you specified is not valid',
  ],
  [
    's3',
    'ListObjectsV2',
    'enum',
    { Bucket: 'b', EncodingType: 'none' },
    'InvalidArgument',
    'Invalid Encoding Method specified in Request',
  ],
  [
    's3',
    'PutBucketVersioning',
    'enum in XML',
    { Bucket: 'b', VersioningConfiguration: { Status: 'On' } },
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  ],
]

describe('a request that breaks the model, in the words of its service', () => {
  it.each(cases)('%s %s: %s', async (service, name, _what, input, code, message) => {
    const model = loadServiceModel(service)
    const operation = model.operations[name]
    if (!operation) throw new Error(`${service} has no ${name}`)
    const answer = await sender.send(
      encodeCall(model, operation, input as Record<string, unknown>, '000000000000'),
    )
    expect(errorProblems(model, operation, answer)).toEqual([])
    const [gotCode, gotMessage] = read(answer.body)
    expect([answer.status, gotCode]).toEqual([400, code])
    if (typeof message === 'string') expect(gotMessage).toBe(message)
    else expect(gotMessage).toMatch(message)
  })
})

describe('an operation that AWS has and Seatrial has not', () => {
  it.each(['ec2', 'ecr', 'ecs', 'iam', 'kms', 'logs', 'secretsmanager', 'ssm', 'sts'])(
    'of %s',
    async (service) => {
      const model = loadServiceModel(service)
      for (const [name, http] of Object.entries(model.others)) {
        const answer = await sender.send(encodeCall(model, { name, http }, {}, '000000000000'))
        const [code, message] = read(answer.body)
        expect([answer.status, code, message]).toEqual([
          501,
          'NotImplemented',
          `${model.serviceId} ${name} is not implemented by seatrial`,
        ])
      }
      expect(open.bugs).toEqual([])
    },
  )
})

/** Code and message of an error of any protocol. */
function read(body: string): [string, string] {
  if (body.startsWith('{')) {
    const { __type, message } = JSON.parse(body) as { __type: string; message: string }
    return [__type, message]
  }
  const [, code = '', message = ''] = /<Code>(.*?)<\/Code><Message>(.*?)<\/Message>/s.exec(body) ?? []
  return [code, message.replaceAll('&quot;', '"').replaceAll('&amp;', '&')]
}
