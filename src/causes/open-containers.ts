import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import { Unresolved } from '../model/template.ts'

/**
 * What would settle the names of a task's containers, and with `ports` their port mappings; undefined where all are
 * known. A launch is made of what is known, so that a container that is missing from it may well be there.
 */
export function openContainers({ asked }: EvaluatedLaunch, ports?: 'ports'): string | undefined {
  const definition: unknown = asked?.definition
  const containers = memberOf(definition, 'containerDefinitions')
  const names = itemsOf(containers).map((container) => memberOf(container, 'name'))
  const mappings = itemsOf(containers).map((container) => memberOf(container, 'portMappings'))
  const parts = mappings.flatMap((list) =>
    itemsOf(list).flatMap((one) => [one, memberOf(one, 'name'), memberOf(one, 'containerPort')]),
  )
  const open = [
    definition,
    containers,
    ...itemsOf(containers),
    ...names,
    ...(ports ? [...mappings, ...parts] : []),
  ].find((value) => value instanceof Unresolved)
  return open && `${open.reason}: ${open.settledBy}`
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}

function memberOf(value: unknown, name: string): unknown {
  const isMap = typeof value === 'object' && value !== null && !(value instanceof Unresolved)
  return isMap ? (value as Readonly<Record<string, unknown>>)[name] : undefined
}
