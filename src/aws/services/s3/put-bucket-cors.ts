import type { CORSRule, PutBucketCorsRequest } from '@aws-sdk/client-s3'
import type { CorsRule } from '../../../model/s3/bucket.ts'
import type { Operation } from '../../operation.ts'
import { changeBucket, findBucket } from './find-bucket.ts'
import { badRequest, malformedXml } from './s3-faults.ts'

const MAX_RULES = 100
const METHODS = new Set(['GET', 'PUT', 'HEAD', 'POST', 'DELETE'])

/** PutBucketCors: kept and given back. Requests of web pages from other origins are refused here all the same. */
export const putBucketCors: Operation<PutBucketCorsRequest, void> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  const rules = request.CORSConfiguration?.CORSRules ?? []
  if (rules.length === 0 || rules.length > MAX_RULES) throw malformedXml()
  changeBucket(tx, bucket, { cors: rules.map(checkedRule) })
}

function checkedRule(rule: CORSRule): CorsRule {
  const { AllowedMethods = [], AllowedOrigins = [], AllowedHeaders = [], ...rest } = rule
  if (AllowedMethods.length === 0 || AllowedOrigins.length === 0) throw malformedXml()
  const method = AllowedMethods.find((name) => !METHODS.has(name))
  if (method !== undefined) {
    throw badRequest(
      'InvalidRequest',
      `Found unsupported HTTP method in CORS config. Unsupported method is ${method}`,
    )
  }
  const origin = AllowedOrigins.find((text) => text.split('*').length > 2)
  if (origin !== undefined) {
    throw badRequest('InvalidRequest', `AllowedOrigin "${origin}" can not have more than one wildcard.`)
  }
  const header = AllowedHeaders.find((text) => text.split('*').length > 2)
  if (header !== undefined) {
    throw badRequest('InvalidRequest', `AllowedHeader "${header}" can not have more than one wildcard.`)
  }
  return { AllowedMethods, AllowedOrigins, ...(AllowedHeaders.length > 0 ? { AllowedHeaders } : {}), ...rest }
}
