import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import type { StepTrouble } from '../../model/launch/step-trouble.ts'
import { defineCause, type CauseFacts } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findStepFailure, type Belongs } from '../step-failure.ts'
import { parametersMeant } from './missing-parameters.ts'
import { missingSecret } from './missing-secret.ts'
import { yamlScalar } from '../yaml-scalar.ts'

/** Failures of references that can be nothing's name. */
const malformed = ['secret-arn-invalid', 'secret-name-invalid']

/** The task names a parameter or secret otherwise than it is called. */
export const secretWrongName = defineCause({
  code: 'secret-wrong-name',
  group: 'A',
  summary: 'valueFrom names another parameter or secret than the one that exists',
  rationale:
    'Names are compared letter by letter: `/shop/db` and `shop/db` are two parameters, and so are `DB_URL` and `db_url`. Tools that make parameters for a task often put application and environment before the name. Where the policy covers the right name only, the wrong one gives AccessDenied instead of an answer that it does not exist.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html',
  signs: [
    { failure: 'secret-arn-invalid', share: 50 },
    { failure: 'secret-parameter-name-invalid', share: 25 },

    {
      failure: 'parameters-denied',
      words: /\bcopilot\b.{0,600}:parameter\/(?!copilot\/)/i,
      share: 88,
    },
    { failure: 'parameters-invalid', share: 8 },
    { failure: 'parameters-denied', share: 7 },
    { failure: 'secret-not-found', share: 6 },
    { failure: 'secret-name-invalid', share: 55 },
    {
      words:
        /\b(?:secret|parameter)s?\b.{0,80}\b(?:wrong|different|mis-?spel\w{1,6}|typo|renamed|mis-?named)\b.{0,20}\b(?:name|path)?/i,
      share: 56,
    },
  ],
  settle: [
    {
      what: 'the names of the parameters that exist',
      how: 'aws ssm describe-parameters --region REGION --query "Parameters[].Name"',
    },
    {
      what: 'the names of the secrets that exist',
      how: 'aws secretsmanager list-secrets --region REGION --query "SecretList[].Name"',
    },
  ],
  find: (launch) =>
    findStepFailure(launch, {
      steps: ['parameters', 'secret'],
      parts: ['access', 'requirement'],
      codes: [...malformed, 'parameters-invalid', 'parameters-denied', 'secret-not-found'],
      belongs: (step, trouble) => belongs(launch, step, trouble),
      factsOf: ({ step, trouble }) => factsOf(launch, step, trouble),
      proof: ({ written, actual }) =>
        actual === undefined ? [] : [{ fact: `there is no ${written}; there is ${actual}` }],
    }),
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: 'write the name as it is',
        text: `Secrets:\n  - Name: VARIABLE\n    ValueFrom: ${yamlScalar(facts.actual ?? (facts.malformed === undefined ? '/application/environment/NAME' : 'arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-XXXXXX:KEY::'))}`,
      },
    ],
  }),
})

function belongs(launch: EvaluatedLaunch, step: LaunchStep, trouble: StepTrouble): Belongs {
  if (malformed.includes(trouble.failure.code)) return 'yes'
  const places = [
    ...parametersMeant(launch, step, trouble).map(({ place }) => place),
    ...[missingSecret(launch, step, trouble)?.place].filter((place) => place !== undefined),
  ]
  if (places.some(({ kind }) => kind === 'like-named')) return 'yes'
  return places.some(({ kind }) => kind === 'nowhere')
    ? { settledBy: 'the names of the parameters and secrets that exist' }
    : 'no'
}

function factsOf(launch: EvaluatedLaunch, step: LaunchStep, trouble: StepTrouble): CauseFacts {
  const parameter = parametersMeant(launch, step, trouble).find(({ place }) => place.kind === 'like-named')
  const secret = missingSecret(launch, step, trouble)
  const hit = parameter ?? secret
  if (hit?.place.kind !== 'like-named') {
    const { valueFrom, secretArn } = trouble.failure.facts
    return { malformed: String(valueFrom ?? secretArn) }
  }
  return { written: hit.reference.valueFrom, actual: hit.place.actual }
}

function message({
  subject,
  malformed: form,
  written,
  names,
  secretArn,
  resource,
  actual,
}: CauseFacts): string {
  if (form !== undefined)
    return keepsFromStarting(
      subject,
      `${form} is no ARN of a secret: after its name come no fields or three, :KEY:STAGE:VERSION`,
    )
  const wrong = written ?? names ?? secretArn ?? resource?.replace(/^.*?:parameter/, '')
  const which = wrong === undefined ? 'valueFrom names a parameter or secret' : `${wrong} is a name`
  const instead = actual === undefined ? '' : `, there is ${actual}`
  return keepsFromStarting(subject, `${which} that does not exist${instead}`)
}
