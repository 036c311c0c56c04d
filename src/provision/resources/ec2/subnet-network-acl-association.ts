import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'

/** `AWS::EC2::SubnetNetworkAclAssociation`. A subnet always has an ACL: one association replaces another. */
export const subnetNetworkAclAssociation: ResourceHandler = {
  type: 'AWS::EC2::SubnetNetworkAclAssociation',
  properties: ['NetworkAclId', 'SubnetId'],
  replacedBy: 'any',
  create: async (properties, context) => {
    const { association } = await associationOf(properties.requiredText('SubnetId'), context)
    return await associate(association, properties.requiredText('NetworkAclId'), context)
  },
  attributes: async (AssociationId) => await Promise.resolve({ AssociationId }),
  remove: async (physicalId, properties, context) => {
    const { association, vpcId } = await associationOf(properties.requiredText('SubnetId'), context)
    // Another association has taken its place already.
    if (association !== physicalId) return
    const { NetworkAcls } = await context.call<Described>('ec2', 'DescribeNetworkAcls', {
      Filters: [
        { Name: 'vpc-id', Values: [vpcId] },
        { Name: 'default', Values: ['true'] },
      ],
    })
    await associate(physicalId, NetworkAcls[0]?.NetworkAclId ?? '', context)
  },
}

interface Described {
  readonly NetworkAcls: readonly {
    readonly NetworkAclId: string
    readonly VpcId: string
    readonly Associations?: readonly { SubnetId: string; NetworkAclAssociationId: string }[]
  }[]
}

async function associate(
  AssociationId: string,
  NetworkAclId: string,
  context: ResourceContext,
): Promise<string> {
  const input = { AssociationId, NetworkAclId }
  const output = await context.call<{ NewAssociationId: string }>(
    'ec2',
    'ReplaceNetworkAclAssociation',
    input,
  )
  return output.NewAssociationId
}

async function associationOf(
  subnetId: string,
  context: ResourceContext,
): Promise<{ readonly association: string; readonly vpcId: string }> {
  const { NetworkAcls } = await context.call<Described>('ec2', 'DescribeNetworkAcls', {
    Filters: [{ Name: 'association.subnet-id', Values: [subnetId] }],
  })
  const acl = NetworkAcls[0]
  const found = acl?.Associations?.find(({ SubnetId }) => SubnetId === subnetId)
  return { association: found?.NetworkAclAssociationId ?? '', vpcId: acl?.VpcId ?? '' }
}
