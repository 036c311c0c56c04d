import type { BucketRow } from '../../../model/s3/bucket.ts'
import type { Fault } from '../../fault.ts'
import { badRequest, notConfigured } from './s3-faults.ts'

/** One statement of a policy, with single values made lists. */
export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny'
  /** Kinds and values: `['AWS', 'arn:…']`; `['*', '*']` for everybody. */
  readonly principals: readonly (readonly [string, string])[]
  readonly notPrincipal: boolean
  readonly conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

const MAX_POLICY_BYTES = 20 * 1024
const VERSIONS = new Set(['2012-10-17', '2008-10-17'])
const PRINCIPAL_KINDS = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser', '*'])
const STATEMENT_KEYS = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
])

/** The policy of a bucket as it was put. Throws NoSuchBucketPolicy. */
export function policyOf(bucket: BucketRow): string {
  if (bucket.policy !== undefined) return bucket.policy
  throw notConfigured('NoSuchBucketPolicy', 'The bucket policy does not exist', bucket)
}

/** Reads a bucket policy with the checks that S3 makes. Throws MalformedPolicy in S3's words. */
export function readBucketPolicy(text: string, bucket: string): readonly PolicyStatement[] {
  if (text === '') throw badRequest('MissingRequestBodyError', 'Request Body is empty')
  if (Buffer.byteLength(text) > MAX_POLICY_BYTES) {
    throw badRequest('PolicyTooLarge', 'Policy exceeds the maximum allowed document size.')
  }
  const document = parseObject(text)
  if (!document) throw malformed("Policies must be valid JSON and the first byte must be '{'")
  const { Version: version, Statement: statement, Id: _id, ...unknown } = document
  const [stray] = Object.keys(unknown)
  if (stray !== undefined) throw malformed(`Unknown field ${stray}`)
  if (version !== undefined && !VERSIONS.has(version as string)) {
    throw malformed('The policy must contain a valid version string')
  }
  if (statement === undefined) throw malformed('Missing required field Statement')
  const statements = listOf(statement)
  if (statements.length === 0) throw malformed('Could not parse the policy: Statement is empty!')
  return statements.map((each) => readStatement(each, bucket))
}

/**
 * Whether a policy lets everybody in: a statement allows everyone something, under no condition that ties it to
 * fixed values. Source: the meaning of "public" in the S3 user guide, access-control-block-public-access.
 */
export function isPublicPolicy(statements: readonly PolicyStatement[]): boolean {
  return statements.some((statement) => {
    const everybody = statement.principals.some(([, value]) => value === '*') || statement.notPrincipal
    return statement.effect === 'Allow' && everybody && !isTied(statement.conditions)
  })
}

const TYING_KEYS = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
])

function isTied(conditions: PolicyStatement['conditions']): boolean {
  return Object.entries(conditions).some(([operator, keys]) => {
    if (
      !/^(ForAnyValue:|ForAllValues:)?(String(Equals|Like|EqualsIgnoreCase)|Arn(Equals|Like)|IpAddress)/.test(
        operator,
      )
    ) {
      return false
    }
    return Object.entries(keys).some(([key, values]) => {
      const fixed = listOf(values).every((value) => !/[*?]|\$\{|\/0$/.test(String(value)))
      return TYING_KEYS.has(key.toLowerCase()) && fixed
    })
  })
}

function readStatement(given: unknown, bucket: string): PolicyStatement {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw malformed('Could not parse the policy: Statement is not an object')
  }
  const statement = given as Readonly<Record<string, unknown>>
  const stray = Object.keys(statement).find((name) => !STATEMENT_KEYS.has(name))
  if (stray !== undefined) throw malformed(`Unknown field ${stray}`)
  const {
    Effect: effect,
    Principal: principal,
    NotPrincipal: notPrincipal,
    Condition: condition = {},
  } = statement
  if (effect === undefined) throw malformed('Missing required field Effect')
  if (effect !== 'Allow' && effect !== 'Deny') throw malformed(`Invalid effect: ${JSON.stringify(effect)}`)
  if (principal === undefined && notPrincipal === undefined)
    throw malformed('Missing required field Principal')
  if (statement.Action === undefined && statement.NotAction === undefined)
    throw malformed('Missing required field Action')
  if (statement.Resource === undefined && statement.NotResource === undefined) {
    throw malformed('Missing required field Resource')
  }
  checkActions(listOf(statement.Action ?? statement.NotAction))
  checkResources(listOf(statement.Resource ?? statement.NotResource), bucket)
  checkActionsMeetResources(statement)
  if (typeof condition !== 'object' || condition === null)
    throw malformed('Conditions do not apply to combination of actions and resources in statement')
  return {
    effect,
    principals: principalsOf(principal ?? notPrincipal),
    notPrincipal: notPrincipal !== undefined,
    conditions: condition as PolicyStatement['conditions'],
  }
}

function principalsOf(given: unknown): [string, string][] {
  if (given === '*') return [['*', '*']]
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw malformed('Invalid principal in policy')
  const found = Object.entries(given).flatMap(([kind, values]) =>
    listOf(values).map((value): [string, string] => [kind, String(value)]),
  )
  const valid = ([kind, value]: [string, string]): boolean =>
    PRINCIPAL_KINDS.has(kind) && isPrincipal(kind, value)
  if (found.length === 0 || !found.every(valid)) throw malformed('Invalid principal in policy')
  return found
}

function isPrincipal(kind: string, value: string): boolean {
  if (kind !== 'AWS') return value !== ''
  return (
    value === '*' ||
    /^\d{12}$/.test(value) ||
    /^arn:aws[a-z-]*:(iam|sts)::\d{12}:.+$/.test(value) ||
    /^A[A-Z0-9]{15,}$/.test(value)
  )
}

function checkActions(actions: readonly unknown[]): void {
  if (actions.every((action) => typeof action === 'string' && /^(\*|s3:[A-Za-z*?]+)$/i.test(action))) return
  throw malformed('Policy has invalid action')
}

function checkResources(resources: readonly unknown[], bucket: string): void {
  const ofBucket = (resource: unknown): boolean => {
    const name = /^arn:[^:]+:s3:::([^/]*)(\/.*)?$/s.exec(String(resource))?.[1]
    return name !== undefined && patternMatches(name, bucket)
  }
  if (!resources.every(ofBucket)) throw malformed('Policy has invalid resource')
}

/** Actions on objects need a resource with a slash, those on the bucket one without. */
function checkActionsMeetResources(statement: Readonly<Record<string, unknown>>): void {
  if (statement.Action === undefined || statement.Resource === undefined) return
  const resources = listOf(statement.Resource).map(String)
  const objects = resources.some((resource) => resource.includes('/') || /:::.*\*/.test(resource))
  const buckets = resources.some((resource) => !resource.includes('/'))
  const meets = (action: string): boolean => {
    if (action.includes('*') || action.includes('?')) return true
    return isObjectAction(action) ? objects : buckets
  }
  if (!listOf(statement.Action).map(String).some(meets)) {
    throw malformed('Action does not apply to any resource(s) in statement')
  }
}

/** `ListMultipartUploadParts` and `RestoreObject` are of objects; `ListBucket…` and `GetBucket…` of the bucket. */
function isObjectAction(action: string): boolean {
  const name = action.replace(/^s3:/i, '').toLowerCase()
  if (name.includes('bucketobjectlock') || name.includes('bucket')) return false
  return /object|multipartuploadparts|abortmultipartupload|replicate/.test(name)
}

function patternMatches(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's').test(text)
}

function parseObject(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}

function malformed(message: string): Fault {
  return badRequest('MalformedPolicy', message)
}
