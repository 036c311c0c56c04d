import type { FoundThings } from './found-things.ts'
import { unresolved, type Answer, type LiveAccount } from './live-account.ts'
import { jsonDocument } from './live-record.ts'
import type { Reference } from './references-of.ts'

/** An environment file that is larger is not read: ECS itself takes no file with more than 1 MiB. */
const MAX_FILE_BYTES = 1024 * 1024

/** The region of a bucket of this account. */
async function locate(account: LiveAccount, Bucket: string): Promise<Answer<string>> {
  return await account.once(`bucket ${Bucket}`, async () => {
    // The first region of a partition answers for buckets of all of them.
    const home = { aws: 'us-east-1', 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' }[
      account.partition
    ]
    const s3 = await account.client('s3', home)
    return await account.ask('s3:GetBucketLocation', Bucket, async () => {
      const owner = { ExpectedBucketOwner: account.account }
      const { LocationConstraint: region } = await s3.getBucketLocation({ Bucket, ...owner })
      if (region === 'EU') return 'eu-west-1'
      return region === undefined || (region as string) === '' ? (home ?? account.region) : region
    })
  })
}

/** A bucket with its region and policy. */
export async function readBucket(
  account: LiveAccount,
  { name }: Reference,
  found: FoundThings,
): Promise<void> {
  const arn = `arn:${account.partition}:s3:::${name}`
  const location = await locate(account, name)
  const region = found.settle(location, ['bucket', name], ['resource', arn])
  if (region === undefined) return
  const place = { region, account: account.account }
  const s3 = await account.client('s3', region)
  const policy = await account.ask(
    's3:GetBucketPolicy',
    name,
    async () => await s3.getBucketPolicy({ Bucket: name }),
  )
  found.add({
    ...place,
    type: 'AWS::S3::Bucket',
    names: [name, arn],
    source: location.source,
    properties: { BucketName: name },
  })
  if (policy.kind === 'absent') return
  const document = policy.kind === 'answer' ? jsonDocument(policy.value.Policy) : unresolved(policy)
  if (document === undefined) return
  found.add({
    ...place,
    type: 'AWS::S3::BucketPolicy',
    names: [`policy of ${name}`],
    source: policy.source,
    properties: { Bucket: name, PolicyDocument: document },
  })
}

/** An environment file: whether it is there, its key, and its text, of which only the syntax is checked. */
export async function readObject(
  account: LiveAccount,
  { name }: Reference,
  found: FoundThings,
): Promise<void> {
  const [Bucket = ''] = name.split('/')
  const Key = name.slice(Bucket.length + 1)
  const uri = `s3://${name}`
  const location = await locate(account, Bucket)
  const region = found.settle(location, ['object', uri])
  if (region === undefined) return
  const s3 = await account.client('s3', region)
  const head = await account.ask('s3:HeadObject', name, async () => await s3.headObject({ Bucket, Key }))
  const object = found.settle(head, ['object', uri])
  if (!object) return
  const { ContentLength = 0, SSEKMSKeyId } = object
  const text = ContentLength > MAX_FILE_BYTES ? undefined : await textOf(account, { Bucket, Key, region })
  found.add({
    type: 'Seatrial::S3::Object',
    region,
    account: account.account,
    names: [uri],
    source: head.source,
    properties: {
      Bucket,
      Key,
      KmsKeyArn: SSEKMSKeyId,
      ...(text === undefined ? {} : { Text: text.kind === 'answer' ? text.value : unresolved(text) }),
    },
    told: text === undefined ? [] : [[['Text'], text.source]],
  })
}

async function textOf(
  account: LiveAccount,
  { Bucket, Key, region }: { readonly Bucket: string; readonly Key: string; readonly region: string },
): Promise<Answer<string>> {
  const s3 = await account.client('s3', region)
  return await account.ask('s3:GetObject', `${Bucket}/${Key}`, async () => {
    const { Body } = await s3.getObject({ Bucket, Key })
    return (await Body?.transformToString('utf8')) ?? ''
  })
}
