import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { InstancePattern } from '../../launch/registration/asked-launch.ts'
import { instanceSize } from '../../model/ec2/instance-size.ts'
import type { Fix } from '../fix.ts'
import { faultOfInstances, type InstanceFault } from './launched-instances.ts'
import { findUnplaced, instanceTypes } from './unplaced.ts'

const ownSubnets: Fix = {
  title: 'give a task in awsvpc mode the subnets in which the instances stand',
  text: 'NetworkConfiguration:\n  AwsvpcConfiguration:\n    Subnets: [!Ref InstanceSubnet]',
}

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
  find: (launch) => {
    const found = [
      ...faultOfInstances(launch, (pattern) => ofOtherArchitecture(launch, pattern)),
      ...faultOfInstances(launch, (pattern) => inOtherVpc(launch, pattern)),
    ]
    if (found.length > 0) return { found, open: [] }
    return findUnplaced(launch, {
      launchTypes: instanceTypes,
      said: /missing an attribute required by your task|\bATTRIBUTE\b|MemberOf placement constraint unsatisfied/,
      open: 'the attributes and subnets of the container instances',
    })
  },
  tell: ({ lacks, ...facts }) => ({
    message: keepsFromStarting(
      facts.subject,
      lacks ?? 'no container instance has every attribute that the task needs',
    ),
    fix:
      lacks !== undefined
        ? [facts.architecture === undefined ? ownSubnets : ownInstances(facts.architecture)]
        : [
            {
              title: 'update the agent, or launch instances from the current ECS-optimized AMI',
              text: 'ImageId: "{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}"',
            },
            {
              title: 'switch on what the agent does not offer by default',
              text: 'ECS_ENABLE_TASK_IAM_ROLE=true\nECS_AVAILABLE_LOGGING_DRIVERS=["json-file","awslogs"]',
            },
            { ...ownSubnets, title: `or ${ownSubnets.title}` },
          ],
  }),
})

function ownInstances(architecture: string): Fix {
  return {
    title: `launch instances of that architecture, with the AMI for it`,
    text: `InstanceType: ${architecture === 'ARM64' ? 'm7g.large' : 'm7i.large'}`,
  }
}

/** A task that names its architecture is placed on no other. */
function ofOtherArchitecture(
  { request }: EvaluatedLaunch,
  { name, source, instanceTypes: types }: InstancePattern,
): InstanceFault | undefined {
  const wanted = request.definition.runtimePlatform?.cpuArchitecture
  const sizes = types.map((type) => instanceSize(type)?.architecture)
  if (wanted === undefined || sizes.length === 0 || sizes.some((one) => one === undefined || one === wanted))
    return undefined
  const fact = `${name} launches ${types.join(', ')}, which are ${sizes[0]}`
  const lacks = `it asks for ${wanted}, and the container instances are ${sizes[0]}`
  return { why: [{ fact, source }], part: 'runtimePlatform', facts: { lacks, architecture: wanted } }
}

/** An interface of a task is attached to an instance of the same VPC. */
function inOtherVpc(
  { asked, request }: EvaluatedLaunch,
  { name, source, subnetIds }: InstancePattern,
): InstanceFault | undefined {
  const own = (request.networkConfiguration?.subnets ?? []).map((id) => asked?.vpcOf?.(id))
  const theirs = subnetIds.map((id) => asked?.vpcOf?.(id))
  const all = [...own, ...theirs]
  if (own.length === 0 || theirs.length === 0 || all.includes(undefined)) return undefined
  if (own.some((vpc) => theirs.includes(vpc))) return undefined
  const fact = `${name} launches instances in ${theirs[0]}, and the subnets of the task are in ${own[0]}`
  return {
    why: [{ fact, source }],
    part: 'networkConfiguration',
    facts: { lacks: `its subnets are in ${own[0]}, and the container instances in ${theirs[0]}` },
  }
}
