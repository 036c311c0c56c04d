import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import type { InstancePattern } from '../../launch/registration/asked-launch.ts'
import { faultOfInstances, type InstanceFault } from './launched-instances.ts'
import { findUnplaced, instanceTypes } from './unplaced.ts'

/** The container instance does not reach the API of ECS. */
export const agentNoRouteToEcsApi = defineCause({
  code: 'agent-no-route-to-ecs-api',
  group: 'G',
  summary: 'the container instance has no way to the API of ECS',
  rationale:
    'The agent calls ECS from the interface of the instance: it needs egress on 443 and a public address, a NAT gateway, or the endpoints `ecs`, `ecs-agent` and `ecs-telemetry`. An instance gets an automatic public address only while it has a single interface: one that is stopped and started with interfaces of tasks still attached comes back without.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html',
  signs: [
    { words: /agent_?connected["']?\W{1,4}false/i, share: 52 },
    {
      words:
        /\becs(?:-agent|-telemetry|-[at]-\d{1,9})?\.[\w-]+\.amazonaws\.com.{0,120}(?:time(?:d )?-?out|deadline exceeded|no such host|request canceled|connection refused)/i,
      share: 75,
    },
    {
      words:
        /(?:DiscoverPollEndpoint|poll endpoint|RegisterContainerInstance|register container instance|Could not register|Error registering).{0,200}(?:time(?:d )?-?out|deadline exceeded|send request failed|request canceled)/i,
      share: 85,
    },
    {
      words: /\bagent\b.{0,80}(?:(?:can ?not|can't|unable to) (?:reach|connect)|(?:not|n't) reconnect)/i,
      share: 58,
    },
    {
      words:
        /\bagent\b.{0,60}\b(?:runs|running|started|active)\b.{0,120}\b(?:not|never|no|n't)\b.{0,60}\b(?:cluster|register\w{0,30}|instances?)\b/i,
      share: 52,
    },
    { words: /instances?\b.{0,60}\b(?:not|never|n't)\b.{0,20}\b(?:register|join|show|appear)/i, share: 40 },
    { words: /No Container Instances were found in your (?:cluster|capacity provider)/i, share: 12 },
    { words: /EMPTY CAPACITY PROVIDER/i, share: 8 },
    {
      words:
        /\b(?:time(?:d )?-?out|deadline exceeded|no such host|connection refused)\b.{0,60}\becs(?:-agent|-telemetry|-[at]-\d{1,9})?\.[\w-]{1,30}\.amazonaws\.com/i,
      share: 75,
    },
  ],
  settle: [
    {
      what: 'whether the instance reaches ECS',
      how: 'curl -sS -m 5 -o /dev/null -w "%{http_code}\\n" https://ecs.REGION.amazonaws.com',
    },
    {
      what: 'its public address, the default route of its subnet and the VPC endpoints',
      how: 'aws ec2 describe-instances --instance-ids ID --query "Reservations[].Instances[].[PublicIpAddress,SubnetId,NetworkInterfaces[].NetworkInterfaceId]"',
    },
    {
      what: 'the egress rules of its security group',
      how: 'aws ec2 describe-security-groups --group-ids GROUP --query "SecurityGroups[].IpPermissionsEgress"',
    },
  ],
  find: (launch) => {
    const found = faultOfInstances(launch, withoutWay)
    if (found.length > 0) return { found, open: [] }
    return findUnplaced(launch, {
      launchTypes: instanceTypes,
      open: 'the way from the container instances to the API of ECS',
    })
  },
  tell: (facts) => ({
    message: keepsFromStarting(
      facts.subject,
      `the container instance has no way to the API of ECS${facts.hopFact === undefined ? '' : `: ${facts.hopFact}`}`,
    ),
    fix: [
      {
        title: 'let the security group of the instances out on 443',
        text: 'aws ec2 authorize-security-group-egress --group-id GROUP --protocol tcp --port 443 --cidr 0.0.0.0/0',
      },
      {
        title:
          'in a private subnet, route to a NAT gateway, or make the endpoints ecs, ecs-agent and ecs-telemetry',
        text: 'Type: AWS::EC2::VPCEndpoint\nProperties:\n  VpcEndpointType: Interface\n  ServiceName: !Sub com.amazonaws.${AWS::Region}.ecs-agent\n  VpcId: !Ref Vpc\n  SubnetIds: [!Ref PrivateSubnet]\n  SecurityGroupIds: [!Ref EndpointSecurityGroup]\n  PrivateDnsEnabled: true',
      },
      {
        title: 'in a public subnet, give its first interface an address that stays',
        text: 'aws ec2 associate-address --allocation-id ALLOCATION --network-interface-id ENI',
      },
    ],
  }),
})

/** Instances that do not reach the API from one of their subnets. */
function withoutWay({ reachesEcs }: InstancePattern): InstanceFault | undefined {
  const answer = reachesEcs?.()
  if (answer?.kind !== 'unreachable') return undefined
  const [hop] = answer.verdict?.obstacles ?? []
  const place = hop?.source
  return {
    why: answer.evidence ?? [],
    facts: { hopFact: hop?.fact },
    ...(place === undefined ? {} : { place }),
  }
}
