import { defineCause } from '../cause.ts'

/** Keys that the answer of DescribeTaskDefinition has and RegisterTaskDefinition does not take. */
const answeredOnly =
  'taskDefinitionArn|revision|status|requiresAttributes|compatibilities|registeredAt|registeredBy|deregisteredAt'

const helperKey = new RegExp(`^(?:_|\\$|//|#|(?:${answeredOnly})$)`)

function isHelperKey(field: string | number | undefined): boolean {
  return typeof field === 'string' && helperKey.test(field)
}

/** The task definition has keys or types that RegisterTaskDefinition does not know. */
export const taskDefSchemaInvalid = defineCause({
  code: 'task-def-schema-invalid',
  group: 'F',
  summary:
    'the task definition has keys that RegisterTaskDefinition does not know, or values of another type',
  rationale:
    'The request takes exactly the documented keys, in their spelling: no comments, no helper keys of a template, and not the keys that only the answer of describe-task-definition has (`taskDefinitionArn`, `revision`, `status`, …). Clients check this before they send anything. JSON of the API begins keys with a small letter, CloudFormation with a capital one.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html',
  signs: [
    { failure: 'parameter-unknown', when: ({ field }) => isHelperKey(field), share: 95 },
    { words: new RegExp(`Unknown parameter in input: ["']?(?:_|\\$|//|#|${answeredOnly})`), share: 95 },
    { words: new RegExp(`Unexpected key ["'](?:_\\w*|${answeredOnly})["'] found in params`), share: 90 },
    { words: /Should only contain "family"/i, share: 75 },
    { words: /Unknown parameter in input/i, share: 62 },
    { words: /Unknown parameter in \w{1,60}(?:\[\d{1,9}\])?/i, share: 32 },
    { words: /extraneous key \[\w{1,60}\] is not permitted|Encountered unsupported property/i, share: 80 },
    { words: /(?:Missing required parameter|Invalid type for parameter|Missing required key)\b/i, share: 62 },
    { words: /Parameter validation failed|Model validation failed/i, share: 35 },
    { words: /Invalid request provided: Create TaskDefinition/i, share: 20 },
    { words: /Unexpected key ["']valueFrom["'] found in params\S{0,60}\.environment/i, share: 95 },
    { words: /Unexpected key ["']\w{1,60}["'] found in params\.\w{1,40}\[/i, share: 60 },
  ],
  settle: [
    {
      what: 'the key that the text names, against the request syntax',
      how: 'aws ecs register-task-definition --generate-cli-skeleton',
    },
  ],
  tell: ({ field }) => ({
    message:
      field === undefined
        ? 'the task definition has keys that RegisterTaskDefinition does not take, or values of another type'
        : `RegisterTaskDefinition does not take the key \`${field}\``,
    fix: [
      {
        title: 'remove the keys that only describe-task-definition answers with',
        text: "jq '.taskDefinition | del(.taskDefinitionArn, .revision, .status, .requiresAttributes, .compatibilities, .registeredAt, .registeredBy)' task.json > register.json",
      },
      {
        title: 'and remove comments and helper keys before the file is sent',
        text: `jq 'with_entries(select(.key | startswith("_") | not))' task.json > register.json`,
      },
    ],
  }),
})
