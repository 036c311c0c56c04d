import type { PublishedPort, ReachableHost } from '../../model/project.ts'
import type { Source } from '../../model/template.ts'
import type { ProblemList } from '../input-error.ts'
import type { SettingsNode } from './settings-node.ts'

const maxPort = 65_535

/** Reads `publish` in both its forms, and notes ports of this machine that are given away twice. */
export function readPublished(
  node: SettingsNode | undefined,
  problems: ProblemList,
): readonly PublishedPort[] {
  if (!node) return []
  const published = node.isList
    ? node.items().map((item) => listed(item))
    : node.entries().flatMap(({ key, value }) => value.items().map((pair) => paired(key, pair, problems)))
  const taken = new Map<number, Source>()
  for (const { hostPort, source } of published) {
    const first = taken.get(hostPort)
    if (first) {
      problems.add(`port ${hostPort} of this machine is published twice`, source, {
        expected: `a port of its own; the first is on line ${first.line}`,
      })
    } else taken.set(hostPort, source)
  }
  return published
}

function listed(item: SettingsNode): PublishedPort {
  const container = item.text('container')
  return {
    service: item.text('service') ?? '',
    ...(container === undefined ? {} : { container }),
    containerPort: Number(item.text('containerPort')),
    hostPort: Number(item.text('hostPort')),
    source: item.source,
  }
}

function paired(service: string, pair: SettingsNode, problems: ProblemList): PublishedPort {
  const [hostPort = 0, containerPort = 0] = pair.ownText.split(':').map(Number)
  for (const port of [hostPort, containerPort]) checkPort(port, pair.source, problems)
  return { service, containerPort, hostPort, source: pair.source }
}

function checkPort(port: number, source: Source, problems: ProblemList): void {
  if (port >= 1 && port <= maxPort) return
  problems.add(`${port} is not a port`, source, { expected: `a whole number from 1 to ${maxPort}` })
}

/** Reads `hosts`: name:port inside, port of 127.0.0.1 outside. */
export function readHosts(
  entries: readonly { readonly key: string; readonly keySource: Source; readonly value: SettingsNode }[],
  problems: ProblemList,
): readonly ReachableHost[] {
  return entries.map(({ key, keySource, value }) => {
    const colon = key.lastIndexOf(':')
    const port = Number(key.slice(colon + 1))
    checkPort(port, keySource, problems)
    return { name: key.slice(0, colon), port, hostPort: Number(value.ownText), source: keySource }
  })
}
