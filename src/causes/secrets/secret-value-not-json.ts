import { defineCause, type CauseFacts } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findStepFailure } from '../step-failure.ts'
import { secretNameOf } from './secret-arn.ts'

/** The task asks for a JSON key of a secret whose value is not JSON. */
export const secretValueNotJson = defineCause({
  code: 'secret-value-not-json',
  group: 'A',
  summary: 'the task asks for a JSON key of a secret whose value is not a JSON object',
  rationale:
    'An ARN followed by `:key::` makes ECS read the value as a JSON object. A plain password gives `invalid character`, as does a document that a shell has changed on its way: single quotes that arrive with it on Windows, or double quotes that a script has taken away. The character in the text is the first that does not fit.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',
  signs: [
    { failure: 'secret-not-json', share: 93 },
    { words: /(?:pull secrets|from asm).{0,600}invalid character '/i, share: 93 },
  ],
  settle: [
    {
      what: 'whether the value is a JSON object',
      how: 'aws secretsmanager get-secret-value --secret-id NAME --query SecretString --output text | jq type',
    },
    {
      what: 'how the secret was made: by hand, by a script, and with which quotes',
      how: 'the command or template that makes it',
    },
  ],
  find: (launch) =>
    findStepFailure(launch, {
      steps: ['secret'],
      codes: ['secret-not-json'],
      factsOf: ({ step: { requires } }) =>
        requires.kind === 'secret' && !('malformed' in requires.reference)
          ? { secretArn: requires.reference.secretArn, jsonKey: requires.reference.jsonKey }
          : {},
    }),
  tell: (facts) => {
    const arn = facts.secretArn ?? 'arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-XXXXXX'
    return {
      message: message(facts),
      fix: [
        {
          title: 'store a JSON object, from a file so that no shell changes its quotes',
          text: `echo '{"${facts.jsonKey ?? 'KEY'}": "VALUE"}' > secret.json\naws secretsmanager put-secret-value --secret-id ${arn} --secret-string file://secret.json`,
        },
        {
          title: 'or take the whole value, without a key',
          text: `Secrets:\n  - Name: ${facts.variable ?? 'VARIABLE'}\n    ValueFrom: ${arn}`,
        },
      ],
    }
  },
})

function message({ subject, secretArn, jsonKey, error }: CauseFacts): string {
  const secret =
    secretArn === undefined ? 'the value of the secret' : `the value of secret ${secretNameOf(secretArn)}`
  const key = jsonKey === undefined ? 'a JSON key of it' : `its JSON key ${jsonKey}`
  const what = error === undefined ? '' : ` (${error})`
  return keepsFromStarting(subject, `${secret} is not a JSON object${what}, and the task asks for ${key}`)
}
