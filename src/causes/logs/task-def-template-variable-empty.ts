import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer, type CauseFacts, type Found } from '../cause.ts'
import { definitionFact } from '../definition-fact.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { troublesOf } from '../troubles-of.ts'

/** Something in the task definition is empty because the variable for it was. */
export const taskDefTemplateVariableEmpty = defineCause({
  code: 'task-def-template-variable-empty',
  group: 'D',
  summary: 'a variable was empty when the task definition was rendered, so a value in it is empty',
  rationale:
    'Tools that fill a template put nothing where a variable is not set, and say nothing: `awslogs-region` becomes an empty text, an image ends in a colon, an ARN has two colons where an account should stand. RegisterTaskDefinition takes most of it; the launch then complains about an option that is missing although its name stands there.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
  signs: [
    { failure: 'secret-reference-empty', share: 42 },
    { failure: 'image-name-invalid', share: 20 },
    { failure: 'role-invalid', share: 30 },
    { failure: 'region-invalid', share: 25 },

    { failure: 'log-option-missing', share: 78 },
    { words: /awslogs-[a-z-]{1,40} is required|unable to get awslogs driver arguments/i, share: 78 },
    {
      words:
        /(?:image|valueFrom|value|arn)['"]? (?:should|must|may|can) ?not be (?:null or )?(?:empty|blank)/i,
      share: 35,
    },
    {
      words:
        /\b\d{12}?\.dkr\.ecr\.\.amazonaws|(?:^|[\s"'])\.dkr\.ecr\.|amazonaws\.com\/?:\S|arn:aws:iam:::role/i,
      share: 60,
    },
    { words: /invalid reference format/i, share: 20 },
    { words: /option '?[\w-]{1,40}'? should not be null or empty/i, share: 82 },
  ],
  settle: [
    {
      what: 'the task definition as it was registered: values that are empty',
      how: 'aws ecs describe-task-definition --task-definition FAMILY',
    },
    {
      what: 'which variables were set where the template was filled',
      how: 'the environment of the pipeline or shell that ran it',
    },
  ],
  find,
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: 'give the value',
        text:
          facts.option === undefined || facts.option.startsWith('awslogs')
            ? `LogConfiguration:\n  LogDriver: awslogs\n  Options:\n    awslogs-group: GROUP\n    awslogs-region: ${facts.region ?? 'REGION'}\n    awslogs-stream-prefix: PREFIX`
            : `${facts.option}: VALUE`,
      },
      {
        title: 'and make the step that fills the template stop where a variable is not set',
        text: 'set -u\n: "${AWS_REGION:?is not set}"\nenvsubst < task-definition.template.json > task-definition.json',
      },
    ],
  }),
})

function find(launch: EvaluatedLaunch): CauseAnswer {
  const missing = troublesOf(launch, {
    parts: ['requirement'],
    concerns: ({ kind }) => kind === 'log-driver',
    matches: ({ failure, ground }) => (failure.code === 'log-option-missing' ? ground : undefined),
  })
  const empty = missing.flatMap(({ step, trouble, failure }): Found[] => {
    const option = String(failure.facts.option ?? '')
    if (step.requires.kind !== 'log-destination' || step.requires.log.options[option] !== '') return []
    return [
      {
        facts: {
          subject: launch.subject.name,
          container: step.container,
          option,
          region: launch.request.region,
        },
        why: [
          ...trouble.evidence,
          definitionFact(
            launch,
            `container ${step.container} has the option ${option}, and its value is empty`,
          ),
        ],
        failure,
        part: step.id,
      },
    ]
  })
  const found = [...empty, ...emptyParts(launch)]
  if (found.length > 0) return { found, open: [] }
  const open = missing.length > 0 ? ['the template that the task definition was made from'] : []
  return { found, open, cleared: [definitionFact(launch, 'no value of the task definition is empty')] }
}

/** Values that would be whole with one more word: an image without its tag or host, an ARN without its account. */
function emptyParts(launch: EvaluatedLaunch): Found[] {
  const { subject, task, request } = launch
  const values = [
    ...task.containers.flatMap(({ name, image, secrets }) => [
      { part: `image/${name}`, option: 'image', value: image, isEmpty: /^$|:$|^\/|^:|\.\.|\/:/.test(image) },
      ...secrets.map((secret) => ({
        part: `secrets/${name}/${secret.name}`,
        option: 'valueFrom',
        value: secret.valueFrom,
        isEmpty: /^$|^arn:[^:]*:(?:ssm|secretsmanager)::|^arn:[^:]*:(?:ssm|secretsmanager):[^:]*::/.test(
          secret.valueFrom,
        ),
      })),
    ]),
    ...[
      { option: 'executionRoleArn', value: task.executionRoleArn },
      { option: 'taskRoleArn', value: task.taskRoleArn },
    ].map(({ option, value = 'none' }) => ({
      part: option,
      option,
      value,
      isEmpty: /^arn:[^:]*:iam:::|:role\/$/.test(value),
    })),
  ]
  return values
    .filter(({ isEmpty }) => isEmpty)
    .map(({ part, option, value }) => ({
      facts: { subject: subject.name, option, value, region: request.region },
      why: [
        definitionFact(
          launch,
          value === '' ? `${option} is empty` : `${option} is ${value}: a part of it is empty`,
          part,
        ),
      ],
      part,
    }))
}

function message({ subject, option, value }: CauseFacts): string {
  if (option === undefined) return keepsFromStarting(subject, 'a value in the task definition is empty')
  const what =
    value === undefined || value === '' ? `${option} is empty` : `a part of ${option} is empty (${value})`
  return keepsFromStarting(subject, `${what} in the task definition`)
}
