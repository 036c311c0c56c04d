import type { CreateDefaultSubnetRequest, CreateDefaultSubnetResult } from '@aws-sdk/client-ec2'
import { cidrAt, formatCidr, nthAddress, overlaps, parseCidr, type Cidr } from '../../../model/ec2/cidr.ts'
import { defaultSubnet } from '../../../model/ec2/default-network.ts'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import { defaultVpc } from '../../../model/ec2/network-lookups.ts'
import { putNewSubnet } from '../../../model/ec2/new-vpc.ts'
import { subnets } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { refuseParameters } from './faults.ts'
import { subnetShape } from './subnet-shape.ts'
import { zoneParameter } from './zone-parameter.ts'

const PREFIX_LENGTH = 20

/** Makes the default subnet of a zone again after it was deleted. */
export const createDefaultSubnet: Operation<CreateDefaultSubnetRequest, CreateDefaultSubnetResult> = (
  tx,
  request,
  { fresh },
) => {
  refuseParameters('CreateDefaultSubnet', request, ['Ipv6Native'])
  const zone = zoneParameter(tx.region, request.AvailabilityZone, request.AvailabilityZoneId)
  const vpc = defaultVpc(tx)
  if (!vpc)
    throw new Fault('DefaultVpcDoesNotExist', 'No default VPC exists for this account in this region.')
  const others = [...tx.by(subnets, 'vpc', vpc.vpcId)]
  const existing = others.find((subnet) => subnet.defaultForAz && subnet.availabilityZone === zone.zoneName)
  if (existing) {
    const text = `'${existing.subnetId}' is already the default subnet in ${zone.zoneName}.`
    throw new Fault('DefaultSubnetAlreadyExistsInAvailabilityZone', text)
  }
  const taken = others.flatMap((subnet) => parseCidr(subnet.cidrBlock) ?? [])
  const cidrBlock = freeBlock(vpc.cidrBlock, taken)
  if (cidrBlock === undefined) {
    throw new Fault('InvalidSubnet.Conflict', `No free /${PREFIX_LENGTH} block is left in ${vpc.cidrBlock}`)
  }
  const subnet = defaultSubnet(vpc.vpcId, zone, cidrBlock, newId(fresh, 'subnet'))
  putNewSubnet(tx, subnet, fresh)
  return { Subnet: subnetShape(tx, subnet) }
}

function freeBlock(vpcCidr: string, taken: readonly Cidr[]): string | undefined {
  const vpc = parseCidr(vpcCidr)
  const step = 2n ** BigInt(32 - PREFIX_LENGTH)
  for (let position = 0n; vpc; position += step) {
    const start = nthAddress(vpc, position)
    if (!start) return undefined
    const block = cidrAt(start, PREFIX_LENGTH)
    if (!taken.some((other) => overlaps(other, block))) return formatCidr(block)
  }
  return undefined
}
