import type { ResourceHandler } from '../../resource-handler.ts'

/** `AWS::EC2::SubnetRouteTableAssociation` */
export const subnetRouteTableAssociation: ResourceHandler = {
  type: 'AWS::EC2::SubnetRouteTableAssociation',
  properties: ['RouteTableId', 'SubnetId'],
  replacedBy: 'any',
  create: async (properties, context) => {
    const SubnetId = properties.requiredText('SubnetId')
    const RouteTableId = properties.requiredText('RouteTableId')
    const current = await associationOf(SubnetId, context)
    // A subnet has one table: what replaces an association takes it over while the old one is still there.
    if (current !== undefined) {
      const input = { AssociationId: current, RouteTableId }
      const { NewAssociationId } = await context.call<{ NewAssociationId: string }>(
        'ec2',
        'ReplaceRouteTableAssociation',
        input,
      )
      return NewAssociationId
    }
    const input = { SubnetId, RouteTableId }
    return (await context.call<{ AssociationId: string }>('ec2', 'AssociateRouteTable', input)).AssociationId
  },
  attributes: async (Id) => await Promise.resolve({ Id }),
  remove: async (AssociationId, _, context) => {
    await context.call('ec2', 'DisassociateRouteTable', { AssociationId })
  },
}

async function associationOf(
  subnetId: string,
  context: Parameters<ResourceHandler['create']>[1],
): Promise<string | undefined> {
  const { RouteTables } = await context.call<{
    RouteTables: { Associations?: { SubnetId?: string; RouteTableAssociationId: string }[] }[]
  }>('ec2', 'DescribeRouteTables', { Filters: [{ Name: 'association.subnet-id', Values: [subnetId] }] })
  return RouteTables.flatMap(({ Associations = [] }) => Associations).find(
    ({ SubnetId }) => SubnetId === subnetId,
  )?.RouteTableAssociationId
}
