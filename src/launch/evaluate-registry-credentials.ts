import type { LaunchStep, StepRequirement } from '../model/launch/step.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import type { Verdict } from '../model/verdict.ts'
import { decryptionOf, evaluateSecret } from './evaluate-secret.ts'
import { type Findings, grounded } from './findings.ts'
import { parseValueFrom } from './value-from.ts'
import { fails, holds, unknown } from './verdicts.ts'

/** How often the launcher tried before it gave up; a refusal is not tried again. */
const attempts = 1

type Credentials = Extract<StepRequirement, { kind: 'registry-credentials' }>

/** The secret of a private registry must exist and hold `{"username": …, "password": …}` (spec: LAUNCH step 4b). */
export function* evaluateRegistryCredentials(
  step: LaunchStep,
  requires: Credentials,
  world: LaunchWorld,
): Findings {
  const { secretId, region } = requires
  const ground = { kind: 'requirement', requires } as const
  const reference = parseValueFrom(secretId, step.task)
  const secret = world.secret(region, secretId, {})
  if (reference.service === 'secretsmanager') yield* evaluateSecret(step, reference, world)
  else if (!secret.known) yield unknown(secret.settledBy)
  else if (secret.absent) {
    const facts = { attempts, secretArn: secretId, requestId: step.task.requestId }
    yield grounded(fails('secret-not-found', facts), ground)
  } else {
    yield holds([{ fact: `secret ${secretId} exists`, source: secret.source }])
    yield* decryptionOf(step, region, secret.value, world)
  }
  if (!secret.known || secret.absent || secret.value.markedForDeletion || !secret.value.versionFound) return
  const { value } = secret.value
  yield value.known
    ? grounded(formOf(value.absent ? '' : value.value, secretId), ground)
    : unknown(value.settledBy)
}

function formOf(text: string, secretId: string): Verdict {
  const evidence = [{ fact: `${secretId} is not {"username": …, "password": …}` }]
  if (text === '') return fails('registry-secret-empty', {}, evidence)
  const document = parsed(text)
  if (document === undefined) return fails('registry-secret-not-json', {}, evidence)
  for (const field of ['username', 'password']) {
    const value = fieldOf(document, field)
    if (value !== undefined && value !== null && typeof value !== 'string')
      return fails('registry-secret-not-json', {}, evidence)
    if (!value) return fails('registry-secret-field-missing', { field }, evidence)
  }
  return holds([{ fact: `${secretId} has a username and a password` }])
}

function parsed(text: string): object | undefined {
  try {
    const document: unknown = JSON.parse(text)
    return typeof document === 'object' && !Array.isArray(document) ? (document ?? {}) : undefined
  } catch {
    return undefined
  }
}

/** Go takes the letters of a field's name as they come. */
function fieldOf(document: object, name: string): unknown {
  return Object.entries(document).findLast(([key]) => key.toLowerCase() === name)?.[1]
}
