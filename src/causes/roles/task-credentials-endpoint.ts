import { defineCause, type CauseFacts } from '../cause.ts'
import { containerWords } from '../container-words.ts'
import { findContainerSaid } from './container-said.ts'

const words =
  /169\.254\.170\.2\b|retrieving credentials from container-role|AWS_CONTAINER_CREDENTIALS_RELATIVE_URI|CredentialsV2Request|EcsContainer\w{0,30}Credential|failed to (?:refresh|load|retrieve) .{0,40}(?:endpoint|container) credentials/i

/** A program does not get the credentials of the task role. */
export const taskCredentialsEndpoint = defineCause({
  code: 'task-credentials-endpoint',
  group: 'E',
  summary:
    'a program of the task does not get the credentials of the task role from the credentials endpoint',
  rationale:
    'Programs fetch the credentials of the task role from 169.254.170.2, at the path in `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI`. A proxy that is not told to leave that address alone, a program that clears its environment, or on EC2 an agent that has lost the credentials keeps them from it. The role and its policies are then not at fault.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  signs: [
    { failure: 'credentials-unavailable', share: 45 },
    { failure: 'log-credentials-unavailable', share: 60 },

    { words: /CredentialRetrievalError.{0,120}container-role/i, share: 88 },
    { words, share: 75 },
  ],
  settle: [
    {
      what: 'what the endpoint answers inside the container',
      how: 'curl -s "http://169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"',
    },
    {
      what: 'whether a proxy stands between',
      how: 'the variables HTTP_PROXY and NO_PROXY of the container',
    },
    {
      what: 'the version of the agent, on EC2',
      how: 'aws ecs describe-container-instances --cluster CLUSTER --container-instances INSTANCE --query "containerInstances[].versionInfo"',
    },
  ],
  find: (launch) =>
    findContainerSaid(
      launch,
      (line) =>
        words.test(line) && /error|fail|refused|timed? ?out|unable|not found/i.test(line)
          ? { line }
          : undefined,
      'the credentials endpoint',
    ),
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: 'let programs reach the endpoint past a proxy',
        text: 'Environment:\n  - Name: NO_PROXY\n    Value: 169.254.169.254,169.254.170.2',
      },
      {
        title: 'start the tasks anew, so that they get fresh credentials',
        text: 'aws ecs update-service --cluster CLUSTER --service SERVICE --force-new-deployment',
      },
      {
        title: 'on EC2, bring the agent up to date',
        text: 'aws ecs update-container-agent --cluster CLUSTER --container-instance INSTANCE',
      },
    ],
  }),
})

function message({ subject, container }: CauseFacts): string {
  const who = container === undefined ? 'a program of the task' : containerWords({ subject, container })
  return `${who} does not get the credentials of the task role from 169.254.170.2`
}
