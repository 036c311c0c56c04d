import type { PutParameterRequest, PutParameterResult } from '@aws-sdk/client-ssm'
import type { ParameterRow, ParameterVersionRow } from '../../../model/ssm/parameter.ts'
import {
  parameterKey,
  parameters,
  parameterVersionKey,
  parameterVersions,
} from '../../../model/ssm/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { Operation, RequestContext } from '../../operation.ts'
import { callerArn } from '../kms/key-state.ts'
import { checkPutRequest, checkValue } from './check-put-parameter.ts'
import { latestVersion } from './find-parameter.ts'
import { parameterArn } from './parameter-name.ts'
import { addTags } from './parameter-tags.ts'
import { chooseTier } from './parameter-tier.ts'
import { defaultKeyId, encryptValue } from './secure-value.ts'

/** Versions that are kept of one parameter. */
const MAX_VERSIONS = 100

/** Creates a parameter, or gives it a new version where `Overwrite` is set. What is not given stays as it was. */
export const putParameter: Operation<PutParameterRequest, PutParameterResult> = (tx, request, context) => {
  const existing = tx.get(parameters, parameterKey(request.Name ?? ''))
  checkPutRequest(request, existing !== undefined)
  const version = newVersion(tx, request, existing, context)
  const oldestVersion = makeRoom(tx, existing)
  tx.put(parameterVersions, parameterVersionKey(version.name, version.version), version)
  tx.put(parameters, parameterKey(version.name), {
    name: version.name,
    arn: version.arn,
    latestVersion: version.version,
    oldestVersion,
    tags: existing?.tags ?? addTags([], request.Tags ?? []),
  })
  return { Version: version.version, Tier: version.tier }
}

function newVersion(
  tx: Transaction,
  request: PutParameterRequest,
  existing: ParameterRow | undefined,
  context: RequestContext,
): ParameterVersionRow {
  const previous = existing && latestVersion(tx, existing)
  const name = existing?.name ?? request.Name ?? ''
  const arn = parameterArn(tx.region, tx.account, name)
  const value = request.Value ?? ''
  const type = request.Type ?? previous?.type ?? 'String'
  const allowedPattern = request.AllowedPattern ?? previous?.allowedPattern
  const description = request.Description ?? previous?.description
  checkValue(type, value, allowedPattern)
  const tier = chooseTier(request.Tier, previous?.tier, value)
  const secure = type === 'SecureString'
  if (!secure && request.KeyId !== undefined) {
    throw new Fault('ValidationException', 'KeyId can only be specified for parameters of type SecureString.')
  }
  const keyId = request.KeyId ?? previous?.keyId ?? defaultKeyId
  return {
    name,
    arn,
    version: (existing?.latestVersion ?? 0) + 1,
    type,
    value: secure ? encryptValue(tx, { arn, value, keyId }, context) : value,
    ...(secure ? { keyId } : {}),
    ...(description ? { description } : {}),
    ...(allowedPattern ? { allowedPattern } : {}),
    tier,
    dataType: request.DataType ?? previous?.dataType ?? 'text',
    labels: [],
    modifiedMs: context.now,
    modifiedBy: callerArn(context),
  }
}

/** Drops the oldest version where one more would be too many. Throws ParameterMaxVersionLimitExceeded. */
function makeRoom(tx: Transaction, existing: ParameterRow | undefined): number {
  if (!existing) return 1
  const { name, oldestVersion, latestVersion: latest } = existing
  if (latest - oldestVersion + 1 < MAX_VERSIONS) return oldestVersion
  const key = parameterVersionKey(name, oldestVersion)
  if (tx.get(parameterVersions, key)?.labels.length) {
    const message =
      `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. ` +
      `Version ${oldestVersion}, the oldest version, can't be deleted because it has a label associated with it. ` +
      'Move the label to another version of the parameter, and try again.'
    throw new Fault('ParameterMaxVersionLimitExceeded', message)
  }
  tx.delete(parameterVersions, key)
  return oldestVersion + 1
}
