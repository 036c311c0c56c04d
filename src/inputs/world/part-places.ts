import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { parameterArn } from '../../launch/secret-steps.ts'
import { parseImageReference } from '../../launch/image-reference.ts'
import type { LaunchRequest } from '../../model/launch/request.ts'
import { isMap, valueAt } from '../records/project-records.ts'
import { placeText } from '../records/world-record.ts'
import type { RecordPath, WorldRecord } from '../records/world-record.ts'
import { memberName } from './api-shape.ts'

/** What a launch was read from. */
export interface LaunchSources {
  readonly definition: WorldRecord
  /** The service, rule or schedule, and where in it the settings of the launch stand. */
  readonly user?: { readonly record: WorldRecord; readonly path: RecordPath }
}

/** Where the parts of a launch were written, by the ids of its steps and the parts that causes name. */
export function partPlaces(
  launch: EvaluatedLaunch,
  { definition, user }: LaunchSources,
): (part: string) => string | undefined {
  return (part) => {
    const own = definitionPath(part, launch)
    const inDefinition = own && placeAt(definition, [], own)
    if (inDefinition !== undefined) return inDefinition
    const inUser = user && placeAt(user.record, baseOf(part, user.path), userPath(part, launch.request))
    if (inUser !== undefined) return inUser
    const [kind = ''] = part.split('/')
    const whole = user && placeAt(user.record, user.path, userPath(kind, launch.request))
    if (kinds.has(kind) && whole !== undefined) return whole
    const direct = part.split('/')
    return placeAt(definition, [], direct.slice(0, 1)) ?? placeText(definition.source)
  }
}

/** Parts that are told as a whole where the member that is meant is not there. */
const kinds = new Set(['networkConfiguration', 'serviceConnectConfiguration'])

/** Steps by the API's names; each finds the property that has this name. */
type ApiPath = readonly (string | number)[]

function placeAt(record: WorldRecord, base: RecordPath, path: ApiPath | undefined): string | undefined {
  if (path === undefined || path.length === 0) return undefined
  const real: (string | number)[] = [...base]
  for (const step of path) {
    const value = valueAt(record, real)
    const key =
      typeof step === 'number' || !isMap(value)
        ? step
        : Object.keys(value).find((name) => name === step || memberName(name) === step)
    if (key === undefined) return undefined
    real.push(key)
  }
  const source = record.placeOf(real)
  return source && placeText(source)
}

function definitionPath(part: string, launch: EvaluatedLaunch): ApiPath | undefined {
  const [kind = '', first = '', ...rest] = part.split('/')
  const { definition } = launch.request
  const containers = definition.containerDefinitions ?? []
  const index = containers.findIndex(({ name }) => name === first)
  const container = containers[index]
  const at = (...path: (string | number)[]): ApiPath | undefined =>
    container ? ['containerDefinitions', index, ...path] : undefined
  switch (kind) {
    case 'role':
      return [first === 'task' ? 'taskRoleArn' : 'executionRoleArn']
    case 'secret':
    case 'secrets':
      return container && secretPath(index, container, rest.join('/'))
    case 'parameters':
      return parametersPath(part, launch)
    case 'env-file':
      return at('environmentFiles', Number(rest[0]) - 1, 'value')
    case 'log-driver':
      return at(
        'logConfiguration',
        ...(container?.logConfiguration?.options?.['awslogs-group'] === undefined
          ? []
          : ['options', 'awslogs-group']),
      )
    case 'image':
      return at('image')
    case 'registry-secret':
      return at('repositoryCredentials', 'credentialsParameter')
    case 'registry-auth':
      return registryPath(containers, first)
    case 'volume': {
      const volume = (definition.volumes ?? []).findIndex(({ name }) => name === first)
      return volume < 0 ? undefined : ['volumes', volume]
    }
    case 'healthCheck':
      return at('healthCheck')
    case 'portMappings': {
      const port = (container?.portMappings ?? []).findIndex((one) => String(one.containerPort) === rest[0])
      return port < 0 ? undefined : at('portMappings', port)
    }
    case 'container':
      return at(...(rest.length === 0 ? ['name'] : rest))
    default:
      return undefined
  }
}

