import type { ImageFact, ObjectFact } from '../../model/launch/world.ts'
import { present, unknownFact, type Fact } from '../../model/launch/fact.ts'
import type { ProjectRecords } from '../records/project-records.ts'
import { sourceAt } from '../records/project-records.ts'
import { outside } from './outside.ts'

/** An object in a bucket: `Bucket`, `Key`, `Text`, and `KmsKeyArn` of a customer's key. CloudFormation has no type for it. */
export const storedObject = 'Seatrial::S3::Object'
/** An image in a registry: `Reference`, `IsIndex` and `Platforms`. CloudFormation has no type for it. */
export const storedImage = 'Seatrial::ECR::Image'

/** An object that was found in a bucket. Only an account has such; a template makes buckets, and nothing in them. */
export function foundObject(records: ProjectRecords, bucket: string, key: string): Fact<ObjectFact> {
  const name = `s3://${bucket}/${key}`
  const record = records.find(storedObject, name)
  if (!record)
    return outside(records, 'object', name, `aws s3api head-object --bucket ${bucket} --key ${key}`)
  const { Text: text } = record.properties
  const given = records.text(record, 'KmsKeyArn')
  const encryption = records.find('AWS::KMS::Key', given)
  // Nobody needs permission for AWS's own key, whose ARN looks like anybody's.
  const keyArn = encryption && records.text(encryption, 'KeyManager') === 'AWS' ? undefined : given
  const settledBy = records.unknowns.settling(records.text(record, 'Text') ?? '') ?? `reading ${name}`
  return present(
    {
      text: typeof text === 'string' ? present(text, sourceAt(record, 'Text')) : unknownFact(settledBy),
      ...(keyArn === undefined ? {} : { keyArn }),
    },
    sourceAt(record),
  )
}

/** An image that was found in its registry. What it runs by default is not read: that takes a download. */
export function foundImage(records: ProjectRecords, reference: string): Fact<ImageFact> {
  const record = records.find(storedImage, reference)
  if (!record)
    return outside(records, 'image', reference, `docker manifest inspect ${reference}`, 'is in its registry')
  return present(
    {
      isUnread: true,
      entryPoint: [],
      command: [],
      environment: {},
      platforms: records.texts(record, 'Platforms'),
      isIndex: record.properties.IsIndex === true,
    },
    sourceAt(record),
  )
}
