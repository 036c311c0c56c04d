import type { EvaluatedValue } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { isMap } from '../records/project-records.ts'
import type { ResourceIdentity } from '../records/resource-identity.ts'
import { jsonAt, type JsonMap, type TerraformDocument, type TerraformInstance } from './terraform-document.ts'

/** What a resource will be called, where it is not made yet. */
export type IdentityLookup = (instance: TerraformInstance) => ResourceIdentity | undefined

/** References within references beyond this depth are not followed. */
const maxDepth = 30

/** A module that is called: how it was written, and who calls it. */
interface ModuleContext {
  /** `module.network`; empty for the root. */
  readonly address: string
  readonly configuration: JsonMap
  /** What its variables are given. */
  readonly call?: JsonMap
  readonly parent?: ModuleContext
}

/**
 * The values of a plan. What is known only after apply is followed along the references of the configuration to what
 * the other resource will be called, and stays unresolved where that leads nowhere.
 */
export class TerraformValues {
  readonly document: TerraformDocument
  private readonly identities: IdentityLookup
  private readonly modules = new Map<string, ModuleContext | undefined>()
  private readonly byBase = new Map<string, TerraformInstance[]>()

  constructor(document: TerraformDocument, identities: IdentityLookup) {
    this.document = document
    this.identities = identities
    for (const instance of document.instances) {
      const key = baseOf(instance)
      this.byBase.set(key, [...(this.byBase.get(key) ?? []), instance])
    }
  }

  /** The value of an attribute: as planned, followed, or unresolved. Undefined where there is none. */
  attribute(instance: TerraformInstance, name: string, depth = 0): EvaluatedValue | undefined {
    const planned = instance.values[name]
    const unknown = jsonAt(instance.unknown, [name])
    const expressions = jsonAt(this.configurationOf(instance), ['expressions', name])
    if (unknown === true && expressions === undefined) return this.computed(instance, name)
    const value = this.merge(planned, unknown, expressions, { instance, name, depth })
    return value === null || value === '' ? undefined : value
  }

  /** How a resource was written; undefined in a state, and for modules that are not known. */
  configurationOf({ module, mode, type, name }: TerraformInstance): JsonMap | undefined {
    const resources = jsonAt(this.moduleAt(module)?.configuration, ['resources'])
    const items = Array.isArray(resources) ? (resources as readonly EvaluatedValue[]) : []
    return items.find(
      (item): item is JsonMap =>
        isMap(item) && item.mode === mode && item.type === type && item.name === name,
    )
  }

  /** The resources of a type that an attribute refers to. */
  referred(instance: TerraformInstance, name: string): readonly TerraformInstance[] {
    const expressions = jsonAt(this.configurationOf(instance), ['expressions', name])
    const context = this.moduleAt(instance.module)
    return referencesIn(expressions).flatMap((reference) =>
      context ? this.instancesOf(parseReference(reference), context, instance) : [],
    )
  }

  /** A value known before apply; undefined where it is not, such as a region that a variable gives. */
  constant(expression: EvaluatedValue | undefined): EvaluatedValue | undefined {
    const root = this.moduleAt('')
    return root && this.expression(expression, root, { depth: 0 })
  }

  private merge(
    planned: EvaluatedValue | undefined,
    unknown: EvaluatedValue | undefined,
    expressions: EvaluatedValue | undefined,
    asked: Asked,
  ): EvaluatedValue | undefined {
    if (unknown === true) return this.follow(expressions, asked)
    if (Array.isArray(planned) && Array.isArray(unknown)) {
      return this.mergeList(planned as readonly EvaluatedValue[], unknown as readonly EvaluatedValue[], expressions, asked)
    }
    if (!isMap(planned) && !isMap(unknown)) return planned
    const keys = new Set([...Object.keys(isMap(planned) ? planned : {}), ...Object.keys(isMap(unknown) ? unknown : {})])
    const entries = [...keys].flatMap((key) => {
      // Blocks that are written as attributes tell their references only as a whole.
      const own = jsonAt(expressions, [key]) ?? (jsonAt(expressions, ['references']) === undefined ? undefined : expressions)
      const flagged = jsonAt(unknown, [key])
      if (flagged === true && own === undefined) return []
      const value = this.merge(jsonAt(planned, [key]), flagged, own, { ...asked, name: key })
      return value === undefined ? [] : [[key, value] as const]
    })
    return Object.fromEntries(entries)
  }

