import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Json = Readonly<Record<string, unknown>>

/** One instance of a resource or data source of a plan. */
export interface PlannedResource {
  readonly after?: Json
  /** What is known only after apply, in the shape of `after`. */
  readonly unknown?: Json
  /** What each attribute is written with: its references, or a map of them for a block. */
  readonly written?: Json
  readonly forEach?: readonly string[]
}

/** A module that is called. */
export interface PlannedCall {
  readonly given?: Json
  readonly outputs?: Readonly<Record<string, readonly string[]>>
}

interface Module {
  readonly resources: Map<string, Json>
  readonly calls: Map<string, Module>
  readonly call: PlannedCall
}

/**
 * A plan as `terraform show -json` prints it, of resources by their addresses. References are lists of texts; anything
 * else that is written is a constant.
 */
export function planOf(
  resources: Readonly<Record<string, PlannedResource>>,
  calls: Readonly<Record<string, PlannedCall>> = {},
): Json {
  const root: Module = { resources: new Map(), calls: new Map(), call: {} }
  const changes = Object.entries(resources).map(([address, planned]) => {
    const path = [...address.matchAll(/module\.(\w+)(?:\[[^\]]*\])?\./g)]
    const own = address.slice(path.reduce((length, [whole]) => length + whole.length, 0))
    const [, data, type = '', name = '', index] =
      /^(data\.)?(\w+)\.(\w+)(?:\[("[^"]*"|\d+)\])?$/.exec(own) ?? []
    const mode = data === undefined ? 'managed' : 'data'
    const module = path.reduce((at, [, called = '']) => childOf(at, called, calls), root)
    const base = `${data ?? ''}${type}.${name}`
    const { after = {}, unknown = {}, written = {}, forEach } = planned
    module.resources.set(base, {
      ...{ address: base, mode, type, name, provider_config_key: 'aws', expressions: expressionsOf(written) },
      ...(forEach ? { for_each_expression: { references: forEach } } : {}),
    })
    const key = index === undefined ? {} : { index: JSON.parse(index) as unknown }
    const change = { actions: ['create'], before: null, after, after_unknown: unknown }
    return { address, mode, type, name, ...key, change }
  })
  return {
    format_version: '1.2',
    terraform_version: '1.11.0',
    planned_values: { root_module: {} },
    resource_changes: changes,
    configuration: {
      provider_config: {
        aws: { name: 'aws', expressions: { region: { constant_value: 'eu-west-1' } } },
      },
      root_module: moduleJson(root),
    },
  }
}

function childOf(module: Module, name: string, calls: Readonly<Record<string, PlannedCall>>): Module {
  const known = module.calls.get(name)
  if (known) return known
  const made: Module = { resources: new Map(), calls: new Map(), call: calls[name] ?? {} }
  module.calls.set(name, made)
  return made
}

function moduleJson({ resources, calls, call }: Module): Json {
  const outputs = Object.entries(call.outputs ?? {}).map(([name, references]) => [
    name,
    { expression: { references } },
  ])
  return {
    resources: [...resources.values()],
    outputs: Object.fromEntries(outputs) as Json,
    module_calls: Object.fromEntries(
      [...calls].map(([name, child]) => [
        name,
        { expressions: expressionsOf(child.call.given ?? {}), module: moduleJson(child) },
      ]),
    ),
  }
}

/** A list of texts is references; a list with a map in it is blocks. */
function expressionsOf(written: Json): Json {
  return Object.fromEntries(
    Object.entries(written).flatMap(([name, value]): [string, unknown][] => {
      if (value === undefined) return []
      if (!Array.isArray(value)) return [[name, { constant_value: value }]]
      const items = value as readonly unknown[]
      return items.some((item) => typeof item === 'object')
        ? [[name, items.map((item) => expressionsOf(item as Json))]]
        : [[name, { references: items }]]
    }),
  )
}

/** Hands a file with JSON to `use`, and takes it away afterwards. */
export async function withJsonFile<T>(json: unknown, use: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-plan-'))
  try {
    const path = join(folder, 'plan.json')
    writeFileSync(path, JSON.stringify(json))
    return await use(path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
