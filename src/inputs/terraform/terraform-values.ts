import type { EvaluatedValue } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { unknownText } from '../../model/unknown-text.ts'
import { isMap } from '../records/project-records.ts'
import type { ResourceIdentity } from '../records/resource-identity.ts'
import { ExpressionValues, type Asking, type AttributeValue } from './expression-values.ts'
import { ModuleTree, type ModuleContext } from './module-tree.ts'
import { isPolicyJson, policyDocument } from './policy-document.ts'
import { jsonAt, type JsonMap, type TerraformDocument, type TerraformInstance } from './terraform-document.ts'
import {
  isDocument,
  isIdentifying,
  isList,
  isWholeArn,
  parseReference,
  referencesIn,
  type Reference,
} from './terraform-reference.ts'

/** What a resource will be called, where it is not made yet; with the part of it that nobody knows yet. */
export interface PlannedIdentity extends ResourceIdentity {
  /** What it is called, for resources that have a name. */
  readonly name?: string
  /** The attribute that names it, where its value is known only after apply; `openText` stands for it then. */
  readonly openName?: string
}

/** The text that stands for what a resource will be called. */
export function openText({ address }: TerraformInstance, attribute: string): string {
  return unknownText(`${address}${attribute}`)
}

/** Looks up what a resource will be called. */
export type IdentityLookup = (instance: TerraformInstance) => PlannedIdentity | undefined

/**
 * The values of a plan. What is known only after apply is followed along the references of the configuration to what
 * the other resource will be called, and stays unresolved where that leads nowhere.
 */
export class TerraformValues {
  private readonly identities: IdentityLookup
  private readonly tree: ModuleTree
  private readonly expressions: ExpressionValues

  constructor(document: TerraformDocument, identities: IdentityLookup) {
    this.identities = identities
    this.tree = new ModuleTree(document)
    this.expressions = new ExpressionValues(document, this.tree, (instance, name, depth) =>
      this.lookUp(instance, name, depth),
    )
  }

  /** The value of an attribute: as planned, followed, or unresolved. Undefined where there is none. */
  attribute(instance: TerraformInstance, name: string, depth = 0): EvaluatedValue | undefined {
    const planned = instance.values[name]
    const unknown = jsonAt(instance.unknown, [name])
    if (unknown === true && isPolicyJson(instance, name)) {
      return policyDocument(instance.values, (part) => this.attribute(instance, part, depth + 1))
    }
    const expressions = jsonAt(this.configurationOf(instance), ['expressions', name])
    if (unknown === true && expressions === undefined) {
      // A plan of which the configuration was taken away does not tell what is written.
      const isWrittenOpen = this.configurationOf(instance) === undefined
      return (
        this.computed(instance, name) ?? (isWrittenOpen ? unresolved({ instance, name, depth }) : undefined)
      )
    }
    const value = this.merge(planned, unknown, expressions, { instance, name, depth })
    return value === null || value === '' ? undefined : value
  }

  /** How a resource was written; undefined in a state, and for modules that are not known. */
  configurationOf(instance: TerraformInstance): JsonMap | undefined {
    return this.tree.configurationOf(instance)
  }

  /** Whether the configuration gives an attribute a value other than null; never in a state. */
  isWritten(instance: TerraformInstance, name: string): boolean {
    const expression = jsonAt(this.configurationOf(instance), ['expressions', name])
    return expression !== undefined && jsonAt(expression, ['constant_value']) !== null
  }

  /** The resources that an attribute refers to directly. */
  referred(instance: TerraformInstance, name: string): readonly TerraformInstance[] {
    const context = this.tree.moduleAt(instance.module)
    return context ? this.references(instance, name).flatMap((one) => this.instancesOf(one, context)) : []
  }

  /** What an attribute refers to, as it was written; without what decides only about names. */
  references(instance: TerraformInstance, name: string): readonly Reference[] {
    return referencesIn(jsonAt(this.configurationOf(instance), ['expressions', name])).map(parseReference)
  }

