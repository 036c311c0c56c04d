import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import type { StepTrouble } from '../../model/launch/step-trouble.ts'
import { defineCause, type CauseFacts } from '../cause.ts'
import type { Fix } from '../fix.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findStepFailure, type Belongs } from '../step-failure.ts'
import { missingSecret } from './missing-secret.ts'
import { regionOf, secretNameOf, wordForSuffix } from './secret-arn.ts'

/** The secret does not exist where the task looks for it. */
export const secretNotFound = defineCause({
  code: 'secret-not-found',
  group: 'A',
  summary: 'the secret, or the version of it, does not exist in the region that its ARN names',
  rationale:
    'A secret belongs to one region and is looked for in the one that its ARN names. A secret that was deleted and made again has other random characters in its ARN, so that the ARN in the task definition finds nothing. For the days until a deletion is final a secret is there and cannot be read; a version or stage that is not there reads alike.',
  source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html',
  signs: [
    { failure: 'secret-reference-empty', share: 46 },

    { failure: 'secret-not-found', words: new RegExp(`^(?!.*${wordForSuffix.source})`), share: 66 },
    { failure: 'secret-not-found', share: 24 },
    { failure: 'secret-marked-for-deletion', share: 95 },
    { failure: 'secret-stage-not-found', share: 90 },
    { failure: 'secret-version-not-found', share: 90 },
    { words: /can't find the specified secret/i, share: 24 },
    { words: /ResourceNotFoundException(?!.*log group).{0,60}\bsecret/i, share: 55 },
    { words: /secrets?\.valueFrom should not be null or empty/i, share: 45 },
    { words: /secret.{0,120}\bmarked for deletion/i, share: 90 },
    {
      words:
        /\bsecrets? ?(?:manager)?\b.{0,40}\b(?:does not exist|doesn't exist|was deleted|(?:could not|couldn't|cannot|can't) (?:be found|find)|never created)/i,
      share: 50,
    },
  ],
  settle: [
    {
      what: 'whether the secret is there, in which region, and whether it is being deleted',
      how: 'aws secretsmanager list-secrets --include-planned-deletion --region REGION --query "SecretList[].[ARN,DeletedDate]"',
    },
    {
      what: 'which stages its versions have',
      how: 'aws secretsmanager list-secret-version-ids --secret-id NAME',
    },
  ],
  find: (launch) =>
    findStepFailure(launch, {
      steps: ['secret', 'registry-secret'],
      codes: [
        'secret-not-found',
        'secret-marked-for-deletion',
        'secret-stage-not-found',
        'secret-version-not-found',
      ],
      belongs: (step, trouble) => belongs(launch, step, trouble),
      factsOf: ({ step, trouble }) => factsOf(launch, step, trouble),
      proof: ({ actual, elsewhere }) =>
        actual === undefined || elsewhere === undefined
          ? []
          : [{ fact: `there is a secret of that name ${elsewhere}: ${actual}` }],
    }),
  tell: (facts) => ({ message: message(facts), fix: fixes(facts) }),
})

function belongs(launch: EvaluatedLaunch, step: LaunchStep, trouble: StepTrouble): Belongs {
  const missing = missingSecret(launch, step, trouble)
  if (missing === undefined) return 'yes'
  return ['nowhere', 'other-region', 'replaced'].includes(missing.place.kind) ? 'yes' : 'no'
}

function factsOf(launch: EvaluatedLaunch, step: LaunchStep, trouble: StepTrouble): CauseFacts {
  const missing = missingSecret(launch, step, trouble)
  const what = { state: trouble.failure.code, taskRegion: launch.request.region }
  if (missing === undefined) return what
  const { place, reference } = missing
  const asked = { ...what, secretArn: reference.secretArn, region: reference.region }
  if (place.kind === 'other-region')
    return { ...asked, actual: place.actual, elsewhere: `in ${place.region}`, otherRegion: place.region }
  return place.kind === 'replaced'
    ? { ...asked, actual: place.actual, elsewhere: 'with other random characters in its ARN' }
    : asked
}

function message({
  subject,
  secretArn,
  state,
  region,
  elsewhere,
  versionStage,
  versionId,
}: CauseFacts): string {
  const secret = secretArn === undefined ? 'the secret' : `secret ${secretNameOf(secretArn)}`
  if (state === 'secret-marked-for-deletion')
    return keepsFromStarting(subject, `${secret} is marked for deletion and cannot be read`)
  if (versionStage !== undefined)
    return keepsFromStarting(subject, `${secret} has no version with the stage ${versionStage}`)
  if (versionId !== undefined) return keepsFromStarting(subject, `${secret} has no version ${versionId}`)
  const place = region ?? regionOf(secretArn)
  const where = place === undefined ? '' : ` in ${place}`
  const other = elsewhere === undefined ? '' : `; there is one of that name ${elsewhere}`
  return keepsFromStarting(subject, `${secret} does not exist${where}${other}`)
}

function fixes({
  secretArn,
  actual,
  state,
  region,
  otherRegion,
  versionStage,
  versionId,
  variable = 'VARIABLE',
}: CauseFacts): Fix[] {
  const name = secretArn === undefined ? 'NAME' : secretNameOf(secretArn)
  const place = region ?? regionOf(secretArn) ?? 'REGION'
  if (state === 'secret-marked-for-deletion') {
    const text = `aws secretsmanager restore-secret --secret-id ${secretArn ?? name}`
    return [{ title: 'take the deletion back', text }]
  }
  if (versionStage !== undefined || versionId !== undefined) {
    const text = `Secrets:\n  - Name: ${variable}\n    ValueFrom: ${secretArn ?? 'arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-XXXXXX'}`
    return [{ title: 'name no version: then the current one is read', text }]
  }
  const replicate: Fix[] =
    otherRegion === undefined
      ? []
      : [
          {
            title: `or keep a replica of it in ${place}`,
            text: `aws secretsmanager replicate-secret-to-regions --region ${otherRegion} --secret-id ${name} --add-replica-regions Region=${place}`,
          },
        ]
  const rename: Fix[] =
    actual === undefined
      ? []
      : [
          {
            title: 'name the secret that there is',
            text: `Secrets:\n  - Name: ${variable}\n    ValueFrom: ${actual}`,
          },
          ...replicate,
        ]
  const create: Fix = {
    title: `${actual === undefined ? '' : 'or '}make the secret in ${place}`,
    text: `aws secretsmanager create-secret --region ${place} --name ${name} --secret-string file://secret.json`,
  }
  return actual !== undefined && otherRegion === undefined ? rename : [...rename, create]
}
