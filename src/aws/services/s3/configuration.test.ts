import * as s3 from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeWithoutBugs, openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'
import { expectFault, s3Client } from '../../../../test/support/s3-client.ts'

const Bucket = 'shelf'

let open: OpenDoor
let client: s3.S3Client

beforeEach(async () => {
  open = await openFrontDoor()
  client = s3Client(open.url)
  await client.send(new s3.CreateBucketCommand({ Bucket }))
})

afterEach(async () => {
  await closeWithoutBugs(open)
})

describe('a new bucket', () => {
  it('is as S3 makes it', async () => {
    const encryption = await client.send(new s3.GetBucketEncryptionCommand({ Bucket }))
    expect(encryption.ServerSideEncryptionConfiguration?.Rules).toEqual([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
    ])
    const block = await client.send(new s3.GetPublicAccessBlockCommand({ Bucket }))
    expect(Object.values(block.PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true])
    const ownership = await client.send(new s3.GetBucketOwnershipControlsCommand({ Bucket }))
    expect(ownership.OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }])
    const acl = await client.send(new s3.GetBucketAclCommand({ Bucket }))
    expect(acl.Grants).toEqual([
      { Grantee: { ID: acl.Owner?.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' },
    ])
    expect((await client.send(new s3.GetBucketRequestPaymentCommand({ Bucket }))).Payer).toBe('BucketOwner')
    expect((await client.send(new s3.GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toBeUndefined()
    expect(
      (await client.send(new s3.GetBucketAccelerateConfigurationCommand({ Bucket }))).Status,
    ).toBeUndefined()
    const notifications = await client.send(new s3.GetBucketNotificationConfigurationCommand({ Bucket }))
    expect(notifications.QueueConfigurations).toBeUndefined()
  })

  it.each<[string, () => Promise<unknown>]>([
    ['NoSuchBucketPolicy', () => client.send(new s3.GetBucketPolicyCommand({ Bucket }))],
    ['NoSuchBucketPolicy', () => client.send(new s3.GetBucketPolicyStatusCommand({ Bucket }))],
    ['NoSuchTagSet', () => client.send(new s3.GetBucketTaggingCommand({ Bucket }))],
    ['NoSuchCORSConfiguration', () => client.send(new s3.GetBucketCorsCommand({ Bucket }))],
    [
      'NoSuchLifecycleConfiguration',
      () => client.send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket })),
    ],
    ['NoSuchWebsiteConfiguration', () => client.send(new s3.GetBucketWebsiteCommand({ Bucket }))],
    [
      'ReplicationConfigurationNotFoundError',
      () => client.send(new s3.GetBucketReplicationCommand({ Bucket })),
    ],
    [
      'ObjectLockConfigurationNotFoundError',
      () => client.send(new s3.GetObjectLockConfigurationCommand({ Bucket })),
    ],
  ])('answers %s for what was not configured', async (code, call) => {
    await expectFault(call(), code, 404)
  })

  it('says of an operation that is not here that it is not', async () => {
    const WebsiteConfiguration = { IndexDocument: { Suffix: 'index.html' } }
    const call = client.send(new s3.PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }))
    await expectFault(call, 'NotImplemented', 501)
  })
})

describe('a bucket policy', () => {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::000000000000:root' },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::shelf/*',
  }
  const put = (more: object, whole: object = {}) => {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, ...more }], ...whole })
    return client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy }))
  }
  const isPublic = async () =>
    (await client.send(new s3.GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus?.IsPublic

  it('is kept as it was sent', async () => {
    const Policy = `{ "Version": "2012-10-17",\n "Statement": ${JSON.stringify(statement)} }`
    await client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy }))
    expect((await client.send(new s3.GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy)
    expect(await isPublic()).toBe(false)
    await client.send(new s3.DeleteBucketPolicyCommand({ Bucket }))
    await expectFault(client.send(new s3.GetBucketPolicyCommand({ Bucket })), 'NoSuchBucketPolicy', 404)
  })

  it('may be public only where that is not blocked', async () => {
    await expectFault(put({ Principal: '*' }), 'AccessDenied', 403)
    await put({ Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })
    expect(await isPublic()).toBe(false)
    await client.send(new s3.DeletePublicAccessBlockCommand({ Bucket }))
    await put({ Principal: { AWS: ['*'] } })
    expect(await isPublic()).toBe(true)
    await put({ Principal: '*', Effect: 'Deny' })
    expect(await isPublic()).toBe(false)
  })

  it.each([
    [{ Action: 'ec2:RunInstances' }, {}, 'Policy has invalid action'],
    [{ Resource: 'arn:aws:s3:::other/*' }, {}, 'Policy has invalid resource'],
    [{ Resource: 'arn:aws:s3:::shelf' }, {}, 'Action does not apply to any resource(s) in statement'],
    [{ Action: 's3:ListBucket' }, {}, 'Action does not apply to any resource(s) in statement'],
    [{ Principal: undefined }, {}, 'Missing required field Principal'],
    [{ Principal: { AWS: 'nobody' } }, {}, 'Invalid principal in policy'],
    [{ Effect: undefined }, {}, 'Missing required field Effect'],
    [{ Action: undefined }, {}, 'Missing required field Action'],
    [{ Resource: undefined }, {}, 'Missing required field Resource'],
    [{ Colour: 'red' }, {}, 'Unknown field Colour'],
    [{}, { Version: '2020-01-01' }, 'The policy must contain a valid version string'],
    [{}, { Statement: undefined }, 'Missing required field Statement'],
  ])('with %o %o is refused', async (more, whole, message) => {
    const fault = await expectFault(put(more, whole), 'MalformedPolicy', 400)
    expect(fault.message).toBe(message)
  })

  it('that is no JSON is refused', async () => {
    const call = client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy: 'hello' }))
    const fault = await expectFault(call, 'MalformedPolicy', 400)
    expect(fault.message).toBe("Policies must be valid JSON and the first byte must be '{'")
  })
})

