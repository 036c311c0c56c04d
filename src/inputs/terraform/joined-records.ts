import type { EvaluatedValue } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { ownTypes } from '../records/own-types.ts'
import type { WorldRecord } from '../records/world-record.ts'

interface Joint {
  readonly from: string
  /** The property that says whose part it is. */
  readonly reference: string
  readonly property: string
  readonly to: string
  readonly as: string
  /** Whether the property of the other is a list, of which this is one item. */
  readonly isItem?: boolean
}

/** What Terraform keeps as a resource of its own and CloudFormation as a property of another. */
const joints: readonly Joint[] = [
  {
    from: ownTypes.secretValue,
    reference: 'SecretId',
    property: 'SecretString',
    to: 'AWS::SecretsManager::Secret',
    as: 'SecretString',
  },
  {
    from: ownTypes.repositoryPolicy,
    reference: 'RepositoryName',
    property: 'PolicyText',
    to: 'AWS::ECR::Repository',
    as: 'RepositoryPolicyText',
  },
  {
    from: ownTypes.keyPolicy,
    reference: 'KeyId',
    property: 'KeyPolicy',
    to: 'AWS::KMS::Key',
    as: 'KeyPolicy',
  },
  {
    from: ownTypes.fileSystemPolicy,
    reference: 'FileSystemId',
    property: 'Policy',
    to: 'AWS::EFS::FileSystem',
    as: 'FileSystemPolicy',
  },
  {
    from: ownTypes.endpointPolicy,
    reference: 'VpcEndpointId',
    property: 'Policy',
    to: 'AWS::EC2::VPCEndpoint',
    as: 'PolicyDocument',
  },
  {
    from: ownTypes.endpointSubnet,
    reference: 'VpcEndpointId',
    property: 'SubnetId',
    to: 'AWS::EC2::VPCEndpoint',
    as: 'SubnetIds',
    isItem: true,
  },
  {
    from: ownTypes.endpointGroup,
    reference: 'VpcEndpointId',
    property: 'SecurityGroupId',
    to: 'AWS::EC2::VPCEndpoint',
    as: 'SecurityGroupIds',
    isItem: true,
  },
]

/** Puts what Terraform keeps apart into the records that it belongs to. */
export function joinedRecords(records: readonly WorldRecord[]): readonly WorldRecord[] {
  let joined = records
  for (const joint of joints) {
    const parts = joined.filter(({ type }) => type === joint.from)
    if (parts.length === 0) continue
    joined = joined
      .filter(({ type }) => type !== joint.from)
      .map((record) => (record.type === joint.to ? joinedWith(record, parts, joint) : record))
  }
  return joined
}

function joinedWith(
  record: WorldRecord,
  parts: readonly WorldRecord[],
  { reference, property, as, isItem = false }: Joint,
): WorldRecord {
  const own = parts.filter((one) => names(record, one.properties[reference]))
  const [part] = own
  const items = [
    ...own.map((one) => one.properties[property]),
    // Of a part it may not be known whose it is.
    ...parts.map((one) => one.properties[reference]).filter((one) => one instanceof Unresolved),
  ]
  const value = isItem ? withItems(record.properties[as], items) : part?.properties[property]
  if (value === undefined) return record
  return {
    ...record,
    properties: { ...record.properties, [as]: value },
    placeOf: (path) => {
      const isOfPart = path[0] === as && part !== undefined && !isItem
      return isOfPart ? part.placeOf([property, ...path.slice(1)]) : record.placeOf(path)
    },
  }
}

/** A list with more items, each of them once. */
function withItems(
  value: EvaluatedValue | undefined,
  more: readonly (EvaluatedValue | undefined)[],
): EvaluatedValue | undefined {
  if (value instanceof Unresolved || more.length === 0) return value
  const items = Array.isArray(value) ? (value as readonly EvaluatedValue[]) : []
  return [...new Set([...items, ...more.flatMap((one) => one ?? [])])]
}

function names(record: WorldRecord, value: EvaluatedValue | undefined): boolean {
  return typeof value === 'string' && record.names.includes(value)
}
