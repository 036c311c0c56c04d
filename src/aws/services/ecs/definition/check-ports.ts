import type { ContainerDefinition, PortMapping, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { clientException } from '../errors.ts'

const MAX_PORT = 65_535
/** Lower-case letters, digits, underscores and hyphens, not starting with a hyphen (API reference, PortMapping). */
const portName = /^[a-z0-9_][a-z0-9_-]{0,63}$/

/** Checks the port mappings of all containers: each alone, and that no two of one task get in each other's way. */
export function checkPorts({ networkMode, containerDefinitions = [] }: RegisterTaskDefinitionRequest): void {
  const shared = networkMode === 'awsvpc' || networkMode === 'host'
  const names = new Set<string>()
  const ports = new Map<number, string>()
  for (const container of containerDefinitions) {
    for (const mapping of container.portMappings ?? []) {
      const [from, to] = portsOf(container, mapping)
      checkMatch(mapping, networkMode)
      checkPortName(mapping, names)
      if (shared) takePorts(from, to, mapping.protocol ?? 'tcp', ports)
    }
    checkProtocols(container)
  }
}

function portsOf(
  { name }: ContainerDefinition,
  { containerPort, containerPortRange, hostPort }: PortMapping,
): readonly [number, number] {
  if (containerPortRange !== undefined) {
    if (containerPort !== undefined || hostPort !== undefined) {
      throw clientException('cannot specify both single port and port range')
    }
    const [, from = '0', to = '0'] = /^(\d+)-(\d+)$/.exec(containerPortRange) ?? []
    if (Number(from) < 1 || Number(from) >= Number(to) || Number(to) > MAX_PORT) {
      throw clientException(`Invalid 'containerPortRange' setting for container '${name}'.`)
    }
    return [Number(from), Number(to)]
  }
  if (containerPort === undefined || containerPort < 1 || containerPort > MAX_PORT) {
    throw clientException(`Invalid 'containerPort' setting for container '${name}'.`)
  }
  if (hostPort !== undefined && (hostPort < 0 || hostPort > MAX_PORT)) {
    throw clientException(`Invalid 'hostPort' setting for container '${name}'.`)
  }
  return [containerPort, containerPort]
}

function checkMatch({ containerPort, hostPort }: PortMapping, networkMode: string | undefined): void {
  if (networkMode !== 'awsvpc' && networkMode !== 'host') return
  if (hostPort === undefined || hostPort === containerPort || (hostPort === 0 && networkMode === 'host'))
    return
  throw clientException(
    `When networkMode=${networkMode}, the host ports and container ports in port mappings must match.`,
  )
}

function checkPortName({ name, appProtocol, protocol }: PortMapping, names: Set<string>): void {
  if (appProtocol !== undefined && protocol === 'udp') {
    throw clientException("appProtocol cannot be specified when the 'udp' protocol is used.")
  }
  if (name === undefined) return
  if (!portName.test(name)) throw clientException('Port mapping name contains invalid characters.')
  if (names.has(name)) throw clientException('port mapping name is already used')
  names.add(name)
}

/** The containers of one network namespace cannot listen on the same port twice. */
function takePorts(from: number, to: number, protocol: string, taken: Map<number, string>): void {
  for (let port = from; port <= to; port += 1) {
    if (taken.get(port) === protocol) throw clientException('container port is used multiple times in task')
    taken.set(port, protocol)
  }
}

/** One container port has one protocol (API reference, PortMapping.containerPort). */
function checkProtocols({ portMappings = [] }: ContainerDefinition): void {
  const protocols = new Map<number, string>()
  for (const { containerPort, protocol = 'tcp' } of portMappings) {
    if (containerPort === undefined) continue
    const other = protocols.get(containerPort)
    if (other !== undefined && other !== protocol) {
      throw clientException("You can't expose the same container port for multiple protocols.")
    }
    protocols.set(containerPort, protocol)
  }
}
