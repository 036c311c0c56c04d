import type { PortMapping, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { containersOf, refused, type ContainerScope } from './definition-scope.ts'
import { verified, type Refusal, type Rule } from './refusal.ts'
import { knownItems } from './unsettled.ts'

const MAX_PORT = 65_535
/** Lower-case letters, digits, underscores and hyphens, not starting with a hyphen (API reference, PortMapping). */
const portName = /^[a-z0-9_][a-z0-9_-]{0,63}$/

/** One port mapping where rules look at it. */
interface MappingScope extends ContainerScope {
  readonly mapping: PortMapping
  readonly mappingPart: string
}

/** The port mappings of all containers: each alone, and that no two of one task get in each other's way. */
export function portRules(task: RegisterTaskDefinitionRequest): readonly Rule[] {
  const names = new Set<string>()
  const taken = new Set<string>()
  const takenOnHost = new Set<string>()
  return containersOf(task).flatMap((scope) => [
    ...mappingsOf(scope).flatMap((mapping): Rule[] => [
      () => rangeRefusal(mapping),
      () => matchRefusal(mapping),
      () => nameRefusal(mapping, names),
      () => takenRefusal(mapping, taken),
      () => hostPortRefusal(mapping, takenOnHost),
    ]),
    () => protocolRefusals(scope),
  ])
}

function mappingsOf(scope: ContainerScope): MappingScope[] {
  return knownItems(() => scope.container.portMappings).map(({ item: mapping, index }) => ({
    ...scope,
    mapping,
    mappingPart: `${scope.part}/portMappings/${index}`,
  }))
}

function rangeRefusal({ container, mapping, mappingPart }: MappingScope): Refusal | undefined {
  const { containerPort, containerPortRange, hostPort } = mapping
  const invalid = (member: string): Refusal =>
    refused('port', mappingPart, `Invalid '${member}' setting for container '${container.name}'.`)
  if (containerPortRange !== undefined) {
    if (containerPort !== undefined || hostPort !== undefined)
      return refused('port', mappingPart, 'cannot specify both single port and port range')
    return portsOf(mapping) ? undefined : invalid('containerPortRange')
  }
  if (!portsOf(mapping)) return invalid('containerPort')
  return hostPort !== undefined && (hostPort < 0 || hostPort > MAX_PORT) ? invalid('hostPort') : undefined
}

/** The first and the last port of a mapping; undefined where they are none. */
function portsOf({ containerPort, containerPortRange }: PortMapping): readonly [number, number] | undefined {
  if (containerPortRange === undefined) {
    const isPort = containerPort !== undefined && containerPort >= 1 && containerPort <= MAX_PORT
    return isPort ? [containerPort, containerPort] : undefined
  }
  const [, first = '0', last = '0'] = /^(\d+)-(\d+)$/.exec(containerPortRange) ?? []
  const [from, to] = [Number(first), Number(last)]
  return from >= 1 && from < to && to <= MAX_PORT ? [from, to] : undefined
}

/** Where container and host have one network, a port is the same on both (spec ERRORS A-08). */
function matchRefusal({ task: { networkMode }, mapping, mappingPart }: MappingScope): Refusal | undefined {
  if (networkMode !== 'awsvpc' && networkMode !== 'host') return undefined
  const { containerPort, hostPort } = mapping
  if (hostPort === undefined || hostPort === containerPort || (hostPort === 0 && networkMode === 'host'))
    return undefined
  return refused(
    'host-port-differs',
    mappingPart,
    `When networkMode=${networkMode}, the host ports and container ports in port mappings must match.`,
    verified,
  )
}

function* nameRefusal({ mapping, mappingPart }: MappingScope, names: Set<string>): Generator<Refusal> {
  const { name, appProtocol, protocol } = mapping
  if (appProtocol !== undefined && protocol === 'udp') {
    yield refused(
      'port-protocol',
      mappingPart,
      "appProtocol cannot be specified when the 'udp' protocol is used.",
    )
  }
  if (name === undefined) return
  if (!portName.test(name))
    yield refused('port-name', mappingPart, 'Port mapping name contains invalid characters.')
  if (names.has(name)) yield refused('port-name-taken', mappingPart, 'port mapping name is already used')
  names.add(name)
}

/** The containers of one network namespace cannot listen on the same port twice. */
function takenRefusal(
  { task: { networkMode }, mapping, mappingPart }: MappingScope,
  taken: Set<string>,
): Refusal | undefined {
  if (networkMode !== 'awsvpc' && networkMode !== 'host') return undefined
  const { protocol = 'tcp' } = mapping
  const [from, to] = portsOf(mapping) ?? [1, 0]
  let isTaken = false
  for (let port = from; port <= to; port += 1) {
    const key = `${port}/${protocol}`
    isTaken ||= taken.has(key)
    taken.add(key)
  }
  return isTaken
    ? refused('port-taken', mappingPart, 'container port is used multiple times in task')
    : undefined
}

/**
 * A port of the instance goes to one container; without one, the instance gives any that is free
 * (https://github.com/aws/amazon-ecs-agent/issues/1220).
 */
function hostPortRefusal(
  { task: { networkMode = 'bridge' }, mapping, mappingPart }: MappingScope,
  taken: Set<string>,
): Refusal | undefined {
  const { hostPort, protocol = 'tcp' } = mapping
  if (networkMode !== 'bridge' || hostPort === undefined || hostPort === 0) return undefined
  const key = `${hostPort}/${protocol}`
  if (!taken.has(key)) {
    taken.add(key)
    return undefined
  }
  const text = `${protocol.toUpperCase()} host port '${hostPort}' is mapped multiple times in task.`
  return refused('host-port-taken', mappingPart, text, verified)
}

/** One container port has one protocol (API reference, PortMapping.containerPort; spec ERRORS A-16). */
function* protocolRefusals({ container, part }: ContainerScope): Generator<Refusal> {
  const protocols = new Map<number, string>()
  for (const { item, index } of knownItems(() => container.portMappings)) {
    const { containerPort, protocol = 'tcp' } = item
    if (containerPort === undefined) continue
    const other = protocols.get(containerPort)
    if (other !== undefined && other !== protocol) {
      yield refused(
        'port-exposed-twice',
        `${part}/portMappings/${index}`,
        "You can't expose the same container port for multiple protocols.",
      )
    }
    protocols.set(containerPort, protocol)
  }
}
