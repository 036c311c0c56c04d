import { defineCause } from '../cause.ts'
import { execAgent, targetNotConnected } from './exec-not-connected.ts'

/** The agent of ECS Exec does not run, or does not reach Systems Manager. */
export const ecsExecTargetNotConnected = defineCause({
  code: 'ecs-exec-target-not-connected',
  group: 'L',
  summary: 'the agent of ECS Exec in the task does not run or has no connection',
  rationale:
    'ECS Exec works once the agent in the task has started and is connected to Systems Manager. Some seconds pass before that; a file system that is read-only keeps the agent from starting; old versions on EC2 instances had faults; and without a route to `ssmmessages` it never connects, which a task in a private subnet may lack though all else works.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  signs: [
    { failure: 'exec-target-not-connected', share: 26 },
    { failure: 'exec-not-enabled', share: 10 },
    {
      words:
        /^(?=.*(?:TargetNotConnected|execute[- ]command|ECS Exec))(?=.*\b(?:agent version|ecs[- ]agent|ssm[- ]agent|amazon-ssm-agent))/i,
      share: 62,
    },
    {
      words: /^(?=.*(?:TargetNotConnected|execute[- ]command|ECS Exec))(?=.*readonlyRootFilesystem)/i,
      share: 70,
    },
    { words: /ExecuteCommandAgent\W.{0,80}\bPENDING/i, share: 66 },
    { words: /ExecuteCommandAgent\W.{0,80}\bSTOPPED/i, share: 45 },
    { words: targetNotConnected, share: 26 },
    { words: /execute command agent isn't running/i, share: 10 },
  ],
  settle: [
    execAgent,
    {
      what: 'whether the task reaches ssmmessages',
      how: 'aws ec2 describe-vpc-endpoints --filters Name=service-name,Values=com.amazonaws.REGION.ssmmessages, or a NAT gateway in the route of its subnet',
    },
    {
      what: 'the version of the agent on the instance',
      how: 'aws ecs describe-container-instances --cluster CLUSTER --container-instances INSTANCE --query "containerInstances[].versionInfo"',
    },
  ],
  tell: () => ({
    message: 'the agent of ECS Exec in the task does not run or is not connected',
    fix: [
      {
        title: 'start a new task, and wait until its agent is RUNNING',
        text: 'aws ecs update-service --cluster CLUSTER --service SERVICE --force-new-deployment\naws ecs describe-tasks --cluster CLUSTER --tasks TASK --query "tasks[].containers[].managedAgents[]"',
      },
      {
        title: 'in a subnet without a way out, make an endpoint for the channel',
        text: 'Type: AWS::EC2::VPCEndpoint\nProperties:\n  VpcEndpointType: Interface\n  ServiceName: !Sub com.amazonaws.${AWS::Region}.ssmmessages\n  VpcId: !Ref Vpc\n  SubnetIds: [!Ref PrivateSubnet]\n  SecurityGroupIds: [!Ref EndpointSecurityGroup]\n  PrivateDnsEnabled: true',
      },
      {
        title: 'on EC2, update the agent of the instance',
        text: 'aws ecs update-container-agent --cluster CLUSTER --container-instance INSTANCE',
      },
    ],
  }),
})
