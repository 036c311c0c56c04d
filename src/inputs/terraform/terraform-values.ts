import type { EvaluatedValue } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { isMap } from '../records/project-records.ts'
import type { ResourceIdentity } from '../records/resource-identity.ts'
import {
  fits,
  isIdentifying,
  isList,
  isWholeArn,
  parseReference,
  referencesIn,
  type Reference,
} from './terraform-reference.ts'
import { isPolicyJson, policyDocument } from './policy-document.ts'
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
    if (unknown === true && isPolicyJson(instance, name)) {
      return policyDocument(this.attribute(instance, 'statement', depth + 1), instance.values)
    }
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
      return this.mergeList(
        planned as readonly EvaluatedValue[],
        unknown as readonly EvaluatedValue[],
        expressions,
        asked,
      )
    }
    if (!isMap(planned) && !isMap(unknown)) return planned
    const keys = new Set([
      ...Object.keys(isMap(planned) ? planned : {}),
      ...Object.keys(isMap(unknown) ? unknown : {}),
    ])
    const entries = [...keys].flatMap((key) => {
      // Blocks that are written as attributes tell their references only as a whole.
      const own =
        jsonAt(expressions, [key]) ??
        (jsonAt(expressions, ['references']) === undefined ? undefined : expressions)
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
    const exact = asked.name !== 'resources' || (Array.isArray(followed) && followed.every(isWholeArn))
    const found =
      exact && Array.isArray(followed) && followed.length === open
        ? [...(followed as readonly EvaluatedValue[])]
        : []
    return Array.from({ length: count }, (_, index) =>
      unknown[index] === true ? (found.shift() ?? unresolved(asked)) : (planned[index] ?? null),
    )
  }

  /** What an expression gives, where it is no more than a reference. */
  private follow(expression: EvaluatedValue | undefined, asked: Asked): EvaluatedValue {
    const { instance, name, depth } = asked
    const context = this.moduleAt(instance.module)
    if (!context || depth > maxDepth || !isIdentifying(name, referencesIn(expression)))
      return unresolved(asked)
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
    const key = [context.address, reference.base].filter((part) => part !== '').join('.')
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
    const [, parentAddress = '', name = ''] =
      /^(?:(.*)\.)?module\.([^.[]+)(?:\[[^\]]*\])?$/.exec(address) ?? []
    const parent = this.moduleAt(parentAddress)
    const call = jsonAt(parent?.configuration, ['module_calls', name])
    const configuration = jsonAt(call, ['module'])
    return parent && isMap(call) && isMap(configuration)
      ? { address, configuration, call, parent }
      : undefined
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
    const chosen =
      [wanted, own].find((one) => one !== undefined && addresses.has(one)) ??
      (addresses.size === 1 ? only : undefined)
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
