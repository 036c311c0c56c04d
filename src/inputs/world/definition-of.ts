import type { ContainerDefinition, PortMapping } from '@aws-sdk/client-ecs'
import type { RegisteredDefinition } from '../../model/ecs/task-definition.ts'
import { isUnknownText } from '../../model/unknown-text.ts'
import type { ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { apiShape } from './api-shape.ts'

/** The launch as far as it bears on how its task definition is read. */
export interface DefinitionUse {
  /** The task gets a network interface of its own, whatever the network mode is that is not known. */
  readonly hasInterface: boolean
}

/** A task definition as ECS would show it once it is registered: by the API's names, with its defaults. */
export function definitionOf(
  records: ProjectRecords,
  record: WorldRecord,
  { hasInterface }: DefinitionUse,
): RegisteredDefinition {
  const { tags: _tags, ...shape } = apiShape(record.properties, records.unknowns) as RegisteredDefinition & {
    readonly tags?: unknown
  }
  const given = record.properties.NetworkMode ?? record.properties.networkMode
  const networkMode = shape.networkMode ?? (given !== undefined && hasInterface ? 'awsvpc' : undefined)
  const { region, account } = record
  return {
    ...shape,
    family: familyOf(records, record),
    ...(networkMode === undefined ? {} : { networkMode }),
    ...roles(shape, account),
    containerDefinitions: (shape.containerDefinitions ?? []).map((container) =>
      completeContainer(container, networkMode, { region, account }),
    ),
    volumes: shape.volumes ?? [],
    placementConstraints: shape.placementConstraints ?? [],
  }
}

/** The family of a task definition. */
export function familyOf(records: ProjectRecords, record: WorldRecord): string {
  const own = records.text(record, 'Family') ?? records.text(record, 'family')
  const arn = record.names.find((name) => name.includes(':task-definition/'))
  return own ?? arn?.replace(/^.*\//, '').replace(/:\d+$/, '') ?? record.id
}

/** The ARN of a role, which may be given by its name alone; undefined where none is given. */
export function roleArnOf(role: string | undefined, account: string): string | undefined {
  if (role === undefined || role === '') return undefined
  const isName = /^[\w+=,.@-]{1,64}$/.test(role) && !isUnknownText(role)
  return isName ? `arn:aws:iam::${account}:role/${role}` : role
}

function roles(
  { executionRoleArn, taskRoleArn }: RegisteredDefinition,
  account: string,
): Pick<RegisteredDefinition, 'executionRoleArn' | 'taskRoleArn'> {
  return {
    executionRoleArn: roleArnOf(executionRoleArn, account),
    taskRoleArn: roleArnOf(taskRoleArn, account),
  }
}

interface Place {
  readonly region: string
  readonly account: string
}

function completeContainer(
  container: ContainerDefinition,
  networkMode: string | undefined,
  place: Place,
): ContainerDefinition {
  return {
    ...container,
    cpu: container.cpu ?? 0,
    essential: container.essential ?? true,
    environment: container.environment ?? [],
    mountPoints: container.mountPoints ?? [],
    volumesFrom: container.volumesFrom ?? [],
    portMappings: (container.portMappings ?? []).map((mapping) => completePort(mapping, networkMode)),
    ...(container.secrets
      ? {
          secrets: container.secrets.map((secret) => ({
            ...secret,
            valueFrom: readableSecret(secret.valueFrom ?? '', place),
          })),
        }
      : {}),
    ...(container.environmentFiles
      ? {
          environmentFiles: container.environmentFiles.map((file) => ({
            ...file,
            value: readableObject(file.value ?? ''),
          })),
        }
      : {}),
  }
}

function completePort(mapping: PortMapping, networkMode: string | undefined): PortMapping {
  const { containerPort, hostPort, protocol = 'tcp' } = mapping
  if (containerPort === undefined) return { ...mapping, protocol }
  const own = networkMode === 'awsvpc' || networkMode === 'host'
  return { ...mapping, containerPort, hostPort: hostPort ?? (own ? containerPort : 0), protocol }
}

/** Only the ARN of a secret is followed by a JSON key, a stage and an id: what is not known before them is one. */
function readableSecret(valueFrom: string, { region, account }: Place): string {
  const fields = /^(UNKNOWN_[A-Za-z0-9]*_)((?::[^:]*){3})$/.exec(valueFrom)
  if (!fields) return valueFrom
  return `arn:aws:secretsmanager:${region}:${account}:secret:${fields[1]}${fields[2]}`
}

/** The ARN of an object, of which the beginning may not be known. */
function readableObject(value: string): string {
  if (!isUnknownText(value) || value.startsWith('arn:aws:s3:::')) return value
  const path = value.replace(/^arn:[^:]*:s3:::/, '')
  return `arn:aws:s3:::${path.includes('/') ? path : `${path}/${path}`}`
}
