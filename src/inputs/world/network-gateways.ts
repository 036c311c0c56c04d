import { present, unknownFact, type Fact } from '../../model/launch/fact.ts'
import type {
  EgressOnlyInternetGatewayFacts,
  InternetGatewayFacts,
  NatGatewayFacts,
} from '../../model/network/facts.ts'
import { sourceAt, type ProjectRecords } from '../records/project-records.ts'
import { outside } from './outside.ts'
import { placeless } from './placeless.ts'

const attachmentType = 'AWS::EC2::VPCGatewayAttachment'

/** An internet gateway of the project, and the VPC that it is attached to there. */
export function internetGateway(records: ProjectRecords, id: string): Fact<InternetGatewayFacts> {
  const record = records.find('AWS::EC2::InternetGateway', id)
  if (!record) {
    const call = `aws ec2 describe-internet-gateways --internet-gateway-ids ${id}`
    return outside(records, 'internet gateway', id, call)
  }
  const [attachment] = records.where(attachmentType, 'InternetGatewayId', id)
  const unplaced = attachment
    ? placeless(records, attachmentType, 'VpcId')
    : placeless(records, attachmentType, 'InternetGatewayId')
  if (unplaced !== undefined) return unknownFact(unplaced)
  // Terraform may name the VPC in the gateway itself.
  const vpcId = attachment ? records.text(attachment, 'VpcId') : records.text(record, 'VpcId')
  const source = sourceAt(record)
  return present({ internetGatewayId: id, source, ...(vpcId === undefined ? {} : { vpcId }) }, source)
}

/** An egress-only internet gateway of the project. */
export function egressOnlyInternetGateway(
  records: ProjectRecords,
  id: string,
): Fact<EgressOnlyInternetGatewayFacts> {
  const record = records.find('AWS::EC2::EgressOnlyInternetGateway', id)
  if (!record) {
    const call = `aws ec2 describe-egress-only-internet-gateways --egress-only-internet-gateway-ids ${id}`
    return outside(records, 'egress-only internet gateway', id, call)
  }
  const source = sourceAt(record)
  return present(
    { egressOnlyInternetGatewayId: id, vpcId: records.text(record, 'VpcId') ?? '', source },
    source,
  )
}

/** A NAT gateway of the project, as it is once it is made. */
export function natGateway(records: ProjectRecords, id: string): Fact<NatGatewayFacts> {
  const record = records.find('AWS::EC2::NatGateway', id)
  if (!record) {
    return outside(records, 'NAT gateway', id, `aws ec2 describe-nat-gateways --nat-gateway-ids ${id}`)
  }
  const source = sourceAt(record)
  const isPrivate = records.text(record, 'ConnectivityType') === 'private'
  return present(
    {
      natGatewayId: id,
      subnetId: records.text(record, 'SubnetId') ?? '',
      connectivityType: isPrivate ? 'private' : 'public',
      state: (records.text(record, 'State') ?? 'available') as NatGatewayFacts['state'],
      // EC2 makes no public NAT gateway without an address.
      hasPublicAddress: !isPrivate,
      source,
    },
    source,
  )
}
