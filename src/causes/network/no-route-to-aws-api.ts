import { defineCause, type CauseFacts } from '../cause.ts'
import type { Edit, Fix } from '../fix.ts'
import { endpointOf } from './endpoint-fix.ts'
import { refTo } from './rule-fixes.ts'
import { callsAws, calledHost, findBlockedPath, pathMessage } from './blocked-path.ts'
import { unansweredCall } from './unanswered-call.ts'

/** The task's interface has no way to an AWS endpoint. */
export const noRouteToAwsApi = defineCause({
  code: 'no-route-to-aws-api',
  group: 'B',
  summary: "the task's network interface has no route to an AWS endpoint that the launch needs",
  rationale:
    'On Fargate every call of a launch leaves by the interface of the task itself: the registry token, secrets, environment files, the log stream, the image. In a private subnet that takes a NAT gateway or a VPC endpoint for each service; in a public one an internet gateway and `assignPublicIp: ENABLED`, as without a public address nothing comes back. With several subnets, one without a route makes some launches fail and others not.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/verify-connectivity.html',
  signs: [
    ...unansweredCall({
      publicAddress: 70,
      noAddress: 66,
      cutOff: 55,
      logs: 62,
      layers: 33,
      privateAddress: 7,
      lookup: 8,
    }),
    { failure: 'image-pull-failed', share: 18 },
    { failure: 'image-configuration-failed', share: 30 },
    { failure: 'container-start-timed-out', share: 38 },
    { failure: 'registry-secret-unavailable', share: 38 },
    { words: /DockerTimeoutError|Could not transition to (?:started|created)\b/i, share: 40 },
    { words: /does not have network access either via Internet Gateway or Nat Gateway/i, share: 55 },
    { failure: 'resource-initialization-failed', share: 40 },
    { words: /assign[_-]?public[_-]?ip\w{0,20}["'`]?\W{1,4}(?:disabled|false)/i, share: 64 },
    {
      words:
        /\b(?:no|without(?: an?| any)?|lacks?(?: an?)?|never (?:gets?|acquires?|receives?)(?: an?)?|(?:doesn't|does not|don't) (?:have|get)(?: an?)?|needs?(?: an?)?|requires?(?: an?)?) (?:public ips?\b|nat\b|internet (?:access|route|gateway|connecti\w{1,6})|route to the internet)/i,
      share: 52,
    },
    {
      words:
        /\b(?:private|isolated) subnets?\b.{0,160}\b(?:can ?not|can't|unable|fails?|failing|error|pull)/i,
      share: 44,
    },
    { words: /assign[_-]?(?:a )?public[_ -]?ip/i, share: 34 },
    { words: /\b(?:VPC|interface) endpoints?\b|PrivateLink/i, share: 24 },
  ],
  settle: [
    {
      what: 'the default route of each subnet of the service or task, and the state of its target',
      how: 'aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=SUBNET',
    },
    {
      what: 'whether the task has a public address',
      how: 'aws ecs describe-services --cluster CLUSTER --services SERVICE --query "services[].networkConfiguration.awsvpcConfiguration"',
    },
    {
      what: 'which VPC endpoints there are',
      how: 'aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=VPC',
    },
  ],
  find: (launch) => findBlockedPath(launch, 'no-route-to-aws-api', callsAws),
  tell: (facts) => ({
    message: pathMessage(facts, `the task has no route to ${calledHost(facts, 'the AWS endpoint')}`),
    fix: fixes(facts),
  }),
})

/** The route leads to an internet gateway, and only the address is missing. */
const publicAddress: Edit = {
  kind: 'set',
  part: 'networkConfiguration',
  path: ['AwsvpcConfiguration', 'AssignPublicIp'],
  to: 'ENABLED',
}

function fixes({ service, services = service, hop, hopKind }: CauseFacts): Fix[] {
  const table = hopKind === 'route' ? hop : undefined
  const address: Fix = {
    title: 'in a public subnet, give the task a public address',
    text: 'NetworkConfiguration:\n  AwsvpcConfiguration:\n    AssignPublicIp: ENABLED',
    ...(hopKind === 'internet-gateway' ? { edit: publicAddress } : {}),
  }
  const nat: Fix = {
    title: 'in a private subnet, route to a NAT gateway that stands in a public subnet',
    text: `Type: AWS::EC2::Route\nProperties:\n  RouteTableId: ${refTo(table, 'PrivateRouteTable')}\n  DestinationCidrBlock: 0.0.0.0/0\n  NatGatewayId: !Ref NatGateway`,
  }
  const named = services?.split(', ') ?? ['ecr.api']
  const endpoint: Fix = {
    title: `or make a VPC endpoint for ${services === undefined ? 'each service that the launch calls' : toldTogether(named)}`,
    text: endpointsFor(withLayers(named), table),
  }
  // Without a route an address is of no use.
  return hopKind === 'route' ? [nat, endpoint] : [address, nat, endpoint]
}

/** Layers of images lie in Amazon S3: who gets them from Amazon ECR by an endpoint needs one for both. */
function withLayers(services: readonly string[]): readonly string[] {
  return services.includes('ecr.dkr') && !services.includes('s3') ? [...services, 's3'] : services
}

function toldTogether(services: readonly string[]): string {
  const all = withLayers(services)
  return all.length === 1 ? all.join('') : `each of ${all.join(', ')}`
}

/** One as it stands below its logical id; of several each with an id of its own. */
function endpointsFor(services: readonly string[], table: string | undefined): string {
  const [only = ''] = services
  if (services.length === 1) return endpointOf(only, table)
  return services
    .map((one) => `${idOf(one)}:\n  ${endpointOf(one, table).replaceAll('\n', '\n  ')}`)
    .join('\n')
}

function idOf(service: string): string {
  return `${service.replaceAll(/(?:^|[.-])([a-z])/g, (_, letter: string) => letter.toUpperCase())}Endpoint`
}
