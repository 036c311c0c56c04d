import { parseArn } from '../../model/arn.ts'
import type { EvaluatedValue } from '../../model/template.ts'
import { parseImageReference } from '../../launch/image-reference.ts'
import { isMalformed, parseValueFrom } from '../../launch/value-from.ts'
import { isMap } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { memberName } from '../world/api-shape.ts'

/** The kinds of things that are followed from what refers to them. */
export type ReferenceKind =
  | 'bucket'
  | 'cluster'
  | 'image'
  | 'key'
  | 'log-group'
  | 'managed-policy'
  | 'object'
  | 'parameter'
  | 'prefix-list'
  | 'role'
  | 'secret'
  | 'security-group'
  | 'subnet'
  | 'target-group'
  | 'task-definition'
  | 'vpc'

/** A thing that something refers to. */
export interface Reference {
  readonly kind: ReferenceKind
  /** Its name, id or ARN; `bucket/key` of an object. */
  readonly name: string
  readonly region: string
  readonly account: string
  /** Of a secret: one of its JSON keys is asked for. */
  readonly jsonKey?: string
}

type Place = Pick<Reference, 'region' | 'account'>
type Read = (text: string, place: Place, record: WorldRecord) => readonly Reference[]

/** A thing with an id that AWS gave. What a template makes has none yet. */
const byId =
  (kind: ReferenceKind, prefix: string): Read =>
  (name, place) =>
    name.startsWith(prefix) ? [{ kind, name, ...place }] : []

/** A thing that may lie in the region and account that its ARN names. */
const byArn =
  (kind: ReferenceKind): Read =>
  (name, place) => {
    const arn = parseArn(name)
    const region = arn === undefined || arn.region === '' ? place.region : arn.region
    return [{ kind, name, region, account: arn?.account ? arn.account : place.account }]
  }

const valueFrom: Read = (text, place) => {
  const reference = parseValueFrom(text, place)
  if (isMalformed(reference)) return []
  const { region, account } = reference
  if (reference.service === 'ssm')
    return [{ kind: 'parameter', name: reference.parameterName, region, account }]
  const { secretArn: name, jsonKey } = reference
  return [{ kind: 'secret', name, region, account, ...(jsonKey === undefined ? {} : { jsonKey }) }]
}

const environmentFile: Read = (text, place) => {
  const [, name] = /^arn:[^:]*:s3:::(.+)$/.exec(text) ?? []
  if (name === undefined || !name.includes('/')) return []
  const bucket = name.slice(0, name.indexOf('/'))
  return [
    { kind: 'bucket', name: bucket, ...place },
    { kind: 'object', name, ...place },
  ]
}

const image: Read = (name) => {
  const { ecr } = parseImageReference(name)
  return ecr ? [{ kind: 'image', name, ...ecr }] : []
}

const logGroup: Read = (name, place, record) => {
  const regions = new Set(
    textsAt(record.properties, 'containerDefinitions.*.logConfiguration.options'.split('.'), (value) =>
      isMap(value) && value['awslogs-group'] === name ? value['awslogs-region'] : undefined,
    ),
  )
  const where = regions.size === 0 ? [place.region] : [...regions]
  return where.map((region) => ({ kind: 'log-group', name, ...place, region }))
}

const network = 'networkConfiguration.awsvpcConfiguration'
const inTarget = (prefix: string): readonly (readonly [string, Read])[] => [
  [`${prefix}.arn`, byArn('cluster')],
  [`${prefix}.roleArn`, byArn('role')],
  [`${prefix}.ecsParameters.taskDefinitionArn`, byArn('task-definition')],
  [`${prefix}.ecsParameters.${network}.subnets.*`, byId('subnet', 'subnet-')],
  [`${prefix}.ecsParameters.${network}.securityGroups.*`, byId('security-group', 'sg-')],
]
const container = 'containerDefinitions.*'

/** Where records refer to other things, by their type: paths by the API's names, `*` for each of a list. */
const paths: Readonly<Record<string, readonly (readonly [path: string, read: Read])[]>> = {
  'AWS::ECS::Service': [
    ['taskDefinition', byArn('task-definition')],
    ['cluster', byArn('cluster')],
    ['role', byArn('role')],
    [`${network}.subnets.*`, byId('subnet', 'subnet-')],
    [`${network}.securityGroups.*`, byId('security-group', 'sg-')],
    ['loadBalancers.*.targetGroupArn', byArn('target-group')],
  ],
  'AWS::Scheduler::Schedule': inTarget('target'),
  'AWS::Events::Rule': inTarget('targets.*'),
  'AWS::ECS::TaskDefinition': [
    ['executionRoleArn', byArn('role')],
    ['taskRoleArn', byArn('role')],
    [`${container}.image`, image],
    [`${container}.secrets.*.valueFrom`, valueFrom],
    [`${container}.logConfiguration.secretOptions.*.valueFrom`, valueFrom],
    [`${container}.repositoryCredentials.credentialsParameter`, valueFrom],
    [`${container}.environmentFiles.*.value`, environmentFile],
    [`${container}.logConfiguration.options.awslogs-group`, logGroup],
  ],
  'AWS::IAM::Role': [
    ['managedPolicyArns.*', byArn('managed-policy')],
    ['permissionsBoundary', byArn('managed-policy')],
  ],
  'AWS::SecretsManager::Secret': [['kmsKeyId', byArn('key')]],
  'AWS::SSM::Parameter': [['keyId', byArn('key')]],
  'Seatrial::S3::Object': [['kmsKeyArn', byArn('key')]],
  'AWS::EC2::Subnet': [['vpcId', byId('vpc', 'vpc-')]],
  'AWS::EC2::VPCEndpoint': [
    ['vpcId', byId('vpc', 'vpc-')],
    ['securityGroupIds.*', byId('security-group', 'sg-')],
  ],
  'AWS::EC2::SecurityGroup': [
    ['vpcId', byId('vpc', 'vpc-')],
    ['securityGroupIngress.*.sourcePrefixListId', byId('prefix-list', 'pl-')],
    ['securityGroupEgress.*.destinationPrefixListId', byId('prefix-list', 'pl-')],
  ],
  'AWS::EC2::Route': [['destinationPrefixListId', byId('prefix-list', 'pl-')]],
  'AWS::EC2::NatGateway': [['subnetId', byId('subnet', 'subnet-')]],
}

/** What a record refers to. What is not known of it, or not a text, is left out. */
export function referencesOf(record: WorldRecord): readonly Reference[] {
  const { region, account } = record
  return (paths[record.type] ?? []).flatMap(([path, read]) =>
    textsAt(record.properties, path.split('.')).flatMap((text) => read(text, { region, account }, record)),
  )
}

/** The texts at a path; `take` chooses one from what stands there. */
function textsAt(
  value: EvaluatedValue | undefined,
  path: readonly string[],
  take: (value: EvaluatedValue) => EvaluatedValue | undefined = (one) => one,
): readonly string[] {
  if (value === undefined || value === null) return []
  const [step, ...rest] = path
  if (step === undefined) {
    const taken = take(value)
    return typeof taken === 'string' && taken !== '' ? [taken] : []
  }
  if (step === '*') {
    return Array.isArray(value)
      ? (value as readonly EvaluatedValue[]).flatMap((item) => textsAt(item, rest, take))
      : []
  }
  if (!isMap(value)) return []
  const key = Object.keys(value).find((name) => name === step || memberName(name) === step)
  return key === undefined ? [] : textsAt(value[key], rest, take)
}
