import type {
  DescribeParametersRequest,
  DescribeParametersResult,
  ParameterMetadata,
  ParametersFilter,
} from '@aws-sdk/client-ssm'
import type { ParameterVersionRow } from '../../../model/ssm/parameter.ts'
import { parameters } from '../../../model/ssm/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { latestVersion } from './find-parameter.ts'
import { checkFilters, matchesFilters } from './parameter-filters.ts'
import { parameterPage } from './parameter-page.ts'

/** Lists parameters without their values. Nothing is shared with a local account, so `Shared` lists nothing. */
export const describeParameters: Operation<DescribeParametersRequest, DescribeParametersResult> = (
  tx,
  request,
) => {
  const { Filters: oldFilters = [], ParameterFilters: filters = [] } = request
  if (oldFilters.length > 0 && filters.length > 0) {
    const message = 'You can use either Filters or ParameterFilters in a single request.'
    throw new Fault('ValidationException', message)
  }
  checkFilters(filters, 'describe')
  const matching = [...(request.Shared ? [] : tx.all(parameters))]
    .map((parameter) => ({ parameter, version: latestVersion(tx, parameter) }))
    .filter(({ parameter, version }) => matchesFilters(parameter, version, filters))
    .filter(({ version }) => oldFilters.every((filter) => matchesOldFilter(version, filter)))
  const { items, nextToken } = parameterPage(matching, request, 50, ({ parameter }) => parameter.name)
  const shown = items.map(({ version }) => metadata(version))
  return { Parameters: shown, ...(nextToken === undefined ? {} : { NextToken: nextToken }) }
}

function metadata(row: ParameterVersionRow): ParameterMetadata {
  return {
    Name: row.name,
    ARN: row.arn,
    Type: row.type,
    ...(row.keyId === undefined ? {} : { KeyId: row.keyId }),
    LastModifiedDate: new Date(row.modifiedMs),
    LastModifiedUser: row.modifiedBy,
    ...(row.description === undefined ? {} : { Description: row.description }),
    ...(row.allowedPattern === undefined ? {} : { AllowedPattern: row.allowedPattern }),
    Version: row.version,
    Tier: row.tier,
    Policies: [],
    DataType: row.dataType,
  }
}

/** The older filters: a name by its beginning, the others by their whole. */
function matchesOldFilter(row: ParameterVersionRow, { Key, Values = [] }: ParametersFilter): boolean {
  if (Key === 'Name') return Values.some((value) => row.name.startsWith(value))
  return Values.includes((Key === 'Type' ? row.type : row.keyId) ?? '')
}
