import type {
  APIErrorType,
  BatchGetSecretValueRequest,
  BatchGetSecretValueResponse,
  SecretValueEntry,
} from '@aws-sdk/client-secrets-manager'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { liveSecrets } from './live-secrets.ts'
import { readOrFail } from './read-or-fail.ts'
import { invalidParameter } from './secret-faults.ts'
import { matchesFilters } from './secret-filters.ts'
import { secretPage } from './secret-page.ts'

/** Reads the current versions of up to twenty secrets, named or found by filters. One that fails is listed. */
export const batchGetSecretValue: Operation<BatchGetSecretValueRequest, BatchGetSecretValueResponse> = (
  tx,
  request,
  context,
) => {
  const { SecretIdList: ids, Filters: filters, MaxResults } = request
  if ((ids === undefined) === (filters === undefined)) {
    throw invalidParameter("Either 'SecretIdList' or 'Filters' must be provided, but not both.")
  }
  if (MaxResults !== undefined && filters === undefined) {
    const message = "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided."
    throw invalidParameter(message)
  }
  const found =
    filters && liveSecrets(tx, context.now, false).filter((secret) => matchesFilters(secret, filters))
  const { items, nextToken } = secretPage(
    found?.map(({ arn }) => arn) ?? ids ?? [],
    request,
    20,
    (arn) => arn,
  )
  const values: SecretValueEntry[] = []
  const errors: APIErrorType[] = []
  for (const id of items) {
    try {
      values.push(readOrFail(tx, id, {}, context))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      errors.push({ SecretId: id, ErrorCode: error.code, Message: error.message })
    }
  }
  return {
    SecretValues: values,
    Errors: errors,
    ...(nextToken === undefined ? {} : { NextToken: nextToken }),
  }
}
