import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer, type CauseFacts } from '../cause.ts'
import { containerWords } from '../container-words.ts'
import { definitionFact } from '../definition-fact.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { tasksTrustPolicy } from './role-words.ts'

/** The task definition has no task role, and needs one. */
export const taskRoleNotSet = defineCause({
  code: 'task-role-not-set',
  group: 'E',
  summary: 'the task definition has no task role, and a volume or program of it needs one',
  rationale:
    'A file system that is mounted with IAM authorization is mounted as the task role, and programs in the containers get their credentials from it. Without `taskRoleArn` there is neither, and the task execution role does not take its place. On Fargate there is no instance whose role could help either.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSAuthorizationConfig.html',
  signs: [
    { failure: 'task-role-missing', share: 98 },
    { failure: 'credentials-unavailable', share: 30 },
    {
      failure: 'credentials-unavailable',
      without:
        /169\.254\.170\.2|container-role|CONTAINER_CREDENTIALS|ECS metadata|AccessKeyId|AWS_ACCESS_KEY/i,
      share: 50,
    },

    { words: /IAM authorization requires a task role/i, share: 98 },
    {
      words:
        /requires a task role|taskRoleArn.{0,40}(?:is required|missing|not set|must be (?:set|specified))/i,
      share: 75,
    },
    {
      words:
        /Unable to locate credentials|NoCredentialProviders|Could not load credentials from any providers|Unable to load AWS credentials from any provider|no EC2 IMDS role found/i,
      share: 35,
    },
    {
      words:
        /assumed-role\/\S{1,200}\/i-[0-9a-f]{6,17}\S{0,3} is not authorized to perform: (?!ecs:|ecr:|logs:|ec2:|ssm|kms:)/i,
      share: 68,
    },
    { words: /\btask_?-?role(?:_?arn)?\b.{0,24}\b(?:empty|null|missing|not set|none|blank)\b/i, share: 78 },
  ],
  settle: [
    {
      what: 'whether the task definition names a task role',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query taskDefinition.taskRoleArn',
    },
  ],
  find,
  tell: (facts) => ({
    message: message(facts),
    fix: [
      { title: 'name a task role in the task definition', text: 'TaskRoleArn: !GetAtt TaskRole.Arn' },
      {
        title: 'with a role such as this, and the permissions that the programs need',
        text: `Type: AWS::IAM::Role\nProperties:\n${tasksTrustPolicy.replaceAll(/^/gm, '  ')}`,
      },
    ],
  }),
})

const noCredentials =
  /Unable to locate credentials|NoCredentialProviders|Could not load credentials|Unable to load (?:AWS )?credentials|no EC2 IMDS role found/i

function find(launch: EvaluatedLaunch): CauseAnswer {
  const { subject, task, request, outcome } = launch
  if (task.taskRoleArn !== undefined)
    return { found: [], open: [], cleared: [definitionFact(launch, `the task role is ${task.taskRoleArn}`)] }
  const bare = definitionFact(launch, 'the task definition has no taskRoleArn')
  const volumes = (request.definition.volumes ?? []).filter(
    ({ efsVolumeConfiguration: efs }) => efs?.authorizationConfig?.iam === 'ENABLED',
  )
  const mounts = volumes.map(({ name = '' }) => ({
    facts: { subject: subject.name, needs: `volume ${name}` },
    why: [bare, definitionFact(launch, `volume ${name} is mounted with IAM authorization`)],
    part: 'taskRoleArn',
  }))
  const programs = (outcome?.containers ?? []).flatMap(({ name, log }) => {
    const line = log.find((one) => noCredentials.test(one))
    return line === undefined
      ? []
      : [
          {
            facts: { subject: subject.name, container: name, needs: `the program of container ${name}` },
            why: [bare, { fact: `container ${name} wrote: ${line}` }],
            part: 'taskRoleArn',
          },
        ]
  })
  const found = [...mounts, ...programs]
  const open = found.length > 0 || outcome !== undefined ? [] : ['whether a program of the task calls AWS']
  return { found, open, cleared: [{ fact: 'nothing in the task was seen to need a task role' }] }
}

function message({ subject, container, needs }: CauseFacts): string {
  const what = `the task definition has no task role${needs === undefined ? '' : `, and ${needs} needs one`}`
  if (container !== undefined)
    return `${containerWords({ subject, container })} has no credentials: the task definition has no task role`
  return keepsFromStarting(subject, what)
}
