import { parseArn } from '../../model/arn.ts'
import type { EvaluatedValue } from '../../model/template.ts'
import type { FoundPolicy, KeyGrant, ResourceFact } from '../../model/iam/policy-world.ts'
import { present, unknownFact, type Fact } from '../../model/launch/fact.ts'
import { isMap, mapsAt, sourceAt, valueAt, type ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { policyOf } from './found-policy.ts'
import { secretRecord } from './secret-record.ts'

/**
 * What a resource says about who may use it. Services that keep no policy of their own for a kind of resource have
 * nothing that could be read, in the project or not.
 */
export function projectResource(records: ProjectRecords, text: string): Fact<ResourceFact> {
  const arn = parseArn(text)
  if (!arn) return unknownFact(records.unknowns.settling(text) ?? `what ${text} is`)
  const { service, resource, region, account } = arn
  const policed = policies[service]
  if (!policed) return present(tagsAt(records, text))
  const record = policed.find(records, { text, resource, region, account })
  const answer = record ? undefined : records.answers.of('resource', text)
  if (answer) return answer
  if (!record) {
    const open = records.unknowns.settling(text)
    const other = open === undefined ? records.answers.otherwise() : undefined
    if (other) return other
    if (open === undefined && policed.seldom !== undefined && isOwn(records, account))
      return present({ assumed: policed.seldom(resource) })
    return unknownFact(open ?? policed.settledBy(resource))
  }
  return present(policed.read(records, record), sourceAt(record))
}

/** The tags of a resource that can have no policy of its own. One that is made elsewhere may have any. */
function tagsAt(records: ProjectRecords, text: string): ResourceFact {
  const parameter = records.find('AWS::SSM::Parameter', text)
  return parameter ? tagsOf(parameter) : {}
}

/** Whether the project is of this account: of another one nothing may be taken to be so. */
function isOwn(records: ProjectRecords, account: string): boolean {
  const type = 'AWS::ECS::TaskDefinition'
  const inIt = records.keyed(type, 'account', (definition) => [definition.account], account)
  return inIt.length === records.ofType(type).length
}

interface AskedFor {
  readonly text: string
  readonly resource: string
  readonly region: string
  readonly account: string
}

/** How resources of one service are found, and what their policies are. */
interface PolicedService {
  readonly find: (records: ProjectRecords, asked: AskedFor) => WorldRecord | undefined
  readonly read: (records: ProjectRecords, record: WorldRecord) => ResourceFact
  /**
   * Where hardly any resource of the account has a policy: what is then said, in place of not telling that a role lacks a
   * permission for everything that is made by hand.
   */
  readonly seldom?: (resource: string) => string
  /** What tells about one that is not in the project. */
  readonly settledBy: (resource: string) => string
}

const policies: Readonly<Record<string, PolicedService>> = {
  s3: {
    find: (records, { resource }) => records.find('AWS::S3::Bucket', resource.split('/')[0]),
    // A bucket's tags count in conditions only where its owner switched that on.
    read: (records, bucket) => ({
      account: bucket.account,
      tags: {},
      ...separatePolicy(records, bucket, 'AWS::S3::BucketPolicy', 'Bucket', 'PolicyDocument'),
    }),
    settledBy: (resource) =>
      `the policy of bucket ${resource.split('/')[0]} (aws s3api get-bucket-policy --bucket ${resource.split('/')[0]})`,
  },
  secretsmanager: {
    find: (records, { text, region }) => secretRecord(records, region, text),
    read: (records, secret) => ({
      ...separatePolicy(records, secret, 'AWS::SecretsManager::ResourcePolicy', 'SecretId', 'ResourcePolicy'),
      ...tagsOf(secret),
    }),
    seldom: (resource) =>
      `${resource.replace(':', ' ')} is not in the project; it is taken to have no resource policy of its own, as hardly any has`,
    settledBy: (resource) =>
      `the resource policy of ${resource} (aws secretsmanager get-resource-policy --secret-id ${resource.replace(/^secret:/, '')})`,
  },
  kms: {
    find: (records, { text }) => records.find('AWS::KMS::Key', text),
    read: (_, key) => ({ ...keyPolicy(key), ...grantsOf(key), ...tagsOf(key) }),
    settledBy: (resource) =>
      `the policy of ${resource} (aws kms get-key-policy --key-id ${resource.replace(/^key\//, '')} --policy-name default)`,
  },
  ecr: {
    find: (records, { text }) => records.find('AWS::ECR::Repository', text),
    read: (_, repository) => ({ ...ownPolicy(repository, 'RepositoryPolicyText'), ...tagsOf(repository) }),
    settledBy: (resource) =>
      `the policy of ${resource} (aws ecr get-repository-policy --repository-name ${resource.replace(/^repository\//, '')})`,
  },
  elasticfilesystem: {
    find: (records, { resource }) =>
      records.find('AWS::EFS::FileSystem', resource.replace(/^file-system\//, '')),
    read: (_, fileSystem) => fileSystemPolicy(fileSystem),
    settledBy: (resource) =>
      `the policy of ${resource} (aws efs describe-file-system-policy --file-system-id ${resource.replace(/^file-system\//, '')})`,
  },
  iam: {
    find: (records, { text }) => records.find('AWS::IAM::Role', text),
    read: (_, role) => ({ ...ownPolicy(role, 'AssumeRolePolicyDocument'), ...tagsOf(role) }),
    settledBy: (resource) =>
      `the trust policy of ${resource} (aws iam get-role --role-name ${resource.slice(resource.lastIndexOf('/') + 1)})`,
  },
}

/** The tags of a resource, written as a list of Key and Value or as a map. Missing where they are not known. */
export function tagsOf(record: WorldRecord): { readonly tags?: Readonly<Record<string, string>> } {
  const value = valueAt(record, ['Tags'])
  if (value === undefined || value === null) return { tags: {} }
  const entries = isMap(value)
    ? Object.entries(value)
    : mapsAt(record, 'Tags').map(([, { Key, Value }]) => [Key, Value ?? ''] as const)
  const texts = entries.filter((entry): entry is [string, string] =>
    entry.every((text) => typeof text === 'string'),
  )
  return texts.length === entries.length && (isMap(value) || Array.isArray(value))
    ? { tags: Object.fromEntries(texts) }
    : {}
}

function ownPolicy(record: WorldRecord, property: string): { readonly policy?: FoundPolicy } {
  const document: EvaluatedValue | undefined = record.properties[property]
  if (document === undefined || document === null) return {}
  return { policy: policyOf(`${property} of ${record.id}`, record, document, [property]) }
}

/** A key without a policy of its own gets one that leaves the decision to the policies of its account. */
function keyPolicy(key: WorldRecord): { readonly policy: FoundPolicy } {
  const own = ownPolicy(key, 'KeyPolicy').policy
  if (own) return { policy: own }
  const document = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${key.account}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  }
  return { policy: { name: `default policy of ${key.id}`, document, source: sourceAt(key) } }
}

/**
 * A file system without a policy of its own admits whoever reaches it.
 * https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 */
function fileSystemPolicy(fileSystem: WorldRecord): { readonly policy: FoundPolicy } {
  const own = ownPolicy(fileSystem, 'FileSystemPolicy').policy
  if (own) return { policy: own }
  const document = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: '*', Action: 'elasticfilesystem:Client*', Resource: '*' },
  }
  return { policy: { name: `default policy of ${fileSystem.id}`, document, source: sourceAt(fileSystem) } }
}

/** Grants are no part of a template; what was read of an account is kept as KMS tells it. */
function grantsOf(key: WorldRecord): { readonly grants?: readonly KeyGrant[] } {
  const grants = mapsAt(key, 'Grants').map(([, grant]) => grant as unknown as KeyGrant)
  return grants.length === 0 ? {} : { grants }
}

function separatePolicy(
  records: ProjectRecords,
  record: WorldRecord,
  type: string,
  reference: string,
  property: string,
): { readonly policy?: FoundPolicy } {
  const [found] = record.names.flatMap((name) => records.where(type, reference, name))
  if (!found) return {}
  return { policy: policyOf(`policy of ${record.id}`, found, found.properties[property], [property]) }
}
