import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { parseImageReference } from '../../launch/image-reference.ts'
import { defineCause, type CauseAnswer, type CauseFacts } from '../cause.ts'
import { definitionFact } from '../definition-fact.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { tasksTrustPolicy } from './role-words.ts'

/** The task definition has no execution role, and needs one. */
export const execRoleNotSet = defineCause({
  code: 'exec-role-not-set',
  group: 'E',
  summary: 'the task definition has no execution role, and something in it needs one',
  rationale:
    'Secrets, environment files and private registries are read by the task execution role, on Fargate also ECR images, and the awslogs driver writes with it. There is no default: where `executionRoleArn` is missing, RegisterTaskDefinition refuses the definition. The task role (`taskRoleArn`) is another one. Tools that make a new revision from an old one sometimes drop the field.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  signs: [
    { failure: 'execution-role-missing', share: 98 },
    { failure: 'execution-credentials-missing', share: 60 },

    { words: /requires? (?:the )?task definition to have (?:an )?execution role/i, share: 98 },
    { words: /must also specify a value for ['"]?executionRoleArn/i, share: 98 },
    { words: /executionRoleArn.{0,40}(?:is required|missing|not set|must be (?:set|specified))/i, share: 70 },
    {
      words:
        /\b(?:no|without(?: an)?|missing) execution ?role|execution_?role(?:_?arn)?\W{0,4}\b(?:must be set|is (?:lost|dropped|not (?:kept|preserved|set))|property.{0,30}must be set)/i,
      share: 72,
    },
  ],
  settle: [
    {
      what: 'whether the task definition names an execution role',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query taskDefinition.executionRoleArn',
    },
  ],
  find,
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: 'name the task execution role in the task definition',
        text: 'ExecutionRoleArn: !GetAtt TaskExecutionRole.Arn',
      },
      {
        title: 'with a role such as this',
        text: `TaskExecutionRole:\n  Type: AWS::IAM::Role\n  Properties:\n${indented(tasksTrustPolicy)}\n    ManagedPolicyArns:\n      - arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy`,
      },
    ],
  }),
})

function find(launch: EvaluatedLaunch): CauseAnswer {
  const { subject, task, request } = launch
  if (task.executionRoleArn !== undefined)
    return {
      found: [],
      open: [],
      cleared: [definitionFact(launch, `the task execution role is ${task.executionRoleArn}`)],
    }
  const onFargate = request.launchType === 'FARGATE'
  const needs = task.containers.flatMap(({ name, image, secrets, environmentFiles, definition }) => [
    ...(secrets.length > 0 ? [`the secrets of container ${name}`] : []),
    ...(environmentFiles.length > 0 ? [`the environment files of container ${name}`] : []),
    ...(definition.repositoryCredentials?.credentialsParameter === undefined
      ? []
      : [`the registry credentials of container ${name}`]),
    ...(onFargate && parseImageReference(image).ecr !== undefined
      ? [`the ECR image of container ${name}`]
      : []),
    ...(onFargate && definition.logConfiguration?.logDriver === 'awslogs'
      ? [`the awslogs driver of container ${name}`]
      : []),
  ])
  if (needs.length === 0)
    return { found: [], open: [], cleared: [{ fact: 'nothing in the task needs a task execution role' }] }
  return {
    found: [
      {
        facts: { subject: subject.name, needs: needs.join(', ') },
        why: [
          definitionFact(launch, 'the task definition has no executionRoleArn'),
          ...needs.map((need) => definitionFact(launch, `${need} takes one`)),
        ],
        part: 'executionRoleArn',
      },
    ],
    open: [],
  }
}

function message({ subject, needs }: CauseFacts): string {
  const what = needs === undefined ? '' : ` for ${needs}`
  return keepsFromStarting(subject, `the task definition has no execution role${what}`)
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
}
