import { Buffer } from 'node:buffer'
import type { InstancePattern, InstanceRole } from '../../launch/registration/asked-launch.ts'
import type { EvaluatedValue } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import {
  isMap,
  mapsAt,
  numberOf,
  sourceAt,
  valueAt,
  type ProjectRecords,
} from '../records/project-records.ts'
import type { RecordPath, WorldRecord } from '../records/world-record.ts'

type JsonMap = Readonly<Record<string, EvaluatedValue>>

const groupType = 'AWS::AutoScaling::AutoScalingGroup'

/**
 * What the Auto Scaling groups of a project launch, each by its launch template or configuration. Undefined where there
 * is none, and where anything of what launches instances is kept elsewhere.
 */
export function instancePatterns(records: ProjectRecords): readonly InstancePattern[] | undefined {
  const known = projects.get(records) ?? { patterns: patternsIn(records) }
  projects.set(records, known)
  return known.patterns
}

/** Each service of a project asks. */
const projects = new WeakMap<ProjectRecords, { readonly patterns: readonly InstancePattern[] | undefined }>()

function patternsIn(records: ProjectRecords): readonly InstancePattern[] | undefined {
  const groups = records.ofType(groupType)
  const others = ['AWS::EC2::Instance', 'AWS::EC2::EC2Fleet', 'AWS::EC2::SpotFleet']
  if (groups.length === 0 || others.some((type) => records.ofType(type).length > 0)) return undefined
  const patterns = groups.map((group) => patternOf(records, group))
  return patterns.every((one) => one !== undefined) ? patterns : undefined
}

function patternOf(records: ProjectRecords, group: WorldRecord): InstancePattern | undefined {
  const template = launched(records, group)
  if (template === undefined) return undefined
  const { record, path } = template
  const data = path.length === 0 ? record.properties : valueAt(record, path)
  if (!isMap(data)) return undefined
  const at = (name: string): string => sourceAt(record, ...path, name) ?? sourceAt(record)
  const maxSize = numberOf(group.properties.MaxSize)
  const role = roleOf(records, data.IamInstanceProfile, at('IamInstanceProfile'))
  const joins = clusterOf(data.UserData)
  return {
    name: group.id,
    source: sourceAt(record),
    instanceTypes: typesOf(records, group, data),
    subnetIds: records.texts(group, 'VPCZoneIdentifier'),
    ...interfaceOf(records, record, path),
    ...(maxSize === undefined ? {} : { maxSize }),
    ...(role === undefined ? {} : { role }),
    ...(joins === undefined ? {} : { joins: { cluster: joins, source: at('UserData') } }),
  }
}

/** The launch template or configuration that a group names, and where in it the instance is described. */
function launched(
  records: ProjectRecords,
  group: WorldRecord,
): { readonly record: WorldRecord; readonly path: RecordPath } | undefined {
  const configuration = records.find(
    'AWS::AutoScaling::LaunchConfiguration',
    records.text(group, 'LaunchConfigurationName'),
  )
  if (configuration) return { record: configuration, path: [] }
  const mixed = ['MixedInstancesPolicy', 'LaunchTemplate', 'LaunchTemplateSpecification']
  for (const path of [['LaunchTemplate'], mixed]) {
    const named =
      records.text(group, ...path, 'LaunchTemplateId') ?? records.text(group, ...path, 'LaunchTemplateName')
    const [byName] = records.where('AWS::EC2::LaunchTemplate', 'LaunchTemplateName', named ?? '')
    const record = records.find('AWS::EC2::LaunchTemplate', named) ?? byName
    if (record) return { record, path: ['LaunchTemplateData'] }
  }
  return undefined
}

/** Empty where they are not known, or chosen by what they have. */
function typesOf(records: ProjectRecords, group: WorldRecord, data: JsonMap): readonly string[] {
  const overrides = mapsAt(group, 'MixedInstancesPolicy', 'LaunchTemplate', 'Overrides')
  const own = records.textOf(data.InstanceType)
  const all =
    overrides.length > 0 ? overrides.map(([, { InstanceType }]) => records.textOf(InstanceType)) : [own]
  return all.every((type) => type !== undefined && /^[a-z0-9-]+\.[a-z0-9-]+$/.test(type))
    ? (all as string[])
    : []
}

/** The role in the profile of the instances; undefined where that is not known. */
function roleOf(
  records: ProjectRecords,
  profile: EvaluatedValue | undefined,
  source: string,
): InstanceRole | undefined {
  if (profile instanceof Unresolved) return undefined
  if (profile === undefined || profile === null) return { source }
  const named = isMap(profile)
    ? (records.textOf(profile.Arn) ?? records.textOf(profile.Name))
    : records.textOf(profile)
  const record = records.find('AWS::IAM::InstanceProfile', named)
  const [role] = record ? records.texts(record, 'Roles') : []
  const roleArn = records.find('AWS::IAM::Role', role)?.names.find((name) => name.startsWith('arn:'))
  return roleArn === undefined ? undefined : { roleArn, source }
}

/** The groups and the address of the first interface, where they are written in either of two ways. */
function interfaceOf(
  records: ProjectRecords,
  record: WorldRecord,
  path: RecordPath,
): Pick<InstancePattern, 'securityGroupIds' | 'hasPublicAddress'> {
  const data = path.length === 0 ? record.properties : valueAt(record, path)
  const listed = isMap(data) ? data.NetworkInterfaces : undefined
  const first: unknown = Array.isArray(listed) ? listed[0] : undefined
  const own = isMap(first as EvaluatedValue) ? (first as JsonMap) : {}
  const groups =
    own.Groups === undefined ? [] : records.texts(record, ...path, 'NetworkInterfaces', 0, 'Groups')
  const named = ['SecurityGroupIds', 'SecurityGroups'].flatMap((name) => records.texts(record, ...path, name))
  const address = own.AssociatePublicIpAddress ?? (isMap(data) ? data.AssociatePublicIpAddress : undefined)
  return {
    securityGroupIds: groups.length > 0 ? groups : named,
    ...(typeof address === 'boolean' ? { hasPublicAddress: address } : {}),
  }
}

const settings = [
  /\bECS_CLUSTER\s*=\s*["']?([\w-]+)/,
  /-Cluster\s+["']?([\w-]+)/i,
  /^\s*cluster\s*=\s*["']([\w-]+)["']/m,
]

/** The cluster that the agent is told to join; an empty name where nothing speaks of ECS, undefined where it is not known. */
function clusterOf(userData: EvaluatedValue | undefined): string | undefined {
  if (userData === undefined || userData === null) return ''
  if (typeof userData !== 'string') return undefined
  const text = Buffer.from(userData, 'base64').toString('utf8')
  for (const setting of settings) {
    const name = setting.exec(text)?.[1]
    if (name !== undefined) return name
  }
  return /ecs|s3:|curl|wget|cfn-init|include/i.test(text) ? undefined : ''
}