type Containers = NonNullable<LaunchRequest['definition']['containerDefinitions']>

function secretPath(index: number, container: Containers[number], name: string): ApiPath | undefined {
  const option = /^log\/(.+)$/.exec(name)?.[1]
  const options = container.logConfiguration?.secretOptions ?? []
  const logged = option === undefined ? -1 : options.findIndex((one) => one.name === option)
  if (logged >= 0)
    return ['containerDefinitions', index, 'logConfiguration', 'secretOptions', logged, 'valueFrom']
  const secret = (container.secrets ?? []).findIndex((one) => one.name === name)
  return secret < 0 ? undefined : ['containerDefinitions', index, 'secrets', secret, 'valueFrom']
}

/** Of the parameters of one call the first that something is wrong with, or the first at all. */
function parametersPath(part: string, { steps, request }: EvaluatedLaunch): ApiPath | undefined {
  const found = steps.find(({ step }) => step.id === part)
  if (found?.step.requires.kind !== 'parameters') return undefined
  const { references } = found.step.requires
  const denied = new Set(
    found.inSubnets
      .flatMap(({ troubles }) => troubles)
      .flatMap(({ ground }) => (ground.kind === 'access' ? [ground.request.resource] : [])),
  )
  const meant = references.find((one) => denied.has(parameterArn(one))) ?? references[0]
  const containers = request.definition.containerDefinitions ?? []
  for (const [index, container] of containers.entries()) {
    const all = [
      ...(container.secrets ?? []),
      ...(container.logConfiguration?.secretOptions ?? []).map((one) => ({
        ...one,
        name: `log/${one.name}`,
      })),
    ]
    const secret = all.find(({ valueFrom }) => valueFrom === meant?.valueFrom)
    if (secret) return secretPath(index, container, secret.name ?? '')
  }
  return undefined
}

function registryPath(containers: Containers, region: string): ApiPath | undefined {
  const index = containers.findIndex(({ image }) => parseImageReference(image ?? '').ecr?.region === region)
  return index < 0 ? undefined : ['containerDefinitions', index, 'image']
}

/** Of a target, cluster and role stand beside what is about the task. */
function baseOf(part: string, path: RecordPath): RecordPath {
  return (part === 'arn' || part === 'roleArn' || part === 'input') && path.at(-1) === 'EcsParameters'
    ? path.slice(0, -1)
    : path
}

function userPath(part: string, { service }: LaunchRequest): ApiPath | undefined {
  const [kind = '', ...rest] = part.split('/')
  if (kind === 'network-interface') return ['networkConfiguration']
  if (kind === 'networkConfiguration')
    return [kind, ...(rest.length === 0 ? [] : ['awsvpcConfiguration', ...rest])]
  if (kind === 'serviceRole') return ['role']
  if (kind === 'placementStrategies') return ['placementStrategy']
  if (kind === 'serviceConnectConfiguration' && rest.length > 0) {
    const services = service?.serviceConnectConfiguration?.services ?? []
    const index = services.findIndex(({ portName }) => portName === rest.join('/'))
    return index < 0 ? [kind, ...rest] : [kind, 'services', index, 'portName']
  }
  if (kind === 'loadBalancers' && rest.length > 0) {
    const index = (service?.loadBalancers ?? []).findIndex(
      ({ containerName, containerPort }) => `${containerName}/${containerPort}` === rest.join('/'),
    )
    return ['loadBalancers', ...(index < 0 ? [] : [index])]
  }
  if (kind === 'registration') {
    const arn = rest.join('/')
    const group = (service?.loadBalancers ?? []).findIndex(({ targetGroupArn }) => targetGroupArn === arn)
    if (group >= 0) return ['loadBalancers', group]
    const registry = (service?.serviceRegistries ?? []).findIndex(({ registryArn }) => registryArn === arn)
    return registry >= 0 ? ['serviceRegistries', registry] : ['serviceConnectConfiguration']
  }
  return [kind]
}
