import type { DeleteParameterRequest, DeleteParameterResult } from '@aws-sdk/client-ssm'
import type { Operation } from '../../operation.ts'
import { requireParameter } from './find-parameter.ts'
import { requireParameterId } from './parameter-name.ts'
import { removeParameter } from './remove-parameter.ts'

/** Deletes a parameter with all its versions. */
export const deleteParameter: Operation<DeleteParameterRequest, DeleteParameterResult> = (tx, request) => {
  removeParameter(tx, requireParameter(tx, requireParameterId(request.Name ?? '').name))
  return {}
}
