import { familyOf } from '../world/definition-of.ts'
import type { ProjectFacts } from '../world/project-facts.ts'
import { secretRecord } from '../world/secret-record.ts'
import type { Reference, ReferenceKind } from './references-of.ts'

/** CloudFormation's types of what is found by an id, a name or an ARN. */
const types: Readonly<Partial<Record<ReferenceKind, readonly string[]>>> = {
  bucket: ['AWS::S3::Bucket'],
  cluster: ['AWS::ECS::Cluster'],
  key: ['AWS::KMS::Key', 'AWS::KMS::Alias'],
  'managed-policy': ['AWS::IAM::ManagedPolicy'],
  'prefix-list': ['AWS::EC2::PrefixList'],
  role: ['AWS::IAM::Role'],
  'security-group': ['AWS::EC2::SecurityGroup'],
  subnet: ['AWS::EC2::Subnet'],
  'target-group': ['AWS::ElasticLoadBalancingV2::TargetGroup'],
  'task-definition': ['AWS::ECS::TaskDefinition'],
  vpc: ['AWS::EC2::VPC'],
}

/** Whether a project makes what a reference leads to, so that no account need be asked about it. */
export function saidByProject({ records, settings }: ProjectFacts): (reference: Reference) => boolean {
  const bare = (name: string): string => name.replace(/^\//, '')
  return ({ kind, name, region }) => {
    if ((types[kind] ?? []).some((type) => records.find(type, name))) return true
    switch (kind) {
      case 'task-definition': {
        const family = name.slice(name.lastIndexOf('/') + 1).replace(/:\d+$/, '')
        return records
          .ofType('AWS::ECS::TaskDefinition')
          .some((record) => familyOf(records, record) === family)
      }
      case 'log-group':
        return records
          .ofType('AWS::Logs::LogGroup')
          .some((record) => record.names[0] === name && record.region === region)
      case 'parameter':
        return records
          .ofType('AWS::SSM::Parameter')
          .some((record) => record.region === region && bare(record.names[0] ?? '') === bare(name))
      case 'secret':
        return secretRecord(records, region, name) !== undefined
      case 'object': {
        const given = settings?.buckets.find((bucket) => name.startsWith(`${bucket.name}/`))
        return given?.objects.some(({ key }) => `${given.name}/${key}` === name) ?? false
      }
      default:
        return false
    }
  }
}
