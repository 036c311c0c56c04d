import { listChange } from '../list-change.ts'
import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'
import type { Properties } from '../../properties.ts'
import { tagsAtCreation, updateTags } from './ec2-tags.ts'

const atCreation = ['ServiceName', 'VpcEndpointType', 'VpcId', 'ServiceRegion']
const modifiable = ['PrivateDnsEnabled', 'IpAddressType', 'DnsOptions']
const members = [...atCreation, ...modifiable, 'RouteTableIds', 'SecurityGroupIds', 'SubnetIds']

/** `AWS::EC2::VPCEndpoint` */
export const vpcEndpoint: ResourceHandler = {
  type: 'AWS::EC2::VPCEndpoint',
  properties: [...members, 'PolicyDocument', 'Tags'],
  leftOut: ['ResourceConfigurationArn', 'ServiceNetworkArn'],
  replacedBy: atCreation,
  create: async (properties, context) => {
    const { VpcEndpoint } = await context.call<{ VpcEndpoint: { VpcEndpointId: string } }>(
      'ec2',
      'CreateVpcEndpoint',
      {
        ...properties.request('ec2', 'CreateVpcEndpoint', members),
        PolicyDocument: properties.json('PolicyDocument'),
        ...tagsAtCreation('vpc-endpoint', properties),
        ClientToken: context.token,
      },
    )
    return VpcEndpoint.VpcEndpointId
  },
  attributes: async (Id, _, context) => {
    const found = await describe(Id, context)
    return {
      Id,
      CreationTimestamp: found?.CreationTimestamp ? new Date(found.CreationTimestamp).toISOString() : '',
      DnsEntries: (found?.DnsEntries ?? []).map(({ HostedZoneId, DnsName }) => `${HostedZoneId}:${DnsName}`),
      NetworkInterfaceIds: found?.NetworkInterfaceIds ?? [],
    }
  },
  update: async (change, context) => {
    const { physicalId, before, after, changed } = change
    const PolicyDocument = after.json('PolicyDocument')
    const policy = changed.has('PolicyDocument')
      ? PolicyDocument === undefined
        ? { ResetPolicy: true }
        : { PolicyDocument }
      : {}
    const input = {
      ...after.request(
        'ec2',
        'ModifyVpcEndpoint',
        modifiable.filter((name) => changed.has(name)),
      ),
      ...listMembers('RouteTableIds', before, after),
      ...listMembers('SubnetIds', before, after),
      ...listMembers('SecurityGroupIds', before, after),
      ...policy,
    }
    if (Object.keys(input).length > 0) {
      await context.call('ec2', 'ModifyVpcEndpoint', { VpcEndpointId: physicalId, ...input })
    }
    await updateTags(change, context)
  },
  remove: async (VpcEndpointId, _, context) => {
    await context.call('ec2', 'DeleteVpcEndpoints', { VpcEndpointIds: [VpcEndpointId] })
    await context.until(
      `${VpcEndpointId} deleted`,
      async () => (await describe(VpcEndpointId, context)) === undefined,
    )
  },
}

function listMembers(name: string, before: Properties, after: Properties): object {
  const { added, removed } = listChange(before.texts(name), after.texts(name))
  return {
    ...(added.length > 0 ? { [`Add${name}`]: added } : {}),
    ...(removed.length > 0 ? { [`Remove${name}`]: removed } : {}),
  }
}

interface Description {
  readonly CreationTimestamp?: Date
  readonly DnsEntries?: readonly { HostedZoneId: string; DnsName: string }[]
  readonly NetworkInterfaceIds?: readonly string[]
}

async function describe(id: string, context: ResourceContext): Promise<Description | undefined> {
  const { VpcEndpoints } = await context.call<{ VpcEndpoints: Description[] }>(
    'ec2',
    'DescribeVpcEndpoints',
    {
      Filters: [{ Name: 'vpc-endpoint-id', Values: [id] }],
    },
  )
  return VpcEndpoints[0]
}
