import type { IpPermission, SecurityGroup } from '@aws-sdk/client-ec2'
import { toldById, type Ec2, type ToldThing } from './ec2-told.ts'
import type { FoundThings } from './found-things.ts'
import { unresolved, type Answer, type LiveAccount } from './live-account.ts'
import type { Reference } from './references-of.ts'

/** A security group with its rules. */
export async function readSecurityGroup(
  account: LiveAccount,
  reference: Reference,
  found: FoundThings,
): Promise<void> {
  const asked = {
    call: 'ec2:DescribeSecurityGroups',
    what: 'security group',
    send: async (ec2: Ec2) =>
      (await ec2.describeSecurityGroups({ GroupIds: [reference.name] })).SecurityGroups?.[0],
  } as const
  const told = await toldById(account, reference, asked, found)
  if (told) addGroup(account, told, found)
}

/** The group that every VPC has. What it allows can be changed, so that it is not known where it cannot be read. */
export async function readDefaultGroup(
  account: LiveAccount,
  vpcId: string,
  region: string,
  found: FoundThings,
): Promise<void> {
  const ec2 = await account.client('ec2', region)
  const answer: Answer<SecurityGroup | undefined> = await account.ask(
    'ec2:DescribeSecurityGroups',
    `default of ${vpcId}`,
    async () => {
      const Filters = [
        { Name: 'vpc-id', Values: [vpcId] },
        { Name: 'group-name', Values: ['default'] },
      ]
      return (await ec2.describeSecurityGroups({ Filters })).SecurityGroups?.[0]
    },
  )
  if (answer.kind === 'answer' && answer.value) {
    addGroup(account, { value: answer.value, region, source: answer.source }, found)
    return
  }
  const open = unresolved(answer)
  found.add({
    type: 'AWS::EC2::SecurityGroup',
    region,
    account: account.account,
    names: [`the default security group of ${vpcId}: ${open.reason}`],
    source: answer.source,
    properties: { VpcId: vpcId, Default: true, SecurityGroupIngress: open, SecurityGroupEgress: open },
  })
}

function addGroup(
  account: LiveAccount,
  { value: group, region, source }: ToldThing<SecurityGroup>,
  found: FoundThings,
): void {
  const { GroupId = '', GroupName, VpcId, IpPermissions = [], IpPermissionsEgress = [] } = group
  found.add({
    type: 'AWS::EC2::SecurityGroup',
    region,
    account: group.OwnerId ?? account.account,
    names: [GroupId],
    source,
    properties: {
      GroupName,
      VpcId,
      ...(GroupName === 'default' ? { Default: true } : {}),
      SecurityGroupIngress: IpPermissions.flatMap((rule) => rulesOf(rule, 'Source')),
      SecurityGroupEgress: IpPermissionsEgress.flatMap((rule) => rulesOf(rule, 'Destination')),
      // The rule that every new group gets is among those that were read, or was taken away.
      EgressIsComplete: true,
    },
  })
}

/** EC2 groups rules by their ports; here each has one peer. */
function rulesOf(rule: IpPermission, side: 'Source' | 'Destination'): object[] {
  const { IpProtocol, FromPort, ToPort } = rule
  const ports = { IpProtocol, FromPort, ToPort }
  return [
    ...(rule.IpRanges ?? []).map(({ CidrIp }) => ({ ...ports, CidrIp })),
    ...(rule.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => ({ ...ports, CidrIpv6 })),
    ...(rule.UserIdGroupPairs ?? []).map(({ GroupId }) => ({
      ...ports,
      [`${side}SecurityGroupId`]: GroupId,
    })),
    ...(rule.PrefixListIds ?? []).map(({ PrefixListId }) => ({
      ...ports,
      [`${side}PrefixListId`]: PrefixListId,
    })),
  ]
}
