import type { UnlabelParameterVersionRequest, UnlabelParameterVersionResult } from '@aws-sdk/client-ssm'
import { parameterVersionKey, parameterVersions } from '../../../model/ssm/tables.ts'
import type { Operation } from '../../operation.ts'
import { requireParameter, versionNotFound } from './find-parameter.ts'
import { requireParameterId } from './parameter-name.ts'

/** Takes labels from a version. Those that it does not carry are listed as invalid. */
export const unlabelParameterVersion: Operation<
  UnlabelParameterVersionRequest,
  UnlabelParameterVersionResult
> = (tx, request) => {
  const { name } = requireParameterId(request.Name ?? '')
  requireParameter(tx, name)
  const version = request.ParameterVersion ?? 0
  const key = parameterVersionKey(name, version)
  const row = tx.get(parameterVersions, key)
  if (!row) throw versionNotFound(name, version)
  const asked = [...new Set(request.Labels)]
  const removed = asked.filter((label) => row.labels.includes(label))
  tx.put(parameterVersions, key, { ...row, labels: row.labels.filter((label) => !removed.includes(label)) })
  return { RemovedLabels: removed, InvalidLabels: asked.filter((label) => !removed.includes(label)) }
}
