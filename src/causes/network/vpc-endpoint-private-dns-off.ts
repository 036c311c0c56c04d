import { defineCause, type CauseFacts } from '../cause.ts'
import type { Fix } from '../fix.ts'
import { callsAws, findBlockedPath, pathMessage } from './blocked-path.ts'
import { unansweredCall } from './unanswered-call.ts'

/** There is an endpoint, and names do not lead to it. */
export const vpcEndpointPrivateDnsOff = defineCause({
  code: 'vpc-endpoint-private-dns-off',
  group: 'B',
  summary:
    "there is a VPC endpoint for the service, but the service's name still leads to its public address",
  rationale:
    "ECS calls services by their plain names, such as `api.ecr.REGION.amazonaws.com`, and cannot be told to use an endpoint's own name. Only private DNS makes that name lead to the endpoint, and it works only where the VPC has both `enableDnsSupport` and `enableDnsHostnames` on and asks Amazon's resolver. Without it the endpoint is there, is paid for, and is passed by.",
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpce-interface.html',
  signs: [
    ...unansweredCall({ publicAddress: 4, noAddress: 4, logs: 4, cutOff: 3 }),
    {
      words:
        /endpoints?\b.{0,160}\b(?:still|but|yet)\b.{0,80}\bpublic (?:IP|address|DNS)|private DNS(?: names?)? (?:is |are )?(?:off|disabled|not enabled)/i,
      share: 76,
    },
  ],
  settle: [
    {
      what: 'whether private DNS is on for the endpoint',
      how: 'aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=VPC --query "VpcEndpoints[].[VpcEndpointId,ServiceName,PrivateDnsEnabled]"',
    },
    {
      what: 'whether the VPC has DNS host names on',
      how: 'aws ec2 describe-vpc-attribute --vpc-id VPC --attribute enableDnsHostnames',
    },
  ],
  find: (launch) => findBlockedPath(launch, 'vpc-endpoint-private-dns-off', callsAws),
  tell: (facts) => ({
    message: pathMessage(
      facts,
      `private DNS is off for the VPC endpoint of ${facts.services ?? facts.service ?? 'the AWS service'}, so its name leads past it`,
    ),
    fix: [
      ...turnOn(facts),
      {
        title: 'where the VPC has DNS host names off, turn them on first',
        text: 'aws ec2 modify-vpc-attribute --vpc-id VPC --enable-dns-support\naws ec2 modify-vpc-attribute --vpc-id VPC --enable-dns-hostnames',
      },
    ],
  }),
})

/** The hop that stops the packet is on the public way; the endpoint that was passed by is what is to be mended. */
function turnOn({ blamed, hopFact }: CauseFacts): Fix[] {
  const title = 'turn private DNS on for the endpoint'
  const id = /\bvpce-\w+/.exec(blamed ?? hopFact ?? '')?.[0]
  if (blamed === undefined || id === blamed)
    return [
      { title, text: `aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${id ?? 'VPCE'} --private-dns-enabled` },
      { title: 'the same in a template', text: 'PrivateDnsEnabled: true' },
    ]
  const isTerraform = /^(?:module\.|aws_)/.test(blamed)
  const text = isTerraform ? 'private_dns_enabled = true' : 'PrivateDnsEnabled: true'
  return [{ title: `${title} ${blamed}`, text }]
}
