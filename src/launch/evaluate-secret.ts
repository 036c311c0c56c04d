import type { SecretReference, ValueFrom } from '../model/launch/secret-reference.ts'
import type { LaunchStep } from '../model/launch/step.ts'
import type { LaunchWorld, SecretFact } from '../model/launch/world.ts'
import type { Verdict } from '../model/verdict.ts'
import { evaluateDecryption } from './evaluate-access.ts'
import { type Findings, grounded } from './findings.ts'
import { jsonKeyValue } from './secret-value.ts'
import { isMalformed } from './value-from.ts'
import { fails, holds, unknown } from './verdicts.ts'

/** How often the launcher tried before it gave up; a refusal is not tried again. */
const attempts = 1

/**
 * The secret must be there, not marked for deletion, in the version asked for, under a key that may be used, and hold
 * the JSON key if one is named.
 */
export function* evaluateSecret(step: LaunchStep, reference: ValueFrom, world: LaunchWorld): Findings {
  if (reference.service !== 'secretsmanager') throw new Error(`not a secret: ${reference.valueFrom}`)
  const { requestId } = step.task
  const ground = { kind: 'requirement', requires: step.requires } as const
  if (isMalformed(reference)) {
    const facts = { attempts, secretArn: reference.valueFrom, requestId }
    yield grounded(fails('secret-name-invalid', facts), ground)
    return
  }
  const { region, secretArn, versionStage, versionId, jsonKey } = reference
  const secret = world.secret(region, secretArn, { versionStage, versionId })
  if (!secret.known) {
    yield unknown(secret.settledBy)
    return
  }
  if (secret.absent) {
    const evidence = [{ fact: `${secretArn} does not exist`, source: secret.source }]
    yield grounded(fails('secret-not-found', { attempts, secretArn, requestId }, evidence), ground)
    return
  }
  const { value: found, source } = secret
  const there = readable(reference, found, source, requestId)
  yield grounded(there, ground)
  if (there.kind === 'fails') return
  yield* decryptionOf(step, region, found, world)
  const unusable = undecryptable(secretArn, found, requestId)
  if (unusable) {
    yield grounded(unusable, ground)
    return
  }
  if (jsonKey !== undefined) yield grounded(jsonKeyVerdict(jsonKey, found, source), ground)
}

/** Whether the step's actor may use the key of a secret that was found. */
export function decryptionOf(
  step: LaunchStep,
  region: string,
  { arn, keyArn, versionId }: SecretFact,
  world: LaunchWorld,
): Findings {
  const bound = { SecretARN: arn, ...(versionId === undefined ? {} : { SecretVersionId: versionId }) }
  return evaluateDecryption(step, { keyArn, service: 'secretsmanager', region, bound }, world)
}

/** The secret's key is there and cannot be used by anybody. */
function undecryptable(
  secretArn: string,
  found: SecretFact,
  requestId: string,
): Extract<Verdict, { kind: 'fails' }> | undefined {
  if (!found.undecryptable) return undefined
  const { code, message } = found.undecryptable(requestId)
  const reason = `service call has been retried ${attempts} time(s): failed to fetch secret ${secretArn} from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: ${requestId}, ${code}: ${message}`
  return fails('secret-retrieval-failed', { secretArn, reason }, [{ fact: message }])
}

function readable(
  { secretArn, versionStage, versionId }: SecretReference,
  found: SecretFact,
  source: string | undefined,
  requestId: string,
): Verdict {
  const facts = { attempts, secretArn, requestId }
  if (found.markedForDeletion) {
    const evidence = [{ fact: `${found.arn} is marked for deletion`, source }]
    return fails('secret-marked-for-deletion', facts, evidence)
  }
  if (found.versionFound) return holds([{ fact: `${found.arn} exists`, source }])
  return versionId === undefined
    ? fails('secret-stage-not-found', { ...facts, versionStage: versionStage ?? 'AWSCURRENT' })
    : fails('secret-version-not-found', { ...facts, versionId })
}

function jsonKeyVerdict(jsonKey: string, { arn, value }: SecretFact, source: string | undefined): Verdict {
  if (!value.known) return unknown(value.settledBy)
  const taken = jsonKeyValue(value.absent ? '' : value.value, jsonKey)
  if (taken.kind === 'missing') {
    const evidence = [{ fact: `${arn} has no JSON key ${jsonKey}`, source }]
    return fails('secret-json-key-missing', { attempts, jsonKey }, evidence)
  }
  if (taken.kind === 'not-json') {
    const evidence = [{ fact: `the value of ${arn} is not a JSON object`, source }]
    return fails('secret-not-json', { attempts, error: taken.error }, evidence)
  }
  return holds([{ fact: `${arn} has the JSON key ${jsonKey}`, source }])
}
