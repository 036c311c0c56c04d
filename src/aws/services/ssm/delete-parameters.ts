import type { DeleteParametersRequest, DeleteParametersResult } from '@aws-sdk/client-ssm'
import { parameterKey, parameters } from '../../../model/ssm/tables.ts'
import type { Operation } from '../../operation.ts'
import { parseParameterId } from './parameter-name.ts'
import { removeParameter } from './remove-parameter.ts'

/** Deletes up to ten parameters. Those that are not there are listed as invalid and are no error. */
export const deleteParameters: Operation<DeleteParametersRequest, DeleteParametersResult> = (tx, request) => {
  const deleted: string[] = []
  const invalid: string[] = []
  for (const text of new Set(request.Names)) {
    const name = parseParameterId(text)?.name
    const parameter = name === undefined ? undefined : tx.get(parameters, parameterKey(name))
    if (parameter) removeParameter(tx, parameter)
    ;(parameter ? deleted : invalid).push(text)
  }
  return { DeletedParameters: deleted, InvalidParameters: invalid }
}
