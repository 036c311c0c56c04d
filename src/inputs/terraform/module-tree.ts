import type { EvaluatedValue } from '../../model/template.ts'
import { isMap, scalarText } from '../records/project-records.ts'
import { jsonAt, type JsonMap, type TerraformDocument, type TerraformInstance } from './terraform-document.ts'

/** The key of `count` or `for_each`. */
export type InstanceKey = string | number

/** A module that is called: how it was written, and who calls it. */
export interface ModuleContext {
  /** `module.network`; empty for the root. */
  readonly address: string
  readonly configuration: JsonMap
  /** What its variables are given. */
  readonly call?: JsonMap
  readonly parent?: ModuleContext
  /** Which of its calls it is, where it is called several times. */
  readonly key?: InstanceKey
}

/** The modules of a plan, and the resources in them. */
export class ModuleTree {
  private readonly document: TerraformDocument
  private readonly modules = new Map<string, ModuleContext | undefined>()
  private readonly written = new Map<string, ReadonlyMap<string, JsonMap>>()
  private readonly calls = new Map<string, ReadonlySet<string>>()
  private readonly byBase = new Map<string, TerraformInstance[]>()
  private readonly byType = new Map<string, TerraformInstance[]>()

  constructor(document: TerraformDocument) {
    this.document = document
    for (const instance of document.instances) {
      const { module, mode, type, name } = instance
      const base = `${mode === 'data' ? 'data.' : ''}${type}.${name}`
      add(this.byBase, joined(module, base), instance)
      add(this.byType, joined(module, mode === 'data' ? `data.${type}` : type), instance)
    }
  }

  /** A module by its address; undefined in a state, and where it is not known how it was written. */
  moduleAt(address: string): ModuleContext | undefined {
    if (this.modules.has(address)) return this.modules.get(address)
    const context = this.openModule(address)
    this.modules.set(address, context)
    return context
  }

  /** How a resource was written; undefined in a state, and for modules that are not known. */
  configurationOf({ module, mode, type, name }: TerraformInstance): JsonMap | undefined {
    const known = this.written.get(module) ?? this.writtenIn(module)
    this.written.set(module, known)
    return known.get(`${mode} ${type}.${name}`)
  }

  private writtenIn(module: string): ReadonlyMap<string, JsonMap> {
    const resources = jsonAt(this.moduleAt(module)?.configuration, ['resources'])
    const items = Array.isArray(resources) ? (resources as readonly EvaluatedValue[]) : []
    return new Map(
      items.flatMap((item) =>
        isMap(item)
          ? [[`${scalarText(item.mode)} ${scalarText(item.type)}.${scalarText(item.name)}`, item] as const]
          : [],
      ),
    )
  }

  /** The instances of a resource, such as `aws_subnet.private`, in a module. */
  instancesOf({ address }: ModuleContext, base: string): readonly TerraformInstance[] {
    return this.byBase.get(joined(address, base)) ?? []
  }

  /** The instances of all resources of a type in a module; `data.aws_vpc` for a data source. */
  instancesOfType({ address }: ModuleContext, type: string): readonly TerraformInstance[] {
    return this.byType.get(joined(address, type)) ?? []
  }

  /** A module that is called several times is meant by its key, or by the key of who asks; otherwise it is not known. */
  childOf(
    { address }: ModuleContext,
    name: string,
    asking: InstanceKey | undefined,
  ): ModuleContext | undefined {
    const [plain = '', key] = /^([^[]+)(?:\[(.*)\])?$/.exec(name)?.slice(1) ?? []
    const base = joined(address, `module.${plain}`)
    const called = this.calls.get(base) ?? this.callsOf(base)
    this.calls.set(base, called)
    const wanted = key === undefined ? undefined : `[${key}]`
    const own = asking === undefined ? undefined : `[${JSON.stringify(asking)}]`
    const [only] = called
    const chosen =
      [wanted, own].find((one) => one !== undefined && called.has(one)) ??
      (called.size === 1 && wanted === undefined ? only : undefined)
    if (chosen !== undefined) return this.moduleAt(`${base}${chosen}`)
    return called.size === 0 ? this.moduleAt(base) : undefined
  }

  /** The keys under which a module is called, as they stand in addresses; one that is empty where it is called once. */
  private callsOf(base: string): ReadonlySet<string> {
    return new Set(
      this.document.instances.flatMap(({ module }) =>
        module === base || module.startsWith(`${base}.`) || module.startsWith(`${base}[`)
          ? [/^(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/.exec(module.slice(base.length))?.[0] ?? '']
          : [],
      ),
    )
  }

  private openModule(address: string): ModuleContext | undefined {
    if (address === '') return { address, configuration: this.document.configuration }
    const found = /^(?:(.*)\.)?module\.([^.[]+)(?:\[("(?:[^"\\]|\\.)*"|\d+)\])?$/.exec(address)
    const [, parentAddress = '', name = '', key] = found ?? []
    const parent = found ? this.moduleAt(parentAddress) : undefined
    const call = jsonAt(parent?.configuration, ['module_calls', name])
    const configuration = jsonAt(call, ['module'])
    return parent && isMap(call) && isMap(configuration)
      ? {
          address,
          configuration,
          call,
          parent,
          ...(key === undefined ? {} : { key: JSON.parse(key) as InstanceKey }),
        }
      : undefined
  }
}

function add(map: Map<string, TerraformInstance[]>, key: string, instance: TerraformInstance): void {
  const known = map.get(key)
  if (known) known.push(instance)
  else map.set(key, [instance])
}

function joined(module: string, rest: string): string {
  return module === '' ? rest : `${module}.${rest}`
}
