import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeMetricFiltersCommand,
  DescribeResourcePoliciesCommand,
  DisassociateKmsKeyCommand,
  AssociateKmsKeyCommand,
  DeleteResourcePolicyCommand,
  ListTagsForResourceCommand,
  ListTagsLogGroupCommand,
  PutLogEventsCommand,
  PutLogGroupDeletionProtectionCommand,
  PutMetricFilterCommand,
  PutResourcePolicyCommand,
  PutRetentionPolicyCommand,
  StartQueryCommand,
  TagLogGroupCommand,
  TagResourceCommand,
  UntagResourceCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs'
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

let door: OpenDoor
let logs: CloudWatchLogsClient
const access = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
}
const logGroupName = '/shop/user-api'
const arn = `arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}`

beforeEach(async () => {
  door = await openFrontDoor()
  logs = new CloudWatchLogsClient({ endpoint: door.url, ...access })
})

afterEach(async () => {
  logs.destroy()
  await door.close()
  if (door.bugs.length > 0) throw new Error('an operation broke', { cause: door.bugs[0] })
})

const create = async (name = logGroupName): Promise<unknown> =>
  logs.send(new CreateLogGroupCommand({ logGroupName: name }))

describe('log groups', () => {
  it('are described as they were made', async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName, tags: { team: 'shop' } }))
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 30 }))
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/shop' }))
    expect(logGroups).toEqual([
      {
        logGroupName,
        creationTime: door.clock.now,
        retentionInDays: 30,
        metricFilterCount: 0,
        arn: `${arn}:*`,
        logGroupArn: arn,
        storedBytes: 0,
        logGroupClass: 'STANDARD',
        deletionProtectionEnabled: false,
      },
    ])
    await logs.send(new DeleteRetentionPolicyCommand({ logGroupName }))
    const after = await logs.send(new DescribeLogGroupsCommand({}))
    expect(after.logGroups?.[0]).not.toHaveProperty('retentionInDays')
  })

  it('are made once', async () => {
    await create()
    await expect(create()).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
      message: 'The specified log group already exists',
    })
  })

  it('refuse names and values that AWS refuses', async () => {
    await expect(create('a b')).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: String.raw`1 validation error detected: Value 'a b' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+`,
    })
    await expect(create('aws/mine')).rejects.toMatchObject({
      message: 'Log groups starting with AWS/ are reserved for AWS.',
    })
    await create()
    await expect(
      logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 6 })),
    ).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message:
        'Invalid retention value. Valid values are: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]',
    })
  })

  it('have names of 512 characters at most', async () => {
    await expect(create('n'.repeat(513))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Invalid LogGroup or LogStream, both must have length less than or equal to 512.',
    })
  })

  it('are listed by name in pages, by prefix, pattern and identifier', async () => {
    for (const name of ['b', 'a', 'c/data', 'd', 'aa']) await create(name)
    const names: (string | undefined)[] = []
    for await (const page of paginateDescribeLogGroups({ client: logs, pageSize: 2 }, {})) {
      expect(page.logGroups?.length).toBeLessThanOrEqual(2)
      names.push(...(page.logGroups ?? []).map((group) => group.logGroupName))
    }
    expect(names).toEqual(['a', 'aa', 'b', 'c/data', 'd'])
    const pattern = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePattern: 'dat' }))
    expect(pattern.logGroups?.map((group) => group.logGroupName)).toEqual(['c/data'])
    expect(Object.keys(pattern.logGroups?.[0] ?? {}).sort()).toEqual([
      'arn',
      'creationTime',
      'logGroupArn',
      'logGroupClass',
      'logGroupName',
      'metricFilterCount',
    ])
    const named = await logs.send(new DescribeLogGroupsCommand({ logGroupIdentifiers: ['b', 'none'] }))
    expect(named.logGroups?.map((group) => group.logGroupName)).toEqual(['b'])
    await expect(
      logs.send(new DescribeLogGroupsCommand({ logGroupNamePattern: 'd', logGroupNamePrefix: 'd' })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' })
    await expect(logs.send(new DescribeLogGroupsCommand({ nextToken: '!' }))).rejects.toMatchObject({
      message: 'The specified nextToken is invalid.',
    })
  })

  it('take their streams and events with them', async () => {
    await create()
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 's' }))
    const empty = await logs.send(new DescribeLogStreamsCommand({ logGroupName }))
    expect(empty.logStreams?.[0]).not.toHaveProperty('uploadSequenceToken')
    const logEvents = [{ timestamp: door.clock.now, message: 'hello' }]
    await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: 's', logEvents }))
    const before = await logs.send(new DescribeLogGroupsCommand({}))
    expect(before.logGroups?.[0]?.storedBytes).toBe(31)
    await logs.send(new DeleteLogGroupCommand({ logGroupName }))
    await create()
    const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupName }))
    expect(logStreams).toEqual([])
    const after = await logs.send(new DescribeLogGroupsCommand({}))
    expect(after.logGroups?.[0]?.storedBytes).toBe(0)
    await expect(logs.send(new DeleteLogGroupCommand({ logGroupName: 'none' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    })
  })

  it('may be protected from deletion', async () => {
    await create()
    const protect = (deletionProtectionEnabled: boolean): Promise<unknown> =>
      logs.send(
        new PutLogGroupDeletionProtectionCommand({ logGroupIdentifier: arn, deletionProtectionEnabled }),
      )
    await protect(true)
    await expect(logs.send(new DeleteLogGroupCommand({ logGroupName }))).rejects.toMatchObject({
      name: 'ValidationException',
    })
    await protect(false)
    await logs.send(new DeleteLogGroupCommand({ logGroupName }))
  })

  it('carry tags, by name and by ARN', async () => {
    await create()
    await logs.send(new TagLogGroupCommand({ logGroupName, tags: { a: '1', b: '2' } }))
    await logs.send(new TagResourceCommand({ resourceArn: arn, tags: { b: '3', c: '4' } }))
    await logs.send(new UntagResourceCommand({ resourceArn: arn, tagKeys: ['a', 'none'] }))
    const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn: arn }))
    expect(tags).toEqual({ b: '3', c: '4' })
    expect((await logs.send(new ListTagsLogGroupCommand({ logGroupName }))).tags).toEqual(tags)
    const many = Object.fromEntries(Array.from({ length: 49 }, (_, at) => [`key${at}`, '']))
    await expect(logs.send(new TagResourceCommand({ resourceArn: arn, tags: many }))).rejects.toMatchObject({
      name: 'TooManyTagsException',
      resourceName: arn,
    })
    await expect(
      logs.send(new ListTagsForResourceCommand({ resourceArn: arn.replace('us-east-1', 'eu-west-1') })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('take the key of an enabled KMS key, and no other', async () => {
    await create()
    const kms = new KMSClient({ endpoint: door.url, ...access })
    const kmsKeyId = (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn
    kms.destroy()
    await logs.send(new AssociateKmsKeyCommand({ logGroupName, kmsKeyId }))
    const described = await logs.send(new DescribeLogGroupsCommand({}))
    expect(described.logGroups?.[0]?.kmsKeyId).toBe(kmsKeyId)
    await logs.send(new DisassociateKmsKeyCommand({ resourceIdentifier: arn }))
    const after = await logs.send(new DescribeLogGroupsCommand({}))
    expect(after.logGroups?.[0]).not.toHaveProperty('kmsKeyId')
    const unknown = 'arn:aws:kms:us-east-1:000000000000:key/00000000-0000-0000-0000-000000000000'
    await expect(
      logs.send(new AssociateKmsKeyCommand({ logGroupName, kmsKeyId: unknown })),
    ).rejects.toMatchObject({
      message: `The specified KMS key does not exist or is not allowed to be used with Arn '${arn}'`,
    })
  })
})

describe('log streams', () => {
  it('are listed by name and by last event, in pages', async () => {
    await create()
    for (const [index, logStreamName] of ['b/1', 'a/1', 'b/2'].entries()) {
      await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
      if (index === 1) continue
      const timestamp = door.clock.now - 1000 * index
      const logEvents = [{ timestamp, message: 'm' }]
      await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }))
    }
    const list = async (options: object): Promise<(string | undefined)[]> => {
      const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupName, ...options }))
      return (logStreams ?? []).map((stream) => stream.logStreamName)
    }
    expect(await list({})).toEqual(['a/1', 'b/1', 'b/2'])
    expect(await list({ descending: true, limit: 2 })).toEqual(['b/2', 'b/1'])
    expect(await list({ logStreamNamePrefix: 'b/' })).toEqual(['b/1', 'b/2'])
    expect(await list({ orderBy: 'LastEventTime', descending: true })).toEqual(['b/1', 'b/2', 'a/1'])
    const first = await logs.send(new DescribeLogStreamsCommand({ logGroupIdentifier: arn, limit: 2 }))
    expect(await list({ limit: 2, nextToken: first.nextToken })).toEqual(['b/2'])
    expect(first.logStreams?.[1]).toEqual({
      logStreamName: 'b/1',
      creationTime: door.clock.now,
      firstEventTimestamp: door.clock.now,
      lastEventTimestamp: door.clock.now,
      lastIngestionTime: door.clock.now,
      uploadSequenceToken: expect.stringMatching(/^\d{56}$/) as string,
      arn: `${arn}:log-stream:b/1`,
      storedBytes: 0,
    })
    await expect(list({ logGroupIdentifier: arn })).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'LogGroup name and LogGroup ARN are mutually exclusive parameters.',
    })
    await expect(list({ orderBy: 'LastEventTime', logStreamNamePrefix: 'b' })).rejects.toMatchObject({
      message: 'Cannot order by LastEventTime with a logStreamNamePrefix.',
    })
  })

  it('are made once and deleted once', async () => {
    const named = { logGroupName, logStreamName: 's' }
    await expect(logs.send(new CreateLogStreamCommand(named))).rejects.toMatchObject({
      message: 'The specified log group does not exist.',
    })
    await create()
    await logs.send(new CreateLogStreamCommand(named))
    await expect(logs.send(new CreateLogStreamCommand(named))).rejects.toMatchObject({
      message: 'The specified log stream already exists',
    })
    await logs.send(new DeleteLogStreamCommand(named))
    await expect(logs.send(new DeleteLogStreamCommand(named))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log stream does not exist.',
    })
  })
})

