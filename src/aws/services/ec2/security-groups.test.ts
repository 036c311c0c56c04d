import assert from 'node:assert/strict'
import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteNetworkInterfaceCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  type IpPermission,
  type Tag,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  UpdateSecurityGroupRuleDescriptionsIngressCommand,
} from '@aws-sdk/client-ec2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

let door: OpenDoor
let ec2: EC2Client
let VpcId = ''
let made = 0

beforeAll(async () => {
  door = await openFrontDoor()
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  ec2 = new EC2Client({ endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 })
  VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId ?? ''
})

afterAll(async () => {
  ec2.destroy()
  assert.deepEqual(door.bugs, [])
  await door.close()
})

async function newGroup(): Promise<string> {
  made += 1
  const input = { VpcId, GroupName: `group ${made}`, Description: 'for a test' }
  return (await ec2.send(new CreateSecurityGroupCommand(input))).GroupId ?? ''
}

const web: IpPermission = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }

async function letIn(GroupId: string, ...IpPermissions: IpPermission[]): Promise<string[]> {
  const answer = await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }))
  return (answer.SecurityGroupRules ?? []).map((rule) => rule.SecurityGroupRuleId ?? '')
}

describe('security groups', () => {
  it('let everything out and nothing in when they are new', async () => {
    const GroupId = await newGroup()
    const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }))
    expect(SecurityGroups?.[0]).toMatchObject({
      Tags: [],
      IpPermissions: [],
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      SecurityGroupArn: `arn:aws:ec2:us-east-1:000000000000:security-group/${GroupId}`,
    })
  })

  it('are answered with their tags only where they were given any', async () => {
    const make = async (GroupName: string, Tags: Tag[]): Promise<object> =>
      ec2.send(
        new CreateSecurityGroupCommand({
          VpcId,
          GroupName,
          Description: 'd',
          TagSpecifications: Tags.length > 0 ? [{ ResourceType: 'security-group', Tags }] : [],
        }),
      )
    expect(await make('plain', [])).not.toHaveProperty('Tags')
    expect(await make('tagged', [{ Key: 'a', Value: 'b' }])).toMatchObject({
      Tags: [{ Key: 'a', Value: 'b' }],
    })
  })

  it.each([
    [{ GroupName: 'group 1' }, 'InvalidGroup.Duplicate'],
    [{ GroupName: 'default' }, 'InvalidParameterValue'],
    [{ GroupName: 'sg-mine' }, 'InvalidParameterValue'],
    [{ GroupName: 'naïve' }, 'InvalidParameterValue'],
    [{ GroupName: 'ok', Description: 'bad | bar' }, 'InvalidParameterValue'],
    [{ GroupName: 'ok', VpcId: 'vpc-1' }, 'InvalidVpcID.NotFound'],
  ])('are not made of %j', async (input, name) => {
    const request = { VpcId, Description: 'd', ...input }
    await expect(ec2.send(new CreateSecurityGroupCommand(request))).rejects.toMatchObject({ name })
  })

  it('gather rules by protocol and ports, and tell a rule that is there already', async () => {
    const GroupId = await newGroup()
    const ids = await letIn(GroupId, web, { ...web, IpRanges: [], Ipv6Ranges: [{ CidrIpv6: '::/0' }] })
    expect(ids.every((id) => /^sgr-[0-9a-f]{17}$/.test(id))).toBe(true)
    await letIn(GroupId, { IpProtocol: '6', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId }] })
    const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }))
    expect(SecurityGroups?.[0]?.IpPermissions).toEqual([
      {
        IpProtocol: 'tcp',
        FromPort: 80,
        ToPort: 80,
        IpRanges: [{ CidrIp: '0.0.0.0/0' }],
        Ipv6Ranges: [{ CidrIpv6: '::/0' }],
        PrefixListIds: [],
        UserIdGroupPairs: [{ GroupId, UserId: '000000000000' }],
      },
    ])
    await expect(letIn(GroupId, web)).rejects.toMatchObject({
      name: 'InvalidPermission.Duplicate',
      message: 'the specified rule "peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW" already exists',
    })
  })

  it.each<[IpPermission, string]>([
    [{ IpProtocol: 'tcp', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }, 'InvalidParameterValue'],
    [{ ...web, ToPort: 70_000 }, 'InvalidParameterValue'],
    [{ ...web, FromPort: 81 }, 'InvalidParameterValue'],
    [{ ...web, IpRanges: [{ CidrIp: '10.0.0.0' }] }, 'InvalidParameterValue'],
    [{ ...web, IpRanges: [] }, 'MissingParameter'],
    [{ ...web, UserIdGroupPairs: [{ GroupId: 'sg-1' }] }, 'InvalidGroup.NotFound'],
    [{ ...web, PrefixListIds: [{ PrefixListId: 'pl-1' }] }, 'InvalidPrefixListID.NotFound'],
    [{ ...web, IpProtocol: 'banana' }, 'InvalidParameterValue'],
    [{ ...web, IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'é' }] }, 'InvalidParameterValue'],
  ])('do not take the rule %j, nor any other of that call', async (permission, name) => {
    const GroupId = await newGroup()
    await expect(letIn(GroupId, web, permission)).rejects.toMatchObject({ name })
    const Filters = [{ Name: 'group-id', Values: [GroupId] }]
    const { SecurityGroupRules } = await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters }))
    expect(SecurityGroupRules?.map((rule) => rule.IsEgress)).toEqual([true])
  })

  it('lose rules by what they allow and by id', async () => {
    const GroupId = await newGroup()
    const [id = ''] = await letIn(GroupId, web)
    const wrong = new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions: [{ ...web, ToPort: 81 }] })
    await expect(ec2.send(wrong)).rejects.toMatchObject({
      name: 'InvalidPermission.NotFound',
      message: 'The specified rule does not exist in this security group.',
    })
    const gone = await ec2.send(
      new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds: [id] }),
    )
    expect(gone.RevokedSecurityGroupRules?.[0]).toMatchObject({ SecurityGroupRuleId: id, FromPort: 80 })
    const all = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }
    await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: [all] }))
    await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: [all] }))
  })

  it('tell an unknown rule instead of failing in the default VPC', async () => {
    const input = { GroupName: 'in the default VPC', Description: 'd' }
    const { GroupId } = await ec2.send(new CreateSecurityGroupCommand(input))
    const byName = { GroupName: input.GroupName, IpPermissions: [web] }
    const answer = await ec2.send(new RevokeSecurityGroupIngressCommand(byName))
    expect(answer.UnknownIpPermissions?.[0]).toMatchObject({ IpProtocol: 'tcp', FromPort: 80 })
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId }))
  })

  it('have rules changed in place and described anew', async () => {
    const GroupId = await newGroup()
    const [SecurityGroupRuleId = ''] = await letIn(GroupId, web)
    const SecurityGroupRule = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIpv4: '10.1.2.3/8' }
    await ec2.send(
      new ModifySecurityGroupRulesCommand({
        GroupId,
        SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }],
      }),
    )
    const SecurityGroupRuleDescriptions = [{ SecurityGroupRuleId, Description: 'inside' }]
    await ec2.send(
      new UpdateSecurityGroupRuleDescriptionsIngressCommand({ GroupId, SecurityGroupRuleDescriptions }),
    )
    const { SecurityGroupRules } = await ec2.send(
      new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [SecurityGroupRuleId] }),
    )
    expect(SecurityGroupRules?.[0]).toMatchObject({
      FromPort: 443,
      CidrIpv4: '10.0.0.0/8',
      Description: 'inside',
    })
  })

  it('stay while an interface or another group needs them', async () => {
    const [GroupId, other] = [await newGroup(), await newGroup()]
    const [rule = ''] = await letIn(other, { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] })
    const gone = new DeleteSecurityGroupCommand({ GroupId })
    const fault = { name: 'DependencyViolation', message: `resource ${GroupId} has a dependent object` }
    await expect(ec2.send(gone)).rejects.toMatchObject(fault)
    await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: other, SecurityGroupRuleIds: [rule] }))
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.9.0/24' }))
    const { NetworkInterface } = await ec2.send(
      new CreateNetworkInterfaceCommand({ SubnetId: Subnet?.SubnetId, Groups: [GroupId] }),
    )
    await expect(ec2.send(gone)).rejects.toMatchObject(fault)
    const NetworkInterfaceId = NetworkInterface?.NetworkInterfaceId
    await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }))
    expect(await ec2.send(gone)).toMatchObject({ GroupId, Return: true })
    const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupNames: ['default'] }))
    const GroupId2 = SecurityGroups?.[0]?.GroupId ?? ''
    await expect(ec2.send(new DeleteSecurityGroupCommand({ GroupId: GroupId2 }))).rejects.toMatchObject({
      name: 'CannotDelete',
      message: `the specified group: "${GroupId2}" name: "default" cannot be deleted by a user`,
    })
  })
})
