import { present, unknownFact, type Fact } from '../../model/launch/fact.ts'
import type { VpcEndpointFacts } from '../../model/network/facts.ts'
import { firstUnknown, flagAt, sourceAt, type ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { placeless } from './placeless.ts'

const fullAccess = '{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*","Principal":"*"}]}'

/** The endpoints of a VPC of the project, as they are once they are made. */
export function endpointsOf(records: ProjectRecords, vpcId: string): Fact<readonly VpcEndpointFacts[]> {
  if (!records.find('AWS::EC2::VPC', vpcId)) {
    const call = `aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=${vpcId}`
    return unknownFact(records.unknowns.settling(vpcId) ?? `the VPC endpoints of ${vpcId} (${call})`)
  }
  const endpoints = records.where('AWS::EC2::VPCEndpoint', 'VpcId', vpcId)
  const unplaced = placeless(records, 'AWS::EC2::VPCEndpoint', 'VpcId')
  if (unplaced !== undefined) return unknownFact(unplaced)
  const open = endpoints.find(
    (record) =>
      record.conditional ??
      firstUnknown(record.properties.ServiceName) ??
      firstUnknown(record.properties.SubnetIds) ??
      firstUnknown(record.properties.VpcEndpointType) ??
      firstUnknown(record.properties.PrivateDnsEnabled),
  )
  if (open?.conditional && open.properties.ServiceName === undefined)
    return unknownFact(`${open.conditional.reason}: ${open.conditional.settledBy}`)
  if (open) return unknownFact(`whether endpoint ${open.id} is made, for which service, how and where`)
  return present(endpoints.map((record) => endpointFacts(records, record, vpcId)))
}

function endpointFacts(records: ProjectRecords, record: WorldRecord, vpcId: string): VpcEndpointFacts {
  const type = records.text(record, 'VpcEndpointType') === 'Interface' ? 'Interface' : 'Gateway'
  const groups = records.texts(record, 'SecurityGroupIds')
  const policyDocument = policyText(record)
  return {
    vpcEndpointId: record.names[0] ?? record.id,
    vpcEndpointType: type,
    vpcId,
    serviceName: records.text(record, 'ServiceName') ?? '',
    state: records.text(record, 'State') ?? 'available',
    interfaces:
      type === 'Gateway' ? [] : records.texts(record, 'SubnetIds').map((subnetId) => ({ subnetId })),
    securityGroupIds:
      type === 'Interface' && groups.length === 0 ? [`${vpcId}-default-security-group`] : groups,
    // EC2 leaves it off where the call does not ask for it; the console asks for it.
    privateDnsEnabled: flagAt(record, 'PrivateDnsEnabled') ?? false,
    privateDnsOnlyForInboundResolverEndpoint:
      records.text(record, 'DnsOptions', 'PrivateDnsOnlyForInboundResolverEndpoint') ===
      'OnlyInboundResolver',
    ...(policyDocument === undefined ? {} : { policyDocument }),
    source: sourceAt(record),
  }
}

/** The policy as a JSON text; the one that allows everything where none is given, undefined where it is not known. */
function policyText({ properties: { PolicyDocument: document } }: WorldRecord): string | undefined {
  if (document === undefined || document === null) return fullAccess
  if (firstUnknown(document)) return undefined
  return typeof document === 'string' ? document : JSON.stringify(document)
}