describe('what stands beside log groups', () => {
  it('keeps resource policies of the account', async () => {
    const policyDocument = '{"Version":"2012-10-17","Statement":[]}'
    await logs.send(new PutResourcePolicyCommand({ policyName: 'p', policyDocument }))
    const { resourcePolicies } = await logs.send(new DescribeResourcePoliciesCommand({}))
    expect(resourcePolicies).toEqual([
      { policyName: 'p', policyDocument, lastUpdatedTime: door.clock.now, policyScope: 'ACCOUNT' },
    ])
    await logs.send(new DeleteResourcePolicyCommand({ policyName: 'p' }))
    await expect(logs.send(new DeleteResourcePolicyCommand({ policyName: 'p' }))).rejects.toMatchObject({
      message: 'Policy with name [p] does not exist.',
    })
    const scoped = new PutResourcePolicyCommand({ policyName: 'p', policyDocument, resourceArn: arn })
    await expect(logs.send(scoped)).rejects.toMatchObject({ name: 'NotImplemented' })
  })

  it('says what is not implemented', async () => {
    await create()
    const metricTransformations = [{ metricName: 'm', metricNamespace: 'n', metricValue: '1' }]
    const filter = { logGroupName, filterName: 'f', filterPattern: '', metricTransformations }
    await expect(logs.send(new PutMetricFilterCommand(filter))).rejects.toMatchObject({
      name: 'NotImplemented',
    })
    const query = { logGroupName, startTime: 0, endTime: 1, queryString: 'fields @message' }
    await expect(logs.send(new StartQueryCommand(query))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'CloudWatch Logs StartQuery is not implemented by seatrial',
    })
    expect((await logs.send(new DescribeMetricFiltersCommand({ logGroupName }))).metricFilters).toEqual([])
  })
})