  private mergeList(
    planned: readonly EvaluatedValue[],
    unknown: readonly EvaluatedValue[],
    expressions: EvaluatedValue | undefined,
    asked: Asked,
  ): EvaluatedValue {
    const open = unknown.filter((item) => item === true).length
    const count = Math.max(planned.length, unknown.length)
    if (open === 0) {
      return Array.from({ length: count }, (_, index) => {
        const own = Array.isArray(expressions) ? jsonAt(expressions, [index]) : expressions
        return this.merge(planned[index], unknown[index], own, asked) ?? null
      })
    }
    // The elements that are not known come from the references in order, where there are as many.
    const followed = this.follow(expressions, { ...asked, name: `${asked.name}s` })
    const found = Array.isArray(followed) && followed.length === open ? [...(followed as readonly EvaluatedValue[])] : []
    return Array.from({ length: count }, (_, index) =>
      unknown[index] === true ? (found.shift() ?? unresolved(asked)) : (planned[index] ?? null),
    )
  }

  /** What an expression gives, where it is no more than a reference. */
  private follow(expression: EvaluatedValue | undefined, asked: Asked): EvaluatedValue {
    const { instance, name, depth } = asked
    const context = this.moduleAt(instance.module)
    if (!context || depth > maxDepth || !isIdentifying(name, referencesIn(expression))) return unresolved(asked)
    return this.expression(expression, context, asked) ?? unresolved(asked)
  }

  private expression(
    expression: EvaluatedValue | undefined,
    context: ModuleContext,
    asked: Asking,
  ): EvaluatedValue | undefined {
    const constant = jsonAt(expression, ['constant_value'])
    if (constant !== undefined) return constant
    const all = referencesIn(expression).map(parseReference)
    const own = all.filter((one) => one.kind !== 'iteration').filter((one) => fits(one, asked.name ?? ''))
    const values = own.map((one) => this.reference(one, context, asked))
    if (isList(asked.name ?? '')) {
      if (values.length === 0 || values.some((value) => value === undefined)) return undefined
      return values.flatMap((value) => value ?? [])
    }
    const [only] = values
    if (values.length !== 1 || only === undefined) return undefined
    if (!Array.isArray(only)) return only
    const items = only as readonly EvaluatedValue[]
    return items.length === 1 ? items[0] : undefined
  }

  private reference(one: Reference, context: ModuleContext, asked: Asking): EvaluatedValue | undefined {
    const deeper = { ...asked, depth: asked.depth + 1 }
    if (deeper.depth > maxDepth) return undefined
    if (one.kind === 'variable') {
      if (!context.parent) return jsonAt(this.document.variables, [one.name, 'value'])
      return this.expression(jsonAt(context.call, ['expressions', one.name]), context.parent, deeper)
    }
    if (one.kind === 'module') {
      const child = this.childOf(context, one.name, asked.instance)
      const output = child && jsonAt(child.configuration, ['outputs', one.output, 'expression'])
      return child && this.expression(output, child, deeper)
    }
    if (one.kind !== 'resource') return undefined
    const found = this.instancesOf(one, context, asked.instance)
    const attribute = one.attribute ?? (/arns?$/.test(asked.name ?? '') ? 'arn' : 'id')
    const values = found.map((instance) => this.attribute(instance, attribute, deeper.depth))
    if (values.some((value) => value === undefined) || values.length === 0) return undefined
    return values.length === 1 ? values[0] : (values as EvaluatedValue[])
  }

