import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import type { StepTrouble } from '../../model/launch/step-trouble.ts'
import type { ParameterReference } from '../../model/launch/secret-reference.ts'
import { defineCause, type CauseFacts, type Found } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findStepFailure, type Belongs } from '../step-failure.ts'
import { parametersMeant } from './missing-parameters.ts'
import { yamlScalar } from '../yaml-scalar.ts'

/** A secret of Secrets Manager is named without its ARN, so that ECS looks in Parameter Store. */
export const secretNameTreatedAsSsm = defineCause({
  code: 'secret-name-treated-as-ssm',
  group: 'A',
  summary: 'a secret is named without its ARN, so ECS takes the name for one of Parameter Store',
  rationale:
    'What stands in `valueFrom` decides the service: an ARN of Secrets Manager is read there, everything else is taken for the name of a parameter. A bare name of a secret, or `name:key::`, is therefore asked of Parameter Store, and the text speaks of ssm although no parameter was meant.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',
  signs: [
    { failure: 'secret-parameter-name-invalid', share: 72 },

    { failure: 'parameters-denied', when: ({ resource }) => String(resource).includes('::'), share: 85 },
    { failure: 'parameters-denied', share: 16 },
    { failure: 'parameters-invalid', when: ({ names }) => /:[^:,]*:/.test(String(names)), share: 70 },
    { failure: 'parameters-invalid', share: 10 },
    { words: /parameter name specified for secret.{0,200}is invalid/i, share: 70 },
    {
      words:
        /\bsecrets? ?manager\b.{0,600}ssm:GetParameters?\b|ssm:GetParameters?\b.{0,600}\bsecrets? ?manager\b/i,
      without: /parameter\/aws\/reference\/secretsmanager/i,
      share: 72,
    },
    { words: /ssm:GetParameters\b/, share: 14 },
  ],
  settle: [
    {
      what: 'what valueFrom says, to the letter',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.containerDefinitions[].secrets"',
    },
    {
      what: 'whether there is a secret of that name',
      how: 'aws secretsmanager describe-secret --secret-id NAME --query ARN',
    },
  ],
  find: (launch) => {
    const answer = findStepFailure(launch, {
      steps: ['parameters'],
      parts: ['access', 'requirement'],
      codes: ['parameters-denied', 'parameters-invalid'],
      belongs: (step, trouble) => belongs(launch, step, trouble),
      factsOf: ({ step, trouble }) => factsOf(launch, step, trouble),
      proof: ({ actual, names }) =>
        actual === undefined ? [] : [{ fact: `${names} is no parameter; Secrets Manager has ${actual}` }],
    })
    const doubtful = answer.found.length > 0 ? [] : namesOfSecrets(launch)
    return doubtful.length > 0 ? { found: doubtful, open: [] } : answer
  },
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: 'name the secret by its ARN, with the key between colons where one of its JSON keys is meant',
        text: `Secrets:\n  - Name: ${facts.variable ?? 'VARIABLE'}\n    ValueFrom: ${yamlScalar(`${facts.actual ?? 'arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-XXXXXX'}${keyPart(facts.names)}`)}`,
      },
      {
        title: 'and allow the task execution role to read it',
        text: `- Effect: Allow\n  Action: secretsmanager:GetSecretValue\n  Resource: ${facts.actual ?? 'arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-??????'}`,
      },
    ],
  }),
})

function belongs(launch: EvaluatedLaunch, step: LaunchStep, trouble: StepTrouble): Belongs {
  const meant = parametersMeant(launch, step, trouble)
  if (meant.some(({ reference, place }) => place.kind === 'a-secret' || isKeyed(reference))) return 'yes'
  const [settledBy] = meant.flatMap(({ place, reference }) =>
    place.kind === 'nowhere' && reference.form === 'name' ? place.open : [],
  )
  return settledBy === undefined ? 'no' : { settledBy }
}

/** Names that a secret has and of which it is not known whether a parameter has them, too. */
function namesOfSecrets(launch: EvaluatedLaunch): readonly Found[] {
  return launch.steps.flatMap(({ step }) => {
    if (step.requires.kind !== 'parameters') return []
    return step.requires.references.flatMap((reference): Found[] => {
      const { region, account, form, parameterName } = reference
      if (form !== 'name' || launch.world.parameter(region, account, parameterName, {}).known) return []
      const secret = launch.world.secret(region, parameterName, {})
      if (!secret.known || secret.absent) return []
      const actual = secret.value.arn
      const fact = `Secrets Manager has ${actual}, and whether there is a parameter of that name is not known`
      return [
        {
          facts: {
            subject: launch.subject.name,
            names: reference.valueFrom,
            actual,
            isOpen: 'yes',
            ...variableOf(launch, reference),
          },
          why: [{ fact, ...(secret.source === undefined ? {} : { source: secret.source }) }],
          part: step.id,
          isDoubtful: true,
        },
      ]
    })
  })
}

function factsOf(launch: EvaluatedLaunch, step: LaunchStep, trouble: StepTrouble): CauseFacts {
  const meant = parametersMeant(launch, step, trouble)
  const hit =
    meant.find(({ place }) => place.kind === 'a-secret') ?? meant.find(({ reference }) => isKeyed(reference))
  if (hit === undefined) return {}
  const actual = hit.place.kind === 'a-secret' ? hit.place.actual : undefined
  return { names: hit.reference.valueFrom, actual, ...variableOf(launch, hit.reference) }
}

function message({ subject, names, resource, isOpen }: CauseFacts): string {
  const name = names ?? resource?.replace(/^.*?:parameter\//, '')
  const which = name === undefined ? 'the name of a secret' : name
  const open = isOpen === undefined ? '' : ', where nothing is known of it'
  return keepsFromStarting(
    subject,
    `${which} is looked up in Parameter Store, because only an ARN makes ECS ask Secrets Manager${open}`,
  )
}

/** The variable that is given the value, for a fix that can be pasted. */
function variableOf({ task }: EvaluatedLaunch, { valueFrom }: ParameterReference): CauseFacts {
  const [secret] = task.containers.flatMap(({ secrets }) =>
    secrets.filter((one) => one.valueFrom === valueFrom),
  )
  return secret === undefined ? {} : { variable: secret.name }
}

/** `NAME:key:stage:version` is how a secret is asked for one of its JSON keys, and nothing else. */
function isKeyed({ form, valueFrom }: ParameterReference): boolean {
  return form === 'name' && /^[^:]+(?::[^:]*){3}$/.test(valueFrom)
}

/** `:key::` of a name that asks for a JSON key. */
function keyPart(names: string | undefined): string {
  return names === undefined ? '' : (/(?<=^[^:]+)(:[^:]*:[^:]*:[^:]*)$/.exec(names)?.[0] ?? '')
}
