import { defineCause } from '../cause.ts'
import { calledHost, findBlockedPath, pathMessage, readsForeignRegistry } from './blocked-path.ts'
import { unansweredCall } from './unanswered-call.ts'

/** The image is in a registry of the internet, and the task has no way there. */
export const noRouteToInternetRegistry = defineCause({
  code: 'no-route-to-internet-registry',
  group: 'B',
  summary: 'the image is in a registry of the internet, and the task has no way to the internet',
  rationale:
    'Docker Hub, GitHub, Quay and also `public.ecr.aws` are reached over the internet only: VPC endpoints do not lead there, whichever are made. A private subnet needs a NAT gateway for it, a public one `assignPublicIp: ENABLED`. A VPC that is to stay closed can keep a copy of the image in its own Amazon ECR.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html',
  signs: [
    ...unansweredCall({ registry: 72 }),
    {
      words:
        /\binternet\b.{0,300}\b(?:gitlab|ghcr|quay|docker ?hub|public|third[- ]party) (?:registry|image)|\b(?:gitlab|ghcr|quay|docker ?hub|public|third[- ]party) (?:registry|image).{0,300}\binternet\b/i,
      share: 62,
    },
  ],
  settle: [
    {
      what: 'the default route of each subnet of the task',
      how: 'aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=SUBNET',
    },
    {
      what: 'whether the name of the registry is spelt as meant',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.containerDefinitions[].image"',
    },
  ],
  find: (launch) => findBlockedPath(launch, 'no-route-to-internet-registry', readsForeignRegistry),
  tell: (facts) => ({
    message: pathMessage(
      facts,
      `the task has no way to the internet, and ${calledHost({ host: facts.hosts ?? facts.host }, 'the registry of its image')} is there`,
    ),
    fix: [
      {
        title: 'in a public subnet, give the task a public address',
        text: 'NetworkConfiguration:\n  AwsvpcConfiguration:\n    AssignPublicIp: ENABLED',
      },
      {
        title: 'in a private subnet, route to a NAT gateway',
        text: 'Type: AWS::EC2::Route\nProperties:\n  RouteTableId: !Ref PrivateRouteTable\n  DestinationCidrBlock: 0.0.0.0/0\n  NatGatewayId: !Ref NatGateway',
      },
      {
        title: 'or keep a copy in Amazon ECR and name that in the task definition',
        text: 'docker pull IMAGE\ndocker tag IMAGE ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG\ndocker push ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG',
      },
    ],
  }),
})
