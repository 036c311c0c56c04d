import type { LabelParameterVersionRequest, LabelParameterVersionResult } from '@aws-sdk/client-ssm'
import { parameterVersionKey, parameterVersions } from '../../../model/ssm/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { keptVersions, requireParameter, versionNotFound } from './find-parameter.ts'
import { requireParameterId } from './parameter-name.ts'

/** A version carries no more labels than this. */
const MAX_LABELS = 10

/** Gives labels to a version, and takes them from the version that had them. Unfit labels are listed, not refused. */
export const labelParameterVersion: Operation<LabelParameterVersionRequest, LabelParameterVersionResult> = (
  tx,
  request,
) => {
  const { name } = requireParameterId(request.Name ?? '')
  const parameter = requireParameter(tx, name)
  const wanted = request.ParameterVersion ?? parameter.latestVersion
  const versions = keptVersions(tx, parameter)
  const target = versions.find(({ version }) => version === wanted)
  if (!target) throw versionNotFound(name, wanted)
  const asked = [...new Set(request.Labels)]
  const fit = asked.filter(isLabel)
  const labels = [...new Set([...target.labels, ...fit])]
  if (labels.length > MAX_LABELS) {
    const message = `A parameter version can have maximum ${MAX_LABELS} labels.Move one or more labels to another version and try again.`
    throw new Fault('ParameterVersionLabelLimitExceeded', message)
  }
  for (const row of versions) {
    const kept = row === target ? labels : row.labels.filter((label) => !fit.includes(label))
    if (kept.length === row.labels.length) continue
    tx.put(parameterVersions, parameterVersionKey(name, row.version), { ...row, labels: kept })
  }
  return { InvalidLabels: asked.filter((label) => !isLabel(label)), ParameterVersion: wanted }
}

function isLabel(label: string): boolean {
  return /^[A-Za-z_.-][A-Za-z0-9_.-]*$/.test(label) && !/^(?:aws|ssm)/i.test(label)
}
