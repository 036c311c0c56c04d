import type { StepGround } from '../../model/launch/step-trouble.ts'
import { defineCause, type CauseFacts } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findStepFailure } from '../step-failure.ts'
import { isEndpointPolicyReason, isPartialSecretArn, partialSecretArn, wordForSuffix } from './secret-arn.ts'
import { belongsTo, secretDenial } from './secret-denial.ts'
import { secretWhereabouts } from './whereabouts.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import type { Belongs } from '../step-failure.ts'

/** The task names a secret by an ARN without its random characters. */
export const secretArnPartial = defineCause({
  code: 'secret-arn-partial',
  group: 'A',
  summary: 'the task names a secret by an ARN that lacks the six random characters at its end',
  rationale:
    "Secrets Manager puts a hyphen and six random characters after a secret's name to make its ARN. An ARN without them finds the secret only where nothing else fits it, and never where the name itself ends in a hyphen and six characters: those are then taken for the random ones. Policies compare texts, so that one which allows `NAME-??????` does not allow `NAME`. Infrastructure code that imports a secret by name gives such an ARN.",
  source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html',
  signs: [
    { failure: 'secret-arn-invalid', share: 25 },

    {
      failure: 'secret-denied',
      when: ({ resource, reason }) => isPartialSecretArn(resource) && !isEndpointPolicyReason(reason),
      share: 58,
    },
    { failure: 'secret-not-found', words: wordForSuffix, share: 72 },
    { failure: 'secret-not-found', words: partialSecretArn, share: 28 },
    {
      failure: 'secret-denied',
      words: /fromSecretNameV2|fromSecretPartialArn|from_secret_name_v2|from_secret_partial_arn/i,
      share: 88,
    },
    {
      words: /fromSecretNameV2|fromSecretPartialArn|from_secret_name_v2|from_secret_partial_arn/i,
      share: 72,
    },
    { words: new RegExp(`AccessDenied.{0,600}${partialSecretArn.source}`), share: 45 },
    {
      words:
        /\b(?:partial|complete|full|incomplete)[- ]?ARNs?\b.{0,200}\bsecret|\bsecrets?\b.{0,200}\b(?:partial|complete|full|incomplete)[- ]?ARNs?\b|\bsecrets?\b.{0,120}(?:-\?{6}|\b(?:6|six) (?:random |extra )?(?:char\w{0,9}|digits?))/i,
      share: 76,
    },
  ],
  settle: [
    {
      what: 'the whole ARN of the secret',
      how: 'aws secretsmanager describe-secret --secret-id NAME --query ARN',
    },
    {
      what: 'how the infrastructure code imports the secret: by name, by partial or by complete ARN',
      how: 'in the AWS CDK: Secret.fromSecretNameV2, fromSecretPartialArn or fromSecretCompleteArn',
    },
  ],
  find: (launch) =>
    findStepFailure(launch, {
      steps: ['secret'],
      parts: ['access', 'requirement'],
      codes: ['secret-denied', 'secret-not-found'],
      belongs: (step, { ground }) => belongs(launch, step, ground),
      factsOf: ({ step }) => arnsOf(launch, step),
      proof: ({ actual, secretArn }) =>
        actual === undefined
          ? []
          : [{ fact: `the secret's ARN is ${actual}, and valueFrom says ${secretArn}` }],
    }),
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: 'name the secret by its whole ARN',
        text:
          facts.actual === undefined
            ? `Secrets:\n  - Name: ${facts.variable ?? 'VARIABLE'}\n    ValueFrom: ${facts.secretArn ?? 'arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME'}-XXXXXX\n# which this prints:\n# aws secretsmanager describe-secret --secret-id ${nameOf(facts.secretArn) ?? 'NAME'} --query ARN --output text`
            : `Secrets:\n  - Name: ${facts.variable ?? 'VARIABLE'}\n    ValueFrom: ${facts.actual}`,
        ...(facts.actual === undefined || facts.secretArn === undefined
          ? {}
          : { edit: { kind: 'replace', from: facts.secretArn, to: facts.actual } as const }),
      },
    ],
    note: 'ends where the name does',
  }),
})

function belongs(launch: EvaluatedLaunch, step: LaunchStep, ground: StepGround): Belongs {
  if (ground.kind === 'access') return belongsTo(secretDenial(launch, ground, step), 'partial-arn')
  return arnsOf(launch, step).actual === undefined ? 'no' : 'yes'
}

function arnsOf(launch: EvaluatedLaunch, { requires }: LaunchStep): CauseFacts {
  if (requires.kind !== 'secret' || 'malformed' in requires.reference) return {}
  const { reference } = requires
  const { secretArn, region } = reference
  const secret = launch.world.secret(region, secretArn, {})
  if (secret.known && !secret.absent && secret.value.arn !== secretArn)
    return { secretArn, actual: secret.value.arn }
  const place = secretWhereabouts(launch, reference)
  return { secretArn, actual: place.kind === 'unfinished' ? place.actual : undefined }
}

function message({ subject, secretArn, resource }: CauseFacts): string {
  const name = nameOf(secretArn ?? resource)
  const which = name === undefined ? 'the ARN of a secret' : `the ARN of secret ${name}`
  return keepsFromStarting(subject, `${which} is not whole: the six random characters at its end are missing`)
}

/** All that follows `secret:`; here nothing is taken for random characters. */
function nameOf(arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : (/:secret:([^:]+)/.exec(arn)?.[1] ?? arn)
}
