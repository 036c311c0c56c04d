import { defineCause } from '../cause.ts'
import { calledHost, findBlockedPath, pathMessage } from './blocked-path.ts'
import { unansweredCall } from './unanswered-call.ts'

/** Names are not resolved in the VPC. */
export const dnsResolutionBlocked = defineCause({
  code: 'dns-resolution-blocked',
  group: 'B',
  summary: 'the task cannot resolve names: no DNS server answers it',
  rationale:
    "Each call of a launch begins with a look-up. Amazon's resolver answers only where the VPC has `enableDnsSupport` on; where the DHCP options name other servers, these must be reached on port 53 by the task's security group, network ACL and route, and must know AWS's names. Security groups do not apply to Amazon's own resolver, so a rule for port 53 matters only with other servers. What is printed is often a mere time-out of the call.",
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html',
  signs: [
    { failure: 'image-layers-lookup-failed', share: 60 },
    ...unansweredCall({ lookup: 66, noAddress: 5, cutOff: 3, logs: 3, registry: 3 }),
    { words: /dial tcp: lookup \S{1,200} .{0,600}no such host/i, share: 22 },
    {
      words:
        /\b(?:DNS|resolver|name resolution|enableDnsSupport|DHCP options?)\b.{0,60}\b(?:block\w{0,3}|disabled|off|fails?|failing|broken)/i,
      share: 48,
    },
  ],
  settle: [
    {
      what: 'whether the VPC has DNS support on',
      how: 'aws ec2 describe-vpc-attribute --vpc-id VPC --attribute enableDnsSupport',
    },
    {
      what: 'which DNS servers the DHCP options of the VPC name',
      how: 'aws ec2 describe-dhcp-options --dhcp-options-ids $(aws ec2 describe-vpcs --vpc-ids VPC --query "Vpcs[0].DhcpOptionsId" --output text)',
    },
  ],
  find: (launch) =>
    findBlockedPath(
      launch,
      'dns-resolution-blocked',
      ({ kind, destination }) => destination !== undefined && kind !== 'volume',
    ),
  tell: (facts) => ({
    message: pathMessage(
      facts,
      `the task cannot resolve ${facts.hosts ?? facts.host ?? facts.name ?? 'the name of the AWS endpoint'}`,
    ),
    fix: [
      {
        title: "turn on Amazon's resolver in the VPC",
        text: 'aws ec2 modify-vpc-attribute --vpc-id VPC --enable-dns-support',
      },
      {
        title: 'where DHCP options name other servers, let the task reach them on port 53',
        text: `aws ec2 authorize-security-group-egress --group-id ${facts.taskGroup ?? 'TASK_GROUP'} --ip-permissions 'IpProtocol=udp,FromPort=53,ToPort=53,IpRanges=[{CidrIp=DNS_SERVER/32}]' 'IpProtocol=tcp,FromPort=53,ToPort=53,IpRanges=[{CidrIp=DNS_SERVER/32}]'`,
      },
      {
        title: `or give the VPC options with Amazon's resolver, which knows ${calledHost(facts, 'all names of AWS')}`,
        text: 'Type: AWS::EC2::DHCPOptions\nProperties:\n  DomainNameServers: [AmazonProvidedDNS]',
      },
    ],
  }),
})