  /** A value known before apply; undefined where it is not, such as a region that a variable gives. */
  constant(expression: EvaluatedValue | undefined): EvaluatedValue | undefined {
    const root = this.tree.moduleAt('')
    return root && this.expressions.constant(expression, root)
  }

  private instancesOf(one: Reference, context: ModuleContext): readonly TerraformInstance[] {
    if (one.kind !== 'resource') return []
    const { index } = one
    const all = this.tree.instancesOf(context, one.base)
    return index === undefined ? all : all.filter((each) => String(each.index) === index)
  }

  private lookUp(instance: TerraformInstance, name: string, depth: number): AttributeValue {
    const isOpen = isOpenIn(jsonAt(instance.unknown, [name]))
    const value = this.attribute(instance, name, depth)
    return { value: this.isToBeTold(instance, name, value) ? undefined : value, isOpen }
  }

  /** Of what is not known a name is still itself, wherever it is used. */
  private isToBeTold(
    instance: TerraformInstance,
    name: string,
    value: EvaluatedValue | undefined,
  ): value is Unresolved {
    if (!(value instanceof Unresolved) || value.parts !== undefined) return false
    const openName = this.identities(instance)?.openName
    return openName === undefined || (name !== openName && name !== 'id')
  }

  private merge(
    planned: EvaluatedValue | undefined,
    unknown: EvaluatedValue | undefined,
    expressions: EvaluatedValue | undefined,
    asked: Asked,
  ): EvaluatedValue | undefined {
    if (unknown === true) return this.follow(expressions, asked)
    if ((planned === undefined || Array.isArray(planned)) && Array.isArray(unknown)) {
      const lists = [planned ?? [], unknown] as [readonly EvaluatedValue[], readonly EvaluatedValue[]]
      return this.mergeList(...lists, expressions, asked)
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
      // What is not written is the provider's to decide; of dynamic blocks it is not known what is written.
      if (flagged === true && own === undefined && expressions !== undefined) return []
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
    const list = isList(asked.name) ? asked.name : `${asked.name}s`
    const followed = this.follow(expressions, { ...asked, name: list, isForGaps: true })
    const exact = asked.name !== 'resources' || (Array.isArray(followed) && followed.every(isWholeArn))
    const found =
      exact && Array.isArray(followed) && followed.length === open
        ? [...(followed as readonly EvaluatedValue[])]
        : []
    return Array.from({ length: count }, (_, index) =>
      unknown[index] === true ? (found.shift() ?? unresolved(asked)) : (planned[index] ?? null),
    )
  }

  /** What an expression gives, where it is no more than a reference; undefined where it gives nothing at all. */
  private follow(expression: EvaluatedValue | undefined, asked: Asked): EvaluatedValue | undefined {
    const { instance, name, depth, isForGaps = false } = asked
    const context = this.tree.moduleAt(instance.module)
    if (!context || expression === undefined) return unresolved(asked)
    const iterator = jsonAt(this.configurationOf(instance), ['for_each_expression'])
    const outcome = this.expressions.outcome(expression, context, {
      name,
      depth,
      isForGaps,
      ...(instance.index === undefined ? {} : { key: instance.index }),
      ...(iterator === undefined ? {} : { iterator }),
    } satisfies Asking)
    if (outcome.kind === 'null') return this.computed(instance, name)
    if (outcome.kind === 'value' && (isIdentifying(name) || isDocument(name))) return outcome.value
    const of = outcome.kind === 'unknown' && isDocument(name) ? outcome.of : []
    return this.onlyOne(context, name) ?? unresolved(asked, of)
  }

  /** What is not made yet, and is reached by way of a local value, can only be the one that the module makes. */
  private onlyOne(context: ModuleContext, name: string): EvaluatedValue | undefined {
    const sole = soles.find(({ attribute }) => attribute.test(name))
    if (sole === undefined) return undefined
    const [only, ...more] = this.tree.instancesOfType(context, sole.type)
    const others = this.tree.instancesOfType(context, `data.${sole.type}`)
    const isGiven = Object.entries(jsonMap(context.call?.expressions)).some(
      ([variable, given]) => sole.variable.test(variable) && referencesIn(given).length > 0,
    )
    return only && more.length === 0 && others.length === 0 && !isGiven
      ? this.attribute(only, sole.gives)
      : undefined
  }

  /** What is decided when the resource is made. */
  private computed(instance: TerraformInstance, name: string): EvaluatedValue | undefined {
    const identity = this.identities(instance)
    const value = computedOf(identity, instance, name)
    const openName = identity?.openName
    if (value !== undefined) {
      if (openName === undefined) return value
      const text = openText(instance, openName)
      return withOpenName(value, text, unresolved({ instance, name: openName, depth: 0 }))
    }
    return name in computedNames || /(?:^|_)(?:id|arn|name|dns_name|endpoint|address|url)$/.test(name)
      ? unresolved({ instance, name, depth: 0 })
      : undefined
  }
}

/** Attributes that are an id of one type of resource; and the variables by which a module may be given another. */
const soles = [
  { attribute: /^vpc_id$/, type: 'aws_vpc', gives: 'id', variable: /vpc/ },
  {
    attribute: /^task_definition(?:_arn)?$/,
    type: 'aws_ecs_task_definition',
    gives: 'arn',
    variable: /task_?def/,
  },
] as const

interface Asked {
  readonly instance: TerraformInstance
  readonly name: string
  readonly depth: number
  readonly isForGaps?: boolean
}

const computedNames: Readonly<Record<string, string>> = {
  arn: 'Arn',
  repository_url: 'RepositoryUri',
  key_id: 'KeyId',
  url: 'QueueUrl',
}

/** What every VPC has, under names that are told by it: as CloudFormation has them, and its main route table. */
const partsOfVpc: Readonly<Record<string, string>> = {
  main_route_table_id: '-main-route-table',
  default_route_table_id: '-main-route-table',
  default_security_group_id: '-default-security-group',
  default_network_acl_id: '-default-network-acl',
}

function computedOf(
  identity: PlannedIdentity | undefined,
  { address, type }: TerraformInstance,
  name: string,
): string | undefined {
  const part = type === 'aws_vpc' ? partsOfVpc[name] : undefined
  if (part !== undefined) return `${address}${part}`
  if (name === 'id') return identity?.ref ?? address
  if (name === 'name') return identity?.name ?? identity?.attributes.Name
  const attribute = computedNames[name]
  const value = attribute === undefined ? undefined : identity?.attributes[attribute]
  return name === 'arn' ? value?.replace(/:\*$/, '') : value
}

/** A text with a name in it that is not known: what is around the name is. */
function withOpenName(text: string, open: string, name: Unresolved): EvaluatedValue {
  if (!text.includes(open)) return text
  if (text === open) return name
  const parts = text.split(open).flatMap((part, index) => (index === 0 ? [part] : [name, part]))
  const { reason, settledBy } = name
  return new Unresolved({ reason, settledBy, parts: parts.filter((part) => part !== '') })
}

function isOpenIn(unknown: EvaluatedValue | undefined): boolean {
  if (unknown === true) return true
  if (Array.isArray(unknown)) return (unknown as readonly EvaluatedValue[]).some(isOpenIn)
  return isMap(unknown) && Object.values(unknown).some(isOpenIn)
}

function jsonMap(value: EvaluatedValue | undefined): JsonMap {
  return isMap(value) ? value : {}
}

/** So many attributes are told of which a document is made. */
const maxSources = 5

function unresolved({ instance, name }: Asked, of: readonly string[] = []): Unresolved {
  const more = of.length > maxSources ? ' and more' : ''
  const made = of.length === 0 ? '' : `, as it is made of ${of.slice(0, maxSources).join(', ')}${more}`
  return new Unresolved({
    reason: `${name} of ${instance.address} is known after apply${made}`,
    settledBy: 'the plan of a later run, or the state after apply',
    source: instance.source,
    reference: { logicalId: instance.address, attribute: name },
  })
}
