import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import type { StepTrouble } from '../../model/launch/step-trouble.ts'
import { parseArn } from '../../model/arn.ts'
import { defineCause, type CauseFacts } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findStepFailure, type Belongs } from '../step-failure.ts'
import { parametersMeant } from './missing-parameters.ts'
import { missingSecret } from './missing-secret.ts'
import type { Whereabouts } from './whereabouts.ts'

/** The secret or parameter was made in another account than the one it is looked up in. */
export const secretInWrongAccount = defineCause({
  code: 'secret-in-wrong-account',
  group: 'A',
  summary: 'the secret or parameter was made in another account than the one in which it is looked up',
  rationale:
    'The command line uses the account of its profile, and a console that of its session: a secret made with the wrong one is there for its maker and missing for the task. A name without ARN means the account of the task; an ARN means the account it names. The text is the same as for a secret that was never made.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
  signs: [
    { failure: 'secret-not-found', share: 9 },
    { failure: 'parameters-invalid', share: 14 },
    {
      failure: 'parameters-invalid',
      words: /\b(?:wrong|other|another|different) (?:AWS )?(?:account|profile)/i,
      share: 85,
    },
    {
      failure: 'secret-not-found',
      words: /\b(?:wrong|other|another|different) (?:AWS )?(?:account|profile)/i,
      share: 85,
    },
    {
      words:
        /\b(?:secrets?|parameters?)\b.{0,120}\b(?:wrong|another|different|other) (?:AWS )?(?:account|profile)\b/i,
      share: 70,
    },
  ],
  settle: [
    {
      what: 'in which account the secret or parameter was made',
      how: 'aws sts get-caller-identity --query Account, with the profile it was made with',
    },
    {
      what: 'in which account the task runs: it stands in the ARN of the task',
      how: 'aws ecs list-tasks --cluster CLUSTER --desired-status STOPPED',
    },
  ],
  find: (launch) =>
    findStepFailure(launch, {
      steps: ['secret', 'parameters'],
      codes: ['secret-not-found', 'parameters-invalid'],
      belongs: (step, trouble) => belongs(placesOf(launch, step, trouble).map(({ place }) => place)),
      factsOf: ({ step, trouble }) => factsOf(launch, step, trouble),
      proof: ({ written, otherAccount, actual }) => [
        { fact: `account ${otherAccount} has ${actual}; valueFrom says ${written}` },
      ],
    }),
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: 'name the one in the account of the task',
        text: `Secrets:\n  - Name: ${facts.variable ?? 'VARIABLE'}\n    ValueFrom: ${facts.actual ?? 'arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-XXXXXX'}`,
      },
      {
        title: 'or make it in the account in which the task looks for it',
        text: 'aws sts get-caller-identity --query Account\naws ssm put-parameter --region REGION --name NAME --type SecureString --value file://value.txt',
      },
    ],
  }),
})

interface Missed {
  readonly written: string
  readonly account: string
  readonly place: Whereabouts
}

function placesOf(launch: EvaluatedLaunch, step: LaunchStep, trouble: StepTrouble): Missed[] {
  const secret = missingSecret(launch, step, trouble)
  const all = secret === undefined ? parametersMeant(launch, step, trouble) : [secret]
  return all.map(({ reference, place }) => ({
    written: reference.valueFrom,
    account: reference.account,
    place,
  }))
}

function belongs(places: readonly Whereabouts[]): Belongs {
  if (places.some(({ kind }) => kind === 'other-account')) return 'yes'
  return places.some(({ kind }) => kind === 'nowhere')
    ? { settledBy: 'the account in which the secret or parameter was made' }
    : 'no'
}

function factsOf(launch: EvaluatedLaunch, step: LaunchStep, trouble: StepTrouble): CauseFacts {
  const hit = placesOf(launch, step, trouble).find(({ place }) => place.kind === 'other-account')
  if (hit?.place.kind !== 'other-account') return {}
  const { account, place, written } = hit
  return { written, account, otherAccount: place.account, actual: place.actual }
}

function message({ subject, written, names, secretArn, account, otherAccount }: CauseFacts): string {
  const which = written ?? names ?? secretArn ?? 'the secret or parameter'
  const asked = account ?? (secretArn === undefined ? undefined : parseArn(secretArn)?.account)
  const where = asked === undefined ? 'the account in which the task looks for it' : `account ${asked}`
  const other = otherAccount === undefined ? 'was made in another' : `is in account ${otherAccount}`
  return keepsFromStarting(subject, `${which} is not in ${where}: it ${other}`)
}
