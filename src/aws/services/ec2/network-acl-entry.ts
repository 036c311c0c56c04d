import type { CreateNetworkAclEntryRequest } from '@aws-sdk/client-ec2'
import { formatCidr } from '../../../model/ec2/cidr.ts'
import type { NetworkAclEntry } from '../../../model/ec2/network-acl.ts'
import { cidrParameter } from './cidr-parameters.ts'
import { invalidParameterValue, missingParameter } from './faults.ts'

const MAX_RULE_NUMBER = 32_766
const numbers: Readonly<Record<string, string>> = { tcp: '6', udp: '17', icmp: '1', icmpv6: '58', all: '-1' }

/** Reads an entry out of a request. Throws where it cannot be. */
export function networkAclEntry(request: CreateNetworkAclEntryRequest): NetworkAclEntry {
  const { RuleNumber: ruleNumber = 0, RuleAction: ruleAction = 'deny', Egress: egress = false } = request
  if (ruleNumber < 1 || ruleNumber > MAX_RULE_NUMBER) {
    throw invalidParameterValue(
      `Value (${ruleNumber}) for parameter ruleNumber is invalid. Rule numbers are 1 to ${MAX_RULE_NUMBER}.`,
    )
  }
  const protocol = numbers[request.Protocol?.toLowerCase() ?? ''] ?? request.Protocol ?? '-1'
  if (!/^(-1|\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])$/.test(protocol)) {
    throw invalidParameterValue(`Value (${protocol}) for parameter protocol is invalid. Unknown protocol.`)
  }
  if (!request.CidrBlock && !request.Ipv6CidrBlock) throw missingParameter('cidrBlock or ipv6CidrBlock')
  return {
    ruleNumber,
    egress,
    ruleAction,
    protocol,
    ...(request.CidrBlock
      ? { cidrBlock: formatCidr(cidrParameter(request.CidrBlock, 'cidrBlock')) }
      : { ipv6CidrBlock: formatCidr(cidrParameter(request.Ipv6CidrBlock ?? '', 'ipv6CidrBlock', 6)) }),
    ...portsOf(protocol, request),
  }
}

function portsOf(
  protocol: string,
  { PortRange: range, IcmpTypeCode: icmp }: CreateNetworkAclEntryRequest,
): Pick<NetworkAclEntry, 'portRange' | 'icmpTypeCode'> {
  if (protocol === '6' || protocol === '17') {
    const { From: from, To: to } = range ?? {}
    if (from === undefined || to === undefined) throw missingParameter('portRange')
    if (from < 0 || to > 65_535 || from > to) {
      throw invalidParameterValue(
        `Value (${from}-${to}) for parameter portRange is invalid. The port range is invalid.`,
      )
    }
    return { portRange: { from, to } }
  }
  if (protocol === '1' || protocol === '58') {
    if (!icmp) throw missingParameter('icmpTypeCode')
    return { icmpTypeCode: { type: icmp.Type ?? -1, code: icmp.Code ?? -1 } }
  }
  return {}
}
