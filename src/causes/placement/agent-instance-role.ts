import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Fix } from '../fix.ts'
import type { InstancePattern } from '../../launch/registration/asked-launch.ts'
import { trustAnswer } from '../../launch/trust-policy.ts'
import { roleName } from '../near-miss-words.ts'
import { faultOfInstances, type InstanceFault } from './launched-instances.ts'
import { findUnplaced, instanceTypes } from './unplaced.ts'

/** The agent has no credentials, or not the permissions to register. */
export const agentInstanceRole = defineCause({
  code: 'agent-instance-role',
  group: 'G',
  summary:
    'the role of the container instance is missing, not assumable by EC2, or may not register with ECS',
  rationale:
    'The agent acts as the role in the instance profile. That role trusts `ec2.amazonaws.com`, not `ecs.amazonaws.com` or `ecs-tasks.amazonaws.com`, and needs `AmazonEC2ContainerServiceforEC2Role`. Without credentials the agent ends at once with code 1, and its log says why.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html',
  signs: [
    { failure: 'agent-ended', when: ({ exitCode }) => exitCode === 1, share: 75 },
    { words: /\bAgent exited with (?:exit )?(?:code|status) 1\b/i, share: 75 },
    {
      words:
        /ecs:(?:RegisterContainerInstance|DiscoverPollEndpoint|StartTelemetrySession|UpdateContainerInstancesState|SubmitTaskStateChange|SubmitContainerStateChange)\b/,
      share: 88,
    },
    { words: /ecsInstanceRole|instance profile/i, share: 45 },
    { words: /NoCredentialProviders|EC2RoleRequestError|no EC2 instance role found/i, share: 55 },
    { words: /No Container Instances were found in your (?:cluster|capacity provider)/i, share: 10 },
  ],
  settle: [
    {
      what: 'the role of the instance and whom it trusts',
      how: 'aws iam get-role --role-name ecsInstanceRole --query Role.AssumeRolePolicyDocument',
    },
    { what: 'what the agent says', how: 'sudo tail -n 100 /var/log/ecs/ecs-agent.log' },
  ],
  find: (launch) => {
    const found = faultOfInstances(launch, (pattern) => faultOfRole(launch, pattern))
    if (found.length > 0) return { found, open: [] }
    return findUnplaced(launch, {
      launchTypes: instanceTypes,
      open: 'the role of the container instances and its trust policy',
    })
  },
  tell: ({ role = 'ecsInstanceRole', lacks, lacksWhat, ...facts }) => ({
    message: keepsFromStarting(
      facts.subject,
      lacks ?? 'the role of the container instance does not let its agent register with ECS',
    ),
    fix: lacksWhat === undefined ? everyFix(role) : fixFor(lacksWhat, role),
  }),
})

const trusting: Fix = {
  title: 'let EC2 assume the role',
  text: 'AssumeRolePolicyDocument:\n  Version: "2012-10-17"\n  Statement:\n    - Effect: Allow\n      Principal: { Service: ec2.amazonaws.com }\n      Action: sts:AssumeRole',
}
const profile: Fix = {
  title: 'put the role into the profile of the instances',
  text: 'IamInstanceProfile:\n  Arn: !GetAtt InstanceProfile.Arn',
}
const policy = 'arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role'

function everyFix(role: string): readonly Fix[] {
  return [
    trusting,
    {
      title: 'give it the policy of container instances',
      text: `aws iam attach-role-policy --role-name ${role} --policy-arn ${policy}`,
    },
    { ...profile, title: `and ${profile.title}` },
  ]
}

/** What mends the one thing that is wrong with a role that a template makes. */
function fixFor(lacks: string, role: string): readonly Fix[] {
  if (lacks === 'trust') return [trusting]
  if (lacks === 'profile')
    return [
      profile,
      {
        title: 'with a profile such as this',
        text: `InstanceProfile:\n  Type: AWS::IAM::InstanceProfile\n  Properties:\n    Roles: [!Ref InstanceRole]\nInstanceRole:\n  Type: AWS::IAM::Role\n  Properties:\n    ${trusting.text.replaceAll('\n', '\n    ')}\n    ManagedPolicyArns:\n      - ${policy}`,
      },
    ]
  return [
    { title: `give ${role} the policy of container instances`, text: `ManagedPolicyArns:\n  - ${policy}` },
  ]
}

const service = 'ec2.amazonaws.com'
const registering = 'ecs:RegisterContainerInstance'

/** What keeps the agents of a group from acting as a role that may register them. */
function faultOfRole(launch: EvaluatedLaunch, { name, role }: InstancePattern): InstanceFault | undefined {
  if (role === undefined) return undefined
  const { roleArn, source } = role
  if (roleArn === undefined) {
    const fact = `the instances of ${name} have no instance profile, so their agents have no credentials`
    return { why: [{ fact, source }], place: source, facts: { lacks: fact, lacksWhat: 'profile' } }
  }
  const { world, request } = launch
  const held = world.role(roleArn)
  if (!held.known || held.absent) return undefined
  const { region, account, clusterArn, taskId } = request
  const trust = trustAnswer(held.value.assumeRolePolicyDocument, { service, region, account })
  const where = held.source === undefined ? {} : { source: held.source, place: held.source }
  const named = roleName(roleArn)
  if (trust.kind === 'not-trusted') {
    const lacks = `${named}, the role of the container instances, does not trust ${service}`
    return {
      why: [{ fact: `${roleArn}: ${trust.why}`, ...where }],
      ...where,
      facts: { role: named, lacks, lacksWhat: 'trust' },
    }
  }
  const asked = {
    action: registering,
    resource: clusterArn,
    actor: 'task-role',
    roleArn,
    region,
    taskId,
  } as const
  const answer = world.mayPerform(asked)
  if (answer.kind !== 'denied') return undefined
  const lacks = `${named}, the role of the container instances, may not perform ${registering}`
  return {
    why: answer.evidence ?? [{ fact: answer.reason }],
    ...where,
    facts: { role: named, lacks, lacksWhat: 'permission' },
  }
}
