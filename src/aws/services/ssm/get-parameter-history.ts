import type {
  GetParameterHistoryRequest,
  GetParameterHistoryResult,
  ParameterHistory,
} from '@aws-sdk/client-ssm'
import type { ParameterVersionRow } from '../../../model/ssm/parameter.ts'
import type { View } from '../../../model/state.ts'
import type { Operation, RequestContext } from '../../operation.ts'
import { keptVersions, requireParameter } from './find-parameter.ts'
import { requireParameterId } from './parameter-name.ts'
import { parameterPage } from './parameter-page.ts'
import { shownValue } from './shown-parameter.ts'

/** Lists the versions of a parameter that are kept, the oldest first. */
export const getParameterHistory: Operation<GetParameterHistoryRequest, GetParameterHistoryResult> = (
  tx,
  request,
  context,
) => {
  const versions = keptVersions(tx, requireParameter(tx, requireParameterId(request.Name ?? '').name))
  const { items, nextToken } = parameterPage(versions, request, 50, ({ version }) => String(version))
  const shown = items.map((row) => history(tx, row, request.WithDecryption, context))
  return { Parameters: shown, ...(nextToken === undefined ? {} : { NextToken: nextToken }) }
}

function history(
  view: View,
  row: ParameterVersionRow,
  decrypt: boolean | undefined,
  context: RequestContext,
): ParameterHistory {
  return {
    Name: row.name,
    Type: row.type,
    ...(row.keyId === undefined ? {} : { KeyId: row.keyId }),
    LastModifiedDate: new Date(row.modifiedMs),
    LastModifiedUser: row.modifiedBy,
    ...(row.description === undefined ? {} : { Description: row.description }),
    Value: shownValue(view, row, decrypt, context),
    ...(row.allowedPattern === undefined ? {} : { AllowedPattern: row.allowedPattern }),
    Version: row.version,
    Labels: [...row.labels],
    Tier: row.tier,
    Policies: [],
    DataType: row.dataType,
  }
}
