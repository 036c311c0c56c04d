import type { EvaluatedValue } from '../../model/template.ts'
import { ownTypes } from '../records/own-types.ts'
import type { WorldRecord } from '../records/world-record.ts'

/** What Terraform keeps as a resource of its own and CloudFormation as a property of another. */
const joints = [
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
] as const

/** Puts what Terraform keeps apart into the records that it belongs to. */
export function joinedRecords(records: readonly WorldRecord[]): readonly WorldRecord[] {
  let joined = records
  for (const { from, reference, property, to, as } of joints) {
    const parts = joined.filter(({ type }) => type === from)
    if (parts.length === 0) continue
    joined = joined
      .filter(({ type }) => type !== from)
      .map((record) => {
        const part =
          record.type === to ? parts.find((one) => names(record, one.properties[reference])) : undefined
        const value: EvaluatedValue | undefined = part?.properties[property]
        if (!part || value === undefined) return record
        return {
          ...record,
          properties: { ...record.properties, [as]: value },
          placeOf: (path) =>
            path[0] === as ? part.placeOf([property, ...path.slice(1)]) : record.placeOf(path),
        }
      })
  }
  return joined
}

function names(record: WorldRecord, value: EvaluatedValue | undefined): boolean {
  return typeof value === 'string' && record.names.includes(value)
}
