import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
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
  find: (launch) =>
    findUnplaced(launch, {
      launchTypes: instanceTypes,
      open: 'the role of the container instances and its trust policy',
    }),
  tell: ({ role = 'ecsInstanceRole', ...facts }) => ({
    message: keepsFromStarting(
      facts.subject,
      'the role of the container instance does not let its agent register with ECS',
    ),
    fix: [
      {
        title: 'let EC2 assume the role',
        text: 'AssumeRolePolicyDocument:\n  Version: "2012-10-17"\n  Statement:\n    - Effect: Allow\n      Principal: { Service: ec2.amazonaws.com }\n      Action: sts:AssumeRole',
      },
      {
        title: 'give it the policy of container instances',
        text: `aws iam attach-role-policy --role-name ${role} --policy-arn arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role`,
      },
      {
        title: 'and put it into the profile of the instances',
        text: 'IamInstanceProfile:\n  Arn: !GetAtt InstanceProfile.Arn',
      },
    ],
  }),
})
