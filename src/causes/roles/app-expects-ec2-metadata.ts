import { defineCause, type CauseAnswer, type CauseFacts } from '../cause.ts'
import { containerWords } from '../container-words.ts'
import { findContainerSaid } from './container-said.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'

const words = /EC2MetadataRequestError|169\.254\.169\.254|EC2 instance (?:identity|metadata)|EC2 IMDS/i

/** A program asks for the metadata of an EC2 instance, which its task has not. */
export const appExpectsEc2Metadata = defineCause({
  code: 'app-expects-ec2-metadata',
  group: 'E',
  summary:
    "a program asks 169.254.169.254 for an EC2 instance's metadata, which a Fargate task does not have",
  rationale:
    'On Fargate there is no instance metadata at 169.254.169.254. A task has its own endpoint in `ECS_CONTAINER_METADATA_URI_V4` and its credentials at 169.254.170.2; the region stands in `AWS_REGION`. A library asks for the instance where it is told to (a provider, a plugin) or where it has found nothing else, e.g. because the task has no task role.',
  source:
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html',
  signs: [
    { failure: 'instance-metadata-unavailable', share: 75 },

    { words: /EC2MetadataRequestError/i, share: 80 },
    { words: /169\.254\.169\.254/, share: 65 },
    { words: /EC2 instance (?:identity|metadata)|EC2 IMDS/i, share: 55 },
  ],
  settle: [
    {
      what: 'the launch type of the task',
      how: 'aws ecs describe-tasks --cluster CLUSTER --tasks TASK --query "tasks[].launchType"',
    },
    { what: 'which part of the program asks for it', how: 'the lines around it in the log of the container' },
  ],
  find,
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: 'tell the program its region, and not to ask for an instance',
        text: `Environment:\n  - Name: AWS_REGION\n    Value: ${facts.region ?? 'REGION'}\n  - Name: AWS_EC2_METADATA_DISABLED\n    Value: "true"`,
      },
      { title: 'and give the task a role for its credentials', text: 'TaskRoleArn: !GetAtt TaskRole.Arn' },
    ],
  }),
})

function find(launch: EvaluatedLaunch): CauseAnswer {
  if (launch.request.launchType !== 'FARGATE') {
    const fact = `the launch type is ${launch.request.launchType}: there is an instance with metadata`
    return { found: [], open: [], cleared: [{ fact }] }
  }
  return findContainerSaid(
    launch,
    (line) => (words.test(line) ? { region: launch.request.region } : undefined),
    'the metadata of an instance',
  )
}

function message({ subject, container }: CauseFacts): string {
  const who = container === undefined ? 'a program of the task' : containerWords({ subject, container })
  return `${who} asks for the metadata of an EC2 instance, and a Fargate task has none`
}
