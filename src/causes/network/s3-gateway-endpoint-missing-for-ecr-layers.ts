import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause } from '../cause.ts'
import { endpointOf } from './endpoint-fix.ts'
import { findBlockedPath, pathMessage, pullsFromEcr } from './blocked-path.ts'
import { unansweredCall } from './unanswered-call.ts'

/** The task signs in to Amazon ECR and reads the manifest, but not the layers, which lie in Amazon S3. */
export const s3GatewayEndpointMissingForEcrLayers = defineCause({
  code: 's3-gateway-endpoint-missing-for-ecr-layers',
  group: 'B',
  summary: 'Amazon ECR is reached and Amazon S3 is not, so the layers of the image cannot be read',
  rationale:
    'Amazon ECR answers only for sign-in and manifests. The layers themselves lie in a bucket that AWS owns, `prod-REGION-starport-layer-bucket`, and are read from Amazon S3 by the interface of the task. A VPC that has endpoints for `ecr.api` and `ecr.dkr` alone therefore gets past the sign-in and then times out at an address of S3. A gateway endpoint costs nothing; it must be in the route table of every subnet that tasks start in.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
  signs: [
    ...unansweredCall({ layers: 42 }),
    { failure: 'image-configuration-failed', share: 44 },
    { words: /starport-layer-bucket/i, share: 40 },
    {
      words:
        /\b(?:without|no|missing|forgot\w{0,3}|add(?:ed|ing)?)\b.{0,40}\bS3 (?:gateway )?endpoint|\bS3 (?:gateway )?endpoint.{0,40}\b(?:missing|absent|not there)/i,
      share: 58,
    },
  ],
  settle: [
    {
      what: 'whether the address in the text is one of Amazon S3',
      how: 'aws ec2 describe-prefix-lists --filters Name=prefix-list-name,Values=com.amazonaws.REGION.s3',
    },
    {
      what: 'which route tables the gateway endpoint for S3 is in',
      how: 'aws ec2 describe-vpc-endpoints --filters Name=service-name,Values=com.amazonaws.REGION.s3 --query "VpcEndpoints[].[VpcEndpointId,RouteTableIds]"',
    },
    {
      what: 'whether the security group of the task lets it out to addresses of S3',
      how: 'aws ec2 describe-security-group-rules --filters Name=group-id,Values=GROUP',
    },
  ],
  find: (launch) => {
    const answer = findBlockedPath(launch, 's3-gateway-endpoint-missing-for-ecr-layers', pullsFromEcr)
    const found = answer.found.filter(({ part }) => reachesEcr(launch, part))
    return found.length === answer.found.length ? answer : { found, open: [] }
  },
  tell: (facts) => ({
    message: pathMessage(facts, 'the layers of the image cannot be read: there is no way to Amazon S3'),
    fix: [
      {
        title: "add a gateway endpoint for Amazon S3 to the route table of the task's subnets",
        text: endpointOf('s3', facts.hopKind === 'route' ? facts.hop : undefined),
      },
      {
        title: 'or put the one there is into that route table',
        text: 'aws ec2 modify-vpc-endpoint --vpc-endpoint-id VPCE --add-route-table-ids ROUTE_TABLE',
      },
    ],
  }),
})

/** Whether anywhere only the layers are out of reach. Where Amazon ECR is as well, what keeps it so is the cause of both. */
function reachesEcr({ steps }: EvaluatedLaunch, part: string | undefined): boolean {
  const places = steps.find(({ step }) => step.id === part)?.inSubnets ?? []
  return places.some(({ troubles }) => {
    const services = troubles.flatMap(({ ground }) =>
      ground.kind === 'reach' ? [ground.destination.service] : [],
    )
    return services.length > 0 && services.every((service) => service === 's3')
  })
}
