import type { ImageFact, ObjectFact } from '../../model/launch/world.ts'
import { parseImageReference } from '../../launch/image-reference.ts'
import { present, unknownFact, type Fact, type NearThing } from '../../model/launch/fact.ts'
import { isUnknownText } from '../../model/unknown-text.ts'
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
  if (!record) {
    const call = `docker manifest inspect ${reference}`
    const fact = outside(records, 'image', reference, call, 'is in its registry')
    if (fact.known) return fact
    const near = ownRepository(records, reference)
    return near === undefined ? fact : { ...fact, near }
  }
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

/** The repository of the project that an image without a registry is called after. */
function ownRepository(records: ProjectRecords, image: string): NearThing | undefined {
  const { registry, repository } = parseImageReference(image)
  if (registry !== 'docker.io' || isUnknownText(image)) return undefined
  const name = repository.replace(/^library\//, '')
  const record = records.find('AWS::ECR::Repository', name)
  if (!record) return undefined
  const { account, region } = record
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const source = sourceAt(record)
  return {
    name: `${account}.dkr.ecr.${region}.${suffix}/${name}`,
    ...(source === undefined ? {} : { source }),
  }
}
