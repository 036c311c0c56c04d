import type { Fix } from '../fix.ts'

/** How a resource is named where it was written: by AWS's own id, by an address of Terraform, or by a logical id. */
function writtenIn(id: string): 'account' | 'terraform' | 'template' {
  if (/^(?:module\.|aws_)\S+$/.test(id)) return 'terraform'
  return /^[A-Za-z0-9-]+$/.test(id) && !/^(?:sg|rtb|acl|subnet|vpc|vpce)-[0-9a-f]+$/.test(id)
    ? 'template'
    : 'account'
}

/** A reference to a resource as a template has it: of a logical id without the stack's name before it. */
export function refTo(id: string | undefined, otherwise: string): string {
  return `!Ref ${id !== undefined && writtenIn(id) === 'template' ? id.slice(id.lastIndexOf('-') + 1) : otherwise}`
}

/** A rule of a security group for one TCP port: whom it lets in or out, which is another group or a range. */
export interface GroupRule {
  readonly way: 'ingress' | 'egress'
  readonly group: string | undefined
  readonly otherwise: string
  readonly peer:
    | { readonly group: string | undefined; readonly otherwise: string }
    | { readonly cidr: string }
  readonly port: number
}

/** How a rule is added to a security group, where the group was written: in a template, in Terraform, or in an account. */
export function addRule(title: string, rule: GroupRule): Fix[] {
  const { group } = rule
  switch (group === undefined ? 'account' : writtenIn(group)) {
    case 'terraform':
      return [{ title, text: terraformRule(rule) }]
    case 'template':
      return [{ title, text: templateRule(rule) }]
    default:
      return [
        { title, text: callThatAdds(rule) },
        { title: 'the same in a template', text: templateRule(rule) },
      ]
  }
}

function templateRule({ way, group, otherwise, peer, port }: GroupRule): string {
  const isIn = way === 'ingress'
  const whom =
    'cidr' in peer
      ? `CidrIp: ${peer.cidr}`
      : `${isIn ? 'SourceSecurityGroupId' : 'DestinationSecurityGroupId'}: ${refTo(peer.group, peer.otherwise)}`
  return `Type: AWS::EC2::SecurityGroup${isIn ? 'Ingress' : 'Egress'}\nProperties:\n  GroupId: ${refTo(group, otherwise)}\n  IpProtocol: tcp\n  FromPort: ${port}\n  ToPort: ${port}\n  ${whom}`
}

function terraformRule({ way, group, peer, port }: GroupRule): string {
  const whom =
    'cidr' in peer
      ? `cidr_ipv4         = "${peer.cidr}"`
      : `referenced_security_group_id = ${peer.group === undefined ? 'aws_security_group.OTHER' : peer.group}.id`
  return `resource "aws_vpc_security_group_${way}_rule" "on_${port}" {\n  security_group_id = ${group}.id\n  ip_protocol       = "tcp"\n  from_port         = ${port}\n  to_port           = ${port}\n  ${whom}\n}`
}

function callThatAdds({ way, group, otherwise, peer, port }: GroupRule): string {
  const whom =
    'cidr' in peer
      ? `IpRanges=[{CidrIp=${peer.cidr}}]`
      : `UserIdGroupPairs=[{GroupId=${peer.group ?? peer.otherwise}}]`
  return `aws ec2 authorize-security-group-${way} --group-id ${group ?? otherwise} --ip-permissions 'IpProtocol=tcp,FromPort=${port},ToPort=${port},${whom}'`
}
