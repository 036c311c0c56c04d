import type { ParameterReference, ValueFrom } from '../model/launch/secret-reference.ts'
import type { LaunchStep } from '../model/launch/step.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import type { Verdict } from '../model/verdict.ts'
import { jsonKeyValue } from './secret-value.ts'
import { isMalformed, parseValueFrom } from './value-from.ts'
import { fails, holds, unknown } from './verdicts.ts'

/** How often the launcher tried before it gave up; a refusal is not tried again. */
const attempts = 1

/** The secret must be there, not marked for deletion, in the version asked for, and hold the JSON key if one is named. */
export function evaluateSecret({ task }: LaunchStep, reference: ValueFrom, world: LaunchWorld): Verdict {
  if (reference.service !== 'secretsmanager') throw new Error(`not a secret: ${reference.valueFrom}`)
  const { requestId } = task
  if (isMalformed(reference))
    return fails('secret-name-invalid', { attempts, secretArn: reference.valueFrom, requestId })
  const { secretArn, jsonKey, versionStage, versionId } = reference
  const secret = world.secret(reference.region, secretArn, { versionStage, versionId })
  if (!secret.known) return unknown(secret.settledBy)
  if (secret.absent)
    return fails('secret-not-found', { attempts, secretArn, requestId }, [
      { fact: `${secretArn} does not exist`, source: secret.source },
    ])
  const { value: found, source } = secret
  if (found.markedForDeletion) {
    return fails('secret-marked-for-deletion', { attempts, secretArn, requestId }, [
      { fact: `${found.arn} is marked for deletion`, source },
    ])
  }
  if (!found.versionFound) {
    const facts = { attempts, secretArn, requestId }
    return versionId === undefined
      ? fails('secret-stage-not-found', { ...facts, versionStage: versionStage ?? 'AWSCURRENT' })
      : fails('secret-version-not-found', { ...facts, versionId })
  }
  if (jsonKey === undefined) return holds([{ fact: `${found.arn} exists`, source }])
  if (!found.value.known) return unknown(found.value.settledBy)
  const taken = jsonKeyValue(found.value.absent ? '' : found.value.value, jsonKey)
  if (taken.kind === 'missing')
    return fails('secret-json-key-missing', { attempts, jsonKey }, [
      { fact: `${found.arn} has no JSON key ${jsonKey}`, source },
    ])
  if (taken.kind === 'not-json')
    return fails('secret-not-json', { attempts, error: taken.error }, [
      { fact: `the value of ${found.arn} is not a JSON object`, source },
    ])
  return holds([{ fact: `${found.arn} has the JSON key ${jsonKey}`, source }])
}

/** The secret of a private registry must exist; its form is judged when the image is pulled. */
export function evaluateRegistryCredentials(
  step: LaunchStep,
  { secretId, region }: { readonly secretId: string; readonly region: string },
  world: LaunchWorld,
): Verdict {
  const reference = parseValueFrom(secretId, step.task)
  if (reference.service === 'secretsmanager') return evaluateSecret(step, reference, world)
  const secret = world.secret(region, secretId, {})
  if (!secret.known) return unknown(secret.settledBy)
  if (!secret.absent) return holds([{ fact: `secret ${secretId} exists`, source: secret.source }])
  return fails('secret-not-found', { attempts, secretArn: secretId, requestId: step.task.requestId })
}

/** Every parameter of the batch must exist; those that do not are named together, in their order in the call. */
export function evaluateParameters(references: readonly ParameterReference[], world: LaunchWorld): Verdict {
  const missing: { readonly fact: string; readonly source?: string | undefined }[] = []
  const names: string[] = []
  let open: string | undefined
  for (const { valueFrom, region, account, parameterName, version, label } of references) {
    const parameter = world.parameter(region, account, parameterName, { version, label })
    if (!parameter.known) open ??= parameter.settledBy
    else if (parameter.absent) {
      names.push(valueFrom)
      missing.push({ fact: `parameter ${valueFrom} does not exist in ${region}`, source: parameter.source })
    }
  }
  if (names.length > 0) return fails('parameters-invalid', { attempts, names: names.join(',') }, missing)
  return open === undefined
    ? holds(references.map(({ valueFrom }) => ({ fact: `parameter ${valueFrom} exists` })))
    : unknown(open)
}
