import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import type { StepTrouble } from '../../model/launch/step-trouble.ts'
import { defineCause, type CauseFacts } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findStepFailure } from '../step-failure.ts'
import { parametersMeant, type MissingParameter } from './missing-parameters.ts'

/** The parameter does not exist where the task looks for it. */
export const ssmParameterNotFound = defineCause({
  code: 'ssm-parameter-not-found',
  group: 'A',
  summary: 'a parameter that the task refers to does not exist in the region it is looked up in',
  rationale:
    'Parameters belong to one region and account. A name without ARN is looked up where the task runs. ECS asks for up to ten at once and gives up where one is missing; the text names only those that are. `NAME:3` or `NAME:label` asks for a version or label, which may be missing where the parameter is not.',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html',
  signs: [
    { failure: 'parameters-invalid', when: ({ names }) => !/:[^:,]*:/.test(String(names)), share: 80 },
    { failure: 'parameters-invalid', share: 30 },
    { words: /invalid (?:ssm )?parameters:/i, share: 70 },
    { words: /\bParameterNotFound\b/, share: 65 },
    {
      words: /\bparameters?\b.{0,60}\b(?:does not exist|doesn't exist|was deleted|never created|not found)/i,
      share: 42,
    },
  ],
  settle: [
    {
      what: 'which of the parameters exist in the region of the task',
      how: 'aws ssm get-parameters --region REGION --names NAME --query "[Parameters[].Name,InvalidParameters]"',
    },
  ],
  find: (launch) =>
    findStepFailure(launch, {
      steps: ['parameters'],
      codes: ['parameters-invalid'],
      belongs: (step, trouble) => (trulyMissing(launch, step, trouble).length > 0 ? 'yes' : 'no'),
      factsOf: ({ step, trouble }) => factsOf(trulyMissing(launch, step, trouble)),
      proof: ({ names, otherRegion }) =>
        otherRegion === undefined ? [] : [{ fact: `${otherRegion} has a parameter ${names}` }],
    }),
  tell: (facts) => {
    const { names = 'NAME', otherRegion } = facts
    const name = names.split(',')[0] ?? names
    const region = facts.region ?? 'REGION'
    return {
      message: message(facts),
      fix: [
        ...(facts.version === undefined
          ? []
          : [
              {
                title: 'name no version: then the latest is read',
                text: `Secrets:\n  - Name: VARIABLE\n    ValueFrom: ${name.replace(/:[^:/]*$/, '')}`,
              },
            ]),
        ...(otherRegion === undefined
          ? []
          : [
              {
                title: `name the one in ${otherRegion} by its ARN`,
                text: `Secrets:\n  - Name: VARIABLE\n    ValueFrom: arn:aws:ssm:${otherRegion}:${facts.account ?? 'ACCOUNT'}:parameter/${plain(name)}`,
              },
            ]),
        ...(facts.version === undefined
          ? [
              {
                title: `${otherRegion === undefined ? '' : 'or '}make the parameter in ${facts.region ?? 'the region of the task'}`,
                text: `aws ssm put-parameter --region ${region} --name ${named(name)} --type SecureString --value file://value.txt`,
              },
            ]
          : []),
      ],
    }
  },
})

/** Those that have no other name, account or service: these are other causes. */
function trulyMissing(launch: EvaluatedLaunch, step: LaunchStep, trouble: StepTrouble): MissingParameter[] {
  return parametersMeant(launch, step, trouble).filter(({ place }) =>
    ['nowhere', 'other-region', 'other-version'].includes(place.kind),
  )
}

function factsOf(missing: readonly MissingParameter[]): CauseFacts {
  const [first] = missing
  if (first === undefined) return {}
  const elsewhere = missing.find(({ place }) => place.kind === 'other-region')
  const versioned = missing.every(({ place }) => place.kind === 'other-version')
  const { region, account } = first.reference
  return {
    names: (elsewhere === undefined ? missing : [elsewhere])
      .map(({ reference }) => reference.valueFrom)
      .join(','),
    region,
    account,
    otherRegion: elsewhere?.place.kind === 'other-region' ? elsewhere.place.region : undefined,
    version: versioned ? String(first.reference.version ?? first.reference.label) : undefined,
  }
}

function message({ subject, names, region, otherRegion, version }: CauseFacts): string {
  const several = names?.includes(',') === true
  const which =
    names === undefined ? 'a parameter' : `parameter${several ? 's' : ''} ${names.replaceAll(/, ?/g, ', ')}`
  const where = region === undefined ? '' : ` in ${region}`
  if (version !== undefined)
    return keepsFromStarting(
      subject,
      `${which}${where}: the parameter exists, its version or label ${version} does not`,
    )
  const other = otherRegion === undefined ? '' : `; ${otherRegion} has one of that name`
  return keepsFromStarting(subject, `${which} ${several ? 'do' : 'does'} not exist${where}${other}`)
}

/** A name as the parameter's ARN ends with it: without the first slash, also where an ARN was given. */
function plain(name: string): string {
  return name.replace(/^arn:.*?:parameter/, '').replace(/^\//, '')
}

function named(name: string): string {
  return name.replace(/^arn:.*?:parameter(?=\/)/, '')
}