  /** The instances that a reference means: one by its index, the one of the same index, or all. */
  private instancesOf(
    reference: Reference,
    context: ModuleContext,
    asking: TerraformInstance | undefined,
  ): readonly TerraformInstance[] {
    if (reference.kind !== 'resource') return []
    const key = [context.address, `${reference.base}`].filter((part) => part !== '').join('.')
    const all = this.byBase.get(key) ?? []
    if (reference.index !== undefined) return all.filter(({ index }) => String(index) === reference.index)
    if (all.length < 2 || asking?.index === undefined || !this.iterates(asking)) return all
    const same = all.filter(({ index }) => index === asking.index)
    return same.length === 1 ? same : all
  }

  /** Whether an instance's expressions use its own index at all. */
  private iterates(instance: TerraformInstance): boolean {
    return referencesIn(jsonAt(this.configurationOf(instance), ['expressions'])).some((text) =>
      /^(?:count\.index|each\.(?:key|value))/.test(text),
    )
  }

  /** What is decided when the resource is made. */
  private computed(instance: TerraformInstance, name: string): EvaluatedValue | undefined {
    const identity = this.identities(instance)
    if (name === 'id') return identity?.ref ?? instance.address
    const attribute = computedNames[name]
    const value = attribute === undefined ? undefined : identity?.attributes[attribute]
    if (value !== undefined) return name === 'arn' ? value.replace(/:\*$/, '') : value
    return attribute === undefined && !/(?:^|_)(?:id|arn|name|dns_name|endpoint|address|url)$/.test(name)
      ? undefined
      : unresolved({ instance, name, depth: 0 })
  }

  private moduleAt(address: string): ModuleContext | undefined {
    if (this.modules.has(address)) return this.modules.get(address)
    const context = this.openModule(address)
    this.modules.set(address, context)
    return context
  }

  private openModule(address: string): ModuleContext | undefined {
    if (address === '') return { address, configuration: this.document.configuration }
    const [, parentAddress = '', name = ''] = /^(?:(.*)\.)?module\.([^.[]+)(?:\[[^\]]*\])?$/.exec(address) ?? []
    const parent = this.moduleAt(parentAddress)
    const call = jsonAt(parent?.configuration, ['module_calls', name])
    const configuration = jsonAt(call, ['module'])
    return parent && isMap(call) && isMap(configuration) ? { address, configuration, call, parent } : undefined
  }

  /** A module that is called several times is meant by the index of who asks, or else not known. */
  private childOf(
    { address }: ModuleContext,
    name: string,
    asking: TerraformInstance | undefined,
  ): ModuleContext | undefined {
    const [plain = '', index] = /^([^[]+)(?:\[(.*)\])?$/.exec(name)?.slice(1) ?? []
    const base = [address, `module.${plain}`].filter((part) => part !== '').join('.')
    const addresses = new Set(
      this.document.instances.flatMap(({ module }) =>
        module === base || module.startsWith(`${base}.`) || module.startsWith(`${base}[`)
          ? [/^(?:\[[^\]]*\])?/.exec(module.slice(base.length))?.[0] ?? '']
          : [],
      ),
    )
    const wanted = index === undefined ? undefined : `[${index}]`
    const own = asking?.index === undefined ? undefined : `[${JSON.stringify(asking.index)}]`
    const [only] = addresses
    const chosen = [wanted, own].find((one) => one !== undefined && addresses.has(one)) ?? (addresses.size === 1 ? only : undefined)
    return chosen === undefined ? this.moduleAt(base) : this.moduleAt(`${base}${chosen}`)
  }
}

interface Asking {
  readonly instance?: TerraformInstance
  readonly name?: string
  readonly depth: number
}

interface Asked extends Asking {
  readonly instance: TerraformInstance
  readonly name: string
}

const computedNames: Readonly<Record<string, string>> = {
  arn: 'Arn',
  repository_url: 'RepositoryUri',
  key_id: 'KeyId',
  url: 'QueueUrl',
  name: 'Name',
}

type Reference =
  | { readonly kind: 'resource'; readonly base: string; readonly index?: string; readonly attribute?: string }
  | { readonly kind: 'module'; readonly name: string; readonly output: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'iteration' }
  | { readonly kind: 'other' }

