import type {
  LifecycleRule,
  PutBucketLifecycleConfigurationOutput,
  PutBucketLifecycleConfigurationRequest,
} from '@aws-sdk/client-s3'
import type { BucketLifecycle } from '../../../model/s3/bucket.ts'
import type { Operation, RequestContext } from '../../operation.ts'
import { changeBucket, findBucket } from './find-bucket.ts'
import { badRequest, invalidArgument, malformedXml } from './s3-faults.ts'

const MAX_RULES = 1000
const MAX_ID_LENGTH = 255
const GENERATED_ID_LENGTH = 48

/** PutBucketLifecycleConfiguration: kept and given back. Objects do not expire and do not change their class here. */
export const putBucketLifecycleConfiguration: Operation<
  PutBucketLifecycleConfigurationRequest,
  PutBucketLifecycleConfigurationOutput
> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  const { Rules: rules = [] } = request.LifecycleConfiguration ?? {}
  if (rules.length === 0 || rules.length > MAX_RULES) throw malformedXml()
  const given = rules.flatMap((rule) => (rule.ID ? [rule.ID] : []))
  if (new Set(given).size < given.length) {
    throw invalidArgument(
      'Rule ID must be unique. Found same ID for more than one rule',
      'ID',
      given.join(','),
    )
  }
  const { TransitionDefaultMinimumObjectSize: minimum = 'all_storage_classes_128K' } = request
  changeBucket(tx, bucket, {
    lifecycle: {
      rules: rules.map((rule) => checkedRule(rule, context)),
      transitionDefaultMinimumObjectSize: minimum,
    },
  })
  return { TransitionDefaultMinimumObjectSize: minimum }
}

function checkedRule(rule: LifecycleRule, context: RequestContext): BucketLifecycle['rules'][number] {
  const { ID: id, Filter: filter, Prefix: prefix } = rule
  if (id !== undefined && id.length > MAX_ID_LENGTH) {
    throw invalidArgument(`ID length should not exceed allowed limit of ${MAX_ID_LENGTH}`, 'ID', id)
  }
  if (filter === undefined ? prefix === undefined : prefix !== undefined) throw malformedXml()
  const { Expiration, Transitions, NoncurrentVersionTransitions, NoncurrentVersionExpiration } = rule
  const actions = [Expiration, Transitions, NoncurrentVersionTransitions, NoncurrentVersionExpiration]
  if (![...actions, rule.AbortIncompleteMultipartUpload].some((action) => action !== undefined)) {
    throw badRequest('InvalidRequest', 'At least one action needs to be specified in a rule')
  }
  if (Expiration?.Days !== undefined && Expiration.Days <= 0) {
    throw invalidArgument("'Days' for Expiration action must be a positive integer", 'Days', Expiration.Days)
  }
  const named = { ...rule, ID: id || context.fresh.hex(GENERATED_ID_LENGTH) }
  // Dates become texts: rows are plain JSON.
  return JSON.parse(JSON.stringify(named)) as BucketLifecycle['rules'][number]
}
