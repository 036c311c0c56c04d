import { parseArn } from '../../model/arn.ts'
import { present, unknownFact, type Fact } from '../../model/launch/fact.ts'
import type { ParameterFact, ParameterVersion, SecretFact, SecretVersion } from '../../model/launch/world.ts'
import { isUnknownText } from '../../model/unknown-text.ts'
import { firstUnknown, isMap, sourceAt, valueAt, type ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { Unresolved } from '../../model/template.ts'
import { outside } from './outside.ts'
import { secretRecord } from './secret-record.ts'

/** Which parameter is asked for. */
export interface AskedParameter extends ParameterVersion {
  readonly region: string
  readonly account: string
  readonly name: string
}

/** A secret of the project. Its value stands for the one it will have: only its JSON keys are meant to be read. */
export function secretFact(
  records: ProjectRecords,
  region: string,
  id: string,
  version: SecretVersion,
): Fact<SecretFact> {
  const record = secretRecord(records, region, id)
  if (!record) return outside(records, 'secret', id, `aws secretsmanager describe-secret --secret-id ${id}`)
  const keyArn = customerKey(records, record, 'KmsKeyId', 'alias/aws/secretsmanager')
  return present(
    {
      arn: record.names[0] ?? id,
      markedForDeletion: valueAt(record, ['DeletedDate']) !== undefined,
      versionFound: versionFound(record, version),
      value: secretValue(records, record, version),
      ...(keyArn === undefined ? {} : { keyArn }),
    },
    sourceAt(record),
  )
}

/** Only an account knows the versions of a secret, as `VersionIdsToStages`; a new one has those that are asked for. */
function versionFound(
  record: WorldRecord,
  { versionStage = 'AWSCURRENT', versionId }: SecretVersion,
): boolean {
  const versions = record.properties.VersionIdsToStages
  if (!isMap(versions)) return true
  if (versionId !== undefined) return Object.hasOwn(versions, versionId)
  return Object.values(versions).some((stages) => Array.isArray(stages) && stages.includes(versionStage))
}

function secretValue(
  records: ProjectRecords,
  record: WorldRecord,
  { versionStage = 'AWSCURRENT', versionId }: SecretVersion,
): Fact<string> {
  const given = record.properties.SecretString
  const settledBy =
    given instanceof Unresolved ? `${given.reason}: ${given.settledBy}` : `the value of secret ${record.id}`
  const open = unknownFact(settledBy)
  const own = ownValue(records, record)
  if (own === undefined || hasOpenKey(own.text)) return open
  const isCurrent = versionStage === 'AWSCURRENT' && versionId === undefined
  if (!isCurrent && isMap(record.properties.VersionIdsToStages)) return open
  const attached = record.names.some(
    (name) => records.where('AWS::SecretsManager::SecretTargetAttachment', 'SecretId', name).length > 0,
  )
  if (!attached) return present(own.text, own.source)
  const object = jsonObject(own.text)
  // What the attachment adds depends on the database; the keys that AWS documents are these.
  const added = ['engine', 'host', 'port', 'dbname', 'dbInstanceIdentifier', 'dbClusterIdentifier']
  return object
    ? present(JSON.stringify({ ...Object.fromEntries(added.map((key) => [key, ''])), ...object }), own.source)
    : open
}

function ownValue(
  records: ProjectRecords,
  record: WorldRecord,
): { readonly text: string; readonly source: string } | undefined {
  const given = record.properties.SecretString
  if (given !== undefined && given !== null) {
    const text = records.textOf(given)
    const known = firstUnknown(given) === undefined
    // Where only members of a JSON object are not known, its keys are.
    if (text === undefined || (!known && !jsonObject(text))) return undefined
    return { text, source: sourceAt(record, 'SecretString') }
  }
  const generated = valueAt(record, ['GenerateSecretString'])
  if (!isMap(generated)) return undefined
  const source = sourceAt(record, 'GenerateSecretString')
  const key = records.textOf(generated.GenerateStringKey)
  const template = records.textOf(generated.SecretStringTemplate)
  if (key === undefined && template === undefined) return { text: 'a generated text', source }
  const object = template === undefined ? undefined : jsonObject(template)
  if (key === undefined || !object) return undefined
  return { text: JSON.stringify({ ...object, [key]: 'a generated text' }), source }
}

/** Whether one of the JSON keys is not known: it may be the one that is asked for. */
function hasOpenKey(text: string): boolean {
  return isUnknownText(text) && Object.keys(jsonObject(text) ?? {}).some(isUnknownText)
}

function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined
  } catch {
    return undefined
  }
}

/** The key that something is encrypted with, where it is not AWS's own. Key ids and aliases become the key's ARN. */
function customerKey(
  records: ProjectRecords,
  record: WorldRecord,
  property: string,
  aws: string,
): string | undefined {
  const given = records.text(record, property)
  if (given === undefined || given === aws || given.endsWith(`:${aws}`)) return undefined
  const alias = records.find('AWS::KMS::Alias', given)
  const target = alias ? records.text(alias, 'TargetKeyId') : given
  const key = records.find('AWS::KMS::Key', target)
  // Of AWS's own keys only an account knows: by their ARN they look like anybody's.
  if (key && records.text(key, 'KeyManager') === 'AWS') return undefined
  const arn = key?.names.find((name) => name.startsWith('arn:'))
  if (arn !== undefined) return arn
  if (target === undefined || parseArn(target)) return target
  return `arn:aws:kms:${record.region}:${record.account}:${target.startsWith('alias/') ? target : `key/${target}`}`
}

/** A parameter of the project. */
export function parameterFact(records: ProjectRecords, asked: AskedParameter): Fact<ParameterFact> {
  const { name, region, account, version, label } = asked
  const bare = (text: string | undefined): string => (text ?? '').replace(/^\//, '')
  const record = records
    .keyed('AWS::SSM::Parameter', 'bare name', (one) => [bare(one.names[0])], bare(name))
    .find((one) => one.region === region && one.account === account)
  if (!record) {
    return outside(records, 'parameter', name, `aws ssm get-parameter --region ${region} --name ${name}`)
  }
  if ((version !== undefined && version !== 1) || label !== undefined) {
    return unknownFact(`whether parameter ${name} has the version ${version ?? label}`)
  }
  const value = record.properties.Value
  const text = records.textOf(value)
  const known = text !== undefined && firstUnknown(value) === undefined
  const secure = records.text(record, 'Type') === 'SecureString'
  const keyArn = secure ? customerKey(records, record, 'KeyId', 'alias/aws/ssm') : undefined
  return present(
    {
      value: known ? present(text, sourceAt(record, 'Value')) : unknownFact(`the value of parameter ${name}`),
      ...(keyArn === undefined ? {} : { keyArn }),
    },
    sourceAt(record),
  )
}