function parseReference(text: string): Reference {
  if (/^(?:count|each)\./.test(text)) return { kind: 'iteration' }
  const variable = /^var\.([^.[]+)/.exec(text)?.[1]
  if (variable !== undefined) return { kind: 'variable', name: variable }
  const [, module, output] = /^module\.([^.[]+(?:\[[^\]]*\])?)\.([^.[]+)/.exec(text) ?? []
  if (module !== undefined && output !== undefined) return { kind: 'module', name: module, output }
  const [, base, quoted, number, attribute] =
    /^((?:data\.)?aws_[^.[]+\.[^.[]+)(?:\[(?:"([^"]*)"|(\d+))\])?(?:\.(\w+))?$/.exec(text) ?? []
  if (base === undefined) return { kind: 'other' }
  const index = quoted ?? number
  return {
    kind: 'resource',
    base,
    ...(index === undefined ? {} : { index }),
    ...(attribute === undefined ? {} : { attribute }),
  }
}

/** The references of an expression, without those that are only the beginning of another. */
function referencesIn(expression: EvaluatedValue | undefined): readonly string[] {
  const all: string[] = []
  const collect = (value: EvaluatedValue | undefined): void => {
    if (Array.isArray(value)) for (const item of value as readonly EvaluatedValue[]) collect(item)
    else if (isMap(value)) {
      const { references } = value
      if (Array.isArray(references)) for (const one of references as readonly EvaluatedValue[]) if (typeof one === 'string') all.push(one)
      for (const [key, child] of Object.entries(value)) if (key !== 'references') collect(child)
    }
  }
  collect(expression)
  return [...new Set(all)].filter(
    (one) => !all.some((other) => other !== one && (other.startsWith(`${one}.`) || other.startsWith(`${one}[`))),
  )
}

/** `aws_nat_gateway.a.id` is nothing for a `gateway_id`, where one block gives several targets. */
function fits(one: Reference, name: string): boolean {
  if (one.kind !== 'resource') return one.kind !== 'other'
  const type = one.base.replace(/^data\./, '').replace(/\..*$/, '')
  const wanted = typesFor[name]
  return wanted === undefined || wanted.includes(type)
}

const typesFor: Readonly<Record<string, readonly string[]>> = {
  gateway_id: ['aws_internet_gateway', 'aws_vpn_gateway', 'aws_vpc_endpoint', 'aws_internet_gateway_attachment'],
  nat_gateway_id: ['aws_nat_gateway'],
  transit_gateway_id: ['aws_ec2_transit_gateway', 'aws_ec2_transit_gateway_vpc_attachment'],
  vpc_peering_connection_id: ['aws_vpc_peering_connection', 'aws_vpc_peering_connection_accepter'],
  egress_only_gateway_id: ['aws_egress_only_internet_gateway'],
  network_interface_id: ['aws_network_interface', 'aws_instance'],
}

/** Attributes that are lists of what is referred to. */
function isList(name: string): boolean {
  return /(?:ids|arns|subnets|groups|roles|providers|blocks|users|compatibilities|ss)$/.test(name)
}

/** Attributes that hold what something is called, and not a text made of it. */
function isIdentifying(name: string, references: readonly string[]): boolean {
  if (isList(name) || /(?:^|_)(?:id|arn|role|roles|cluster|bucket|name|namespace|repository|task_definition|rule|type|cidr_block|key|boundary)$/.test(name)) return true
  // A policy that is exactly the JSON of a data source, or is handed through a module.
  return references.length === 1 && /\.(?:json|minified_json|container_definitions|json_map_encoded_list)$|^var\.|^module\./.test(references[0] ?? '')
}

function unresolved({ instance, name }: Asked): Unresolved {
  return new Unresolved({
    reason: `${name} of ${instance.address} is known after apply`,
    settledBy: 'the plan of a later run, or the state after apply',
    source: instance.source,
    reference: { logicalId: instance.address, attribute: name },
  })
}

function baseOf({ module, mode, type, name }: TerraformInstance): string {
  return [module, `${mode === 'data' ? 'data.' : ''}${type}.${name}`].filter((part) => part !== '').join('.')
}
