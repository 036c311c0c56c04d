import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import { editDistance } from '../../model/edit-distance.ts'
import { defineCause, type CauseFacts } from '../cause.ts'
import type { Edit } from '../fix.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findStepFailure } from '../step-failure.ts'
import { secretNameOf } from './secret-arn.ts'
import { yamlScalar } from '../yaml-scalar.ts'

/** The secret has no such JSON key. */
export const secretJsonKeyMissing = defineCause({
  code: 'secret-json-key-missing',
  group: 'A',
  summary: 'the task asks for a JSON key that the secret does not have',
  rationale:
    'An ARN followed by `:key::` takes one key out of a secret whose value is a JSON object; upper and lower case matter. A password that RDS manages itself is a secret with `username` and `password` alone; host, port and database name are in it only where somebody put them there. After a rotation the keys may be others.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',
  signs: [
    { failure: 'secret-json-key-missing', share: 97 },
    { words: /did not contain (?:the )?json key/i, share: 97 },
    {
      words:
        /\bsecrets?\b.{0,60}\b(?:json )?(?:keys?|fields?)\b.{0,40}(?:not found|n't found|missing|n't exist|not exist|not present|not in)|\b(?:json )?(?:key|field)\b.{0,60}\b(?:missing|not (?:in|found|present)|n't in)\b.{0,40}\bsecrets?\b/i,
      share: 66,
    },
  ],
  settle: [
    {
      what: 'the names of the keys in the secret',
      how: 'aws secretsmanager get-secret-value --secret-id NAME --query SecretString --output text | jq keys',
    },
  ],
  find: (launch) =>
    findStepFailure(launch, {
      steps: ['secret'],
      codes: ['secret-json-key-missing'],
      factsOf: ({ step }) => factsOf(launch, step),
      proof: ({ keys }) => (keys === undefined ? [] : [{ fact: `its keys are ${keys}` }]),
    }),
  tell: (facts) => {
    const {
      jsonKey = 'KEY',
      nearest,
      secretArn = 'arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-XXXXXX',
    } = facts
    const arn = secretArn
    return {
      message: message(facts),
      fix: [
        {
          title:
            nearest === undefined
              ? 'ask for a key that the secret has'
              : `ask for ${nearest}, which the secret has`,
          text: `Secrets:\n  - Name: ${facts.variable ?? 'VARIABLE'}\n    ValueFrom: ${yamlScalar(`${arn}:${nearest ?? 'KEY'}::`)}`,
          ...keyEdit(facts),
        },
        {
          title: `or put ${jsonKey} into the secret, beside the keys it has`,
          text: `aws secretsmanager put-secret-value --secret-id ${arn} --secret-string file://secret.json`,
        },
      ],
    }
  },
})

function factsOf({ world }: EvaluatedLaunch, { requires }: LaunchStep): CauseFacts {
  if (requires.kind !== 'secret' || 'malformed' in requires.reference) return {}
  const { secretArn, region, jsonKey, versionStage, versionId } = requires.reference
  const secret = world.secret(region, secretArn, {
    ...(versionStage === undefined ? {} : { versionStage }),
    ...(versionId === undefined ? {} : { versionId }),
  })
  const value = secret.known && !secret.absent ? secret.value.value : undefined
  const keys = value?.known === true && !value.absent ? keysOf(value.value) : undefined
  const nearest = keys
    ?.map((key) => ({ key, edits: editDistance(key, jsonKey ?? '') }))
    .filter(({ edits }) => edits <= mistakes(jsonKey ?? ''))
    .toSorted((a, b) => a.edits - b.edits)[0]?.key
  return {
    secretArn,
    jsonKey,
    version: `${versionStage ?? ''}:${versionId ?? ''}`,
    nearest,
    keys: keys === undefined ? undefined : keys.join(', ') || 'none',
  }
}

/** The nearest key in place of the one that is written. */
function keyEdit({ secretArn, jsonKey, version, nearest }: CauseFacts): { readonly edit?: Edit } {
  if (secretArn === undefined || version === undefined || nearest === undefined) return {}
  const reference = (key: string | undefined): string => `${secretArn}:${key ?? ''}:${version}`
  return { edit: { kind: 'replace', from: reference(jsonKey), to: reference(nearest) } }
}

/** So many letters of a name may be wrong for it to be the one that was meant. */
function mistakes(name: string): number {
  return name.length < 4 ? 1 : 2
}

function keysOf(text: string): string[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? Object.keys(value) : undefined
  } catch {
    return undefined
  }
}

function message({ subject, jsonKey, secretArn, keys }: CauseFacts): string {
  const secret = secretArn === undefined ? 'the secret' : `secret ${secretNameOf(secretArn)}`
  const key =
    jsonKey === undefined ? 'no JSON key of the name that the task asks for' : `no JSON key ${jsonKey}`
  return keepsFromStarting(
    subject,
    `${secret} has ${key}${keys === undefined ? '' : `: its keys are ${keys}`}`,
  )
}