describe('configurations', () => {
  it('of tags', async () => {
    const TagSet = [{ Key: 'a', Value: 'b c' }]
    await client.send(new s3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }))
    expect((await client.send(new s3.GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(TagSet)
    const twice = { TagSet: [...TagSet, ...TagSet] }
    await expectFault(
      client.send(new s3.PutBucketTaggingCommand({ Bucket, Tagging: twice })),
      'InvalidTag',
      400,
    )
    await client.send(new s3.DeleteBucketTaggingCommand({ Bucket }))
    await expectFault(client.send(new s3.GetBucketTaggingCommand({ Bucket })), 'NoSuchTagSet', 404)
  })

  it('of encryption, which new objects take over', async () => {
    const put = (ApplyServerSideEncryptionByDefault: s3.ServerSideEncryptionByDefault) => {
      const ServerSideEncryptionConfiguration = {
        Rules: [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: true }],
      }
      return client.send(new s3.PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }))
    }
    await put({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: '1234' })
    const stored = await client.send(new s3.PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }))
    expect(stored).toMatchObject({
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: 'arn:aws:kms:us-east-1:000000000000:key/1234',
      BucketKeyEnabled: true,
    })
    await put({ SSEAlgorithm: 'aws:kms' })
    const managed = await client.send(new s3.PutObjectCommand({ Bucket, Key: 'm', Body: 'x' }))
    expect(managed.SSEKMSKeyId).toMatch(/^arn:aws:kms:us-east-1:000000000000:key\/[0-9a-f-]{36}$/)
    const second = await client.send(new s3.PutObjectCommand({ Bucket, Key: 'n', Body: 'x' }))
    expect(second.SSEKMSKeyId).toBe(managed.SSEKMSKeyId)
    await expectFault(put({ SSEAlgorithm: 'AES256', KMSMasterKeyID: '1' }), 'InvalidArgument', 400)
    await client.send(new s3.DeleteBucketEncryptionCommand({ Bucket }))
    const again = await client.send(new s3.PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }))
    expect(again.ServerSideEncryption).toBe('AES256')
  })

  it('of ownership, without which there can be lists', async () => {
    const acl = () => client.send(new s3.PutBucketAclCommand({ Bucket, ACL: 'private' }))
    await expectFault(acl(), 'AccessControlListNotSupported', 400)
    const OwnershipControls = { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' as const }] }
    await client.send(new s3.PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }))
    await acl()
    const publicRead = client.send(new s3.PutBucketAclCommand({ Bucket, ACL: 'public-read' }))
    await expectFault(publicRead, 'AccessDenied', 403)
    const others = client.send(new s3.PutBucketAclCommand({ Bucket, ACL: 'authenticated-read' }))
    await expectFault(others, 'NotImplemented', 501)
    await client.send(new s3.DeleteBucketOwnershipControlsCommand({ Bucket }))
    const get = client.send(new s3.GetBucketOwnershipControlsCommand({ Bucket }))
    await expectFault(get, 'OwnershipControlsNotFoundError', 404)
  })

  it('of requests from other origins', async () => {
    const CORSRules = [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://*.example'], MaxAgeSeconds: 5 }]
    const put = (rules: s3.CORSRule[]) =>
      client.send(new s3.PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: rules } }))
    await put(CORSRules)
    expect((await client.send(new s3.GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual(CORSRules)
    await expectFault(put([{ AllowedMethods: ['PATCH'], AllowedOrigins: ['*'] }]), 'InvalidRequest', 400)
    await expectFault(put([]), 'MalformedXML', 400)
    await client.send(new s3.DeleteBucketCorsCommand({ Bucket }))
    await expectFault(client.send(new s3.GetBucketCorsCommand({ Bucket })), 'NoSuchCORSConfiguration', 404)
  })

  it('of a lifecycle, with dates and generated names', async () => {
    const put = (Rules: s3.LifecycleRule[]) =>
      client.send(
        new s3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
      )
    const day = new Date('2030-01-01T00:00:00Z')
    await put([
      { Status: 'Enabled', Filter: { Prefix: 'logs/' }, Expiration: { Date: day } },
      { ID: 'second', Status: 'Disabled', Filter: {}, Transitions: [{ Days: 30, StorageClass: 'GLACIER' }] },
    ])
    const found = await client.send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket }))
    expect(found.Rules).toMatchObject([
      { ID: expect.stringMatching(/^[0-9a-f]{48}$/), Filter: { Prefix: 'logs/' }, Expiration: { Date: day } },
      { ID: 'second', Transitions: [{ Days: 30, StorageClass: 'GLACIER' }] },
    ])
    expect(found.TransitionDefaultMinimumObjectSize).toBe('all_storage_classes_128K')
    await expectFault(put([{ Status: 'Enabled', Filter: {} }]), 'InvalidRequest', 400)
    await expectFault(put([{ Status: 'Enabled', Expiration: { Days: 1 } }]), 'MalformedXML', 400)
    await client.send(new s3.DeleteBucketLifecycleCommand({ Bucket }))
  })
})
