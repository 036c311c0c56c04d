import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findUnplaced, instanceTypes } from './unplaced.ts'

/** No container instance has an attribute that the task needs. */
export const placementMissingAttribute = defineCause({
  code: 'placement-missing-attribute',
  group: 'G',
  summary: 'no container instance has every attribute that the task needs',
  rationale:
    'A task definition asks for attributes by what it uses: `ecs.capability.task-eni` for awsvpc mode, a log driver, task roles, secrets, a volume plugin, the CPU architecture. An agent that is old, was not told to switch something on, or stands on another AMI does not register them. In awsvpc mode the text is the same where the instance stands in another subnet or VPC than the task is given.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html',
  signs: [
    { failure: 'attribute-missing', share: 96 },
    { failure: 'placement-constraint-unsatisfied', share: 85 },
    { failure: 'zone-mismatch', share: 60 },
    { failure: 'compute-strategy-incompatible', share: 45 },
    { words: /missing an attribute required by your task/i, share: 96 },
    { words: /(?:error|reason|fail\w{0,30})\W{0,8}ATTRIBUTE\b/i, share: 93 },
    { words: /\bATTRIBUTE\b/, share: 75 },
    {
      words: /MemberOf placement constraint unsatisfied|did not satisfy (?:a |the )?placement constraint/i,
      share: 85,
    },
    { words: /(?:error|reason|fail\w{0,30})\W{0,8}LOCATION\b/, share: 60 },
    { words: /not compatible with the selected compute strategy/i, share: 45 },
    {
      words:
        /\b(?:lacks?|missing|miss(?:es)?|without)\b.{0,40}\b(?:attributes?|capabilit(?:y|ies))\b|\becs\.capability\./i,
      share: 68,
    },
  ],
  settle: [
    {
      what: 'what the task needs, against what the instance has',
      how: 'ecs-cli check-attributes --task-def FAMILY --container-instances INSTANCE --cluster CLUSTER',
    },
    {
      what: 'whether the subnets of the task are those of the instances',
      how: 'aws ecs describe-container-instances --cluster CLUSTER --container-instances INSTANCE --query "containerInstances[].attributes[?name==\'ecs.subnet-id\']"',
    },
  ],
  find: (launch) =>
    findUnplaced(launch, {
      launchTypes: instanceTypes,
      said: /missing an attribute required by your task|\bATTRIBUTE\b|MemberOf placement constraint unsatisfied/,
      open: 'the attributes and subnets of the container instances',
    }),
  tell: (facts) => ({
    message: keepsFromStarting(
      facts.subject,
      'no container instance has every attribute that the task needs',
    ),
    fix: [
      {
        title: 'update the agent, or launch instances from the current ECS-optimized AMI',
        text: 'ImageId: "{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}"',
      },
      {
        title: 'switch on what the agent does not offer by default',
        text: 'ECS_ENABLE_TASK_IAM_ROLE=true\nECS_AVAILABLE_LOGGING_DRIVERS=["json-file","awslogs"]',
      },
      {
        title: 'or give a task in awsvpc mode the subnets in which the instances stand',
        text: 'NetworkConfiguration:\n  AwsvpcConfiguration:\n    Subnets: [!Ref InstanceSubnet]',
      },
    ],
  }),
})
