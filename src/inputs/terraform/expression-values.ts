import type { EvaluatedValue } from '../../model/template.ts'
import { jsonAt, type TerraformDocument, type TerraformInstance } from './terraform-document.ts'
import type { InstanceKey, ModuleContext, ModuleTree } from './module-tree.ts'
import {
  fits,
  isDocument,
  isDocumentAttribute,
  isList,
  parseReference,
  referencesIn,
  type Reference,
} from './terraform-reference.ts'

/** References within references beyond this depth are not followed. */
const maxDepth = 30

/** What an expression gives that the plan leaves open. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: EvaluatedValue }
  /** Nothing that it refers to is open: it gives null, and the provider decides. */
  | { readonly kind: 'null' }
  /** With the attributes that it is made of, as far as the plan tells. */
  | { readonly kind: 'unknown'; readonly of: readonly string[] }

/** What is asked for: an attribute, by whom, in which of several instances. */
export interface Asking {
  readonly name: string
  readonly depth: number
  readonly key?: InstanceKey
  /** The key counts in the module that a list comes from as well. */
  readonly isItem?: boolean
  /** What `for_each` goes over. */
  readonly iterator?: EvaluatedValue
  /** Of a list only the items that are not known are asked for. */
  readonly isForGaps?: boolean
}

/** The value of an attribute, and whether the plan leaves any of it open. */
export interface AttributeValue {
  readonly value: EvaluatedValue | undefined
  readonly isOpen: boolean
}

/** Looks an attribute of a resource up. */
export type AttributeLookup = (instance: TerraformInstance, name: string, depth: number) => AttributeValue

/** What one reference may have given. */
interface Candidate extends AttributeValue {
  /** The resource that it is of. */
  readonly base?: string
  /** e.g. `aws_ecr_repository.web.repository_url` */
  readonly sources?: readonly string[]
  /** The resource is there under a condition, or several times. */
  readonly isCounted?: boolean
  /** The plan does not say where it comes from. */
  readonly isHidden?: boolean
}

const notKnown: Candidate = { value: undefined, isOpen: true }

/**
 * What expressions of the configuration give. A plan tells the references of an expression and not what is done with
 * them. Only what is open can be why the result is, so that conditions and defaults that are known do not matter; where
 * several things are open it is not known which was taken.
 */
export class ExpressionValues {
  private readonly document: TerraformDocument
  private readonly tree: ModuleTree
  private readonly attributeOf: AttributeLookup

  constructor(document: TerraformDocument, tree: ModuleTree, attributeOf: AttributeLookup) {
    this.document = document
    this.tree = tree
    this.attributeOf = attributeOf
  }

  /** What an expression gives of which the plan says that it is known after apply. */
  outcome(expression: EvaluatedValue | undefined, context: ModuleContext, asked: Asking): Outcome {
    const all = this.candidates(expression, context, asked)
    const candidates = asked.isForGaps ? all.filter(({ isOpen }) => isOpen) : all
    if (candidates.every(({ isOpen }) => !isOpen)) return { kind: 'null' }
    const value = isList(asked.name) ? listOf(candidates) : onlyOf(candidates)
    const of = candidates.flatMap(({ isOpen, sources = [] }) => (isOpen ? sources : []))
    return value === undefined ? { kind: 'unknown', of: [...new Set(of)] } : { kind: 'value', value }
  }

  /** A value known before apply, such as the region of a provider; undefined where it is not. */
  constant(expression: EvaluatedValue | undefined, context: ModuleContext): EvaluatedValue | undefined {
    const candidates = this.candidates(expression, context, { name: '', depth: 0 })
    const [only] = candidates
    return candidates.length === 1 && only && !only.isOpen ? only.value : undefined
  }

  private candidates(
    expression: EvaluatedValue | undefined,
    context: ModuleContext,
    asked: Asking,
  ): readonly Candidate[] {
    const constant = jsonAt(expression, ['constant_value'])
    if (constant !== undefined) return [{ value: constant, isOpen: false }]
    if (asked.depth > maxDepth) return [notKnown]
    const references = referencesIn(expression).map(parseReference)
    const isKeyed = references.some(({ kind }) => kind === 'iteration')
    const { key, isItem, ...rest } = asked
    const isOwn = isKeyed || isItem === true
    const deeper = {
      ...rest,
      depth: asked.depth + 1,
      ...(isOwn && key !== undefined ? { key } : {}),
      ...(isItem === undefined ? {} : { isItem }),
    }
    return references
      .filter((one) => fits(one, asked.name))
      .flatMap((one) => this.candidatesOf(one, context, deeper))
  }

  private candidatesOf(one: Reference, context: ModuleContext, asked: Asking): readonly Candidate[] {
    switch (one.kind) {
      case 'variable':
        return this.variable(one.name, context, asked)
      case 'module': {
        const child = this.tree.childOf(context, one.name, asked.key)
        const output = child && jsonAt(child.configuration, ['outputs', one.output, 'expression'])
        if (!child || output === undefined) return [notKnown]
        return this.candidates(output, child, { name: asked.name, depth: asked.depth, ...asItem(asked) })
      }
      case 'resource':
        return this.resource(one, context, asked)
      case 'iteration':
        return one.isValue ? this.iterated(one.attribute, context, asked) : []
      case 'hidden':
        return [{ ...notKnown, isHidden: true }]
      case 'other':
        return []
    }
  }

  private variable(name: string, context: ModuleContext, asked: Asking): readonly Candidate[] {
    const { parent, call, key } = context
    const given = parent
      ? jsonAt(call, ['expressions', name])
      : jsonAt(this.document.variables, [name, 'value'])
    if (parent && given !== undefined) {
      const iterator = jsonAt(call, ['for_each_expression'])
      return this.candidates(given, parent, {
        name: asked.name,
        depth: asked.depth,
        ...(key === undefined ? asItem(asked) : { key }),
        ...(iterator === undefined ? {} : { iterator }),
      })
    }
    const byDefault = jsonAt(context.configuration, ['variables', name, 'default'])
    return [{ value: given ?? byDefault, isOpen: false }]
  }

  private resource(
    { base, index, attribute }: Reference & { readonly kind: 'resource' },
    context: ModuleContext,
    asked: Asking,
  ): readonly Candidate[] {
    const all = this.tree.instancesOf(context, base)
    const same = asked.key === undefined ? [] : all.filter((one) => one.index === asked.key)
    const found =
      index !== undefined
        ? all.filter((one) => String(one.index) === index)
        : all.length > 1 && same.length === 1
          ? same
          : all
    return found.length === 0 ? [] : [this.valueOf(base, found, attribute, asked)]
  }

  private valueOf(
    base: string,
    found: readonly TerraformInstance[],
    attribute: string | undefined,
    { name, depth }: Asking,
  ): Candidate {
    const wanted = attributeFor(name, attribute, base)
    const isCounted = found.some(({ index }) => index !== undefined)
    const sources = found.map(({ address }) =>
      attribute === undefined ? address : `${address}.${attribute}`,
    )
    if (wanted === undefined) {
      const isKnown = found.every(
        (one) => attribute !== undefined && !this.attributeOf(one, attribute, depth).isOpen,
      )
      return { value: undefined, isOpen: !isKnown, base, isCounted, sources }
    }
    const values = found.map((instance) => this.attributeOf(instance, wanted, depth))
    const isOpen = values.some((one) => one.isOpen)
    const isWhole = values.every(({ value }) => value !== undefined)
    const [only] = values
    const value = isList(name) ? values.flatMap((one) => one.value ?? []) : only?.value
    const isKnown = isWhole && (isList(name) || values.length === 1)
    return { value: isKnown ? value : undefined, isOpen, base, isCounted, sources }
  }

  /** `each.value` where `for_each` goes over another resource, or over what is known. */
  private iterated(
    attribute: string | undefined,
    context: ModuleContext,
    { name, depth, key, iterator }: Asking,
  ): readonly Candidate[] {
    const [only, ...more] = referencesIn(iterator).map(parseReference)
    if (only?.kind === 'resource' && more.length === 0 && only.attribute === undefined) {
      const found = this.tree.instancesOf(context, only.base).filter(({ index }) => index === key)
      return found.length === 1 ? [this.valueOf(only.base, found, attribute, { name, depth })] : [notKnown]
    }
    const over = this.candidates(iterator, context, { name: '', depth })
    return over.some(({ isOpen }) => isOpen) ? [notKnown] : []
  }
}

/** Of a list that another module gives, `count.index` takes the item that is made there with the same index. */
function asItem({ name, key }: Asking): Pick<Asking, 'key' | 'isItem'> {
  return typeof key === 'number' && !isList(name) ? { key, isItem: true } : {}
}

/** An index that is an expression hides which attribute is meant: it is what the asking one is called by. */
function attributeFor(name: string, attribute: string | undefined, base: string): string | undefined {
  if (isDocument(name)) {
    if (attribute === undefined) return base.startsWith('data.aws_iam_policy_document.') ? 'json' : undefined
    return isDocumentAttribute(attribute) ? attribute : undefined
  }
  if (name.startsWith('task_definition') && base.startsWith('aws_ecs_task_definition.')) return 'arn'
  return attribute ?? (/arns?$/.test(name) ? 'arn' : 'id')
}

function onlyOf(candidates: readonly Candidate[]): EvaluatedValue | undefined {
  const open = candidates.filter(({ isOpen, isHidden }) => isOpen && !isHidden)
  const mayBeOther = candidates.some(({ isHidden }) => isHidden)
  if (mayBeOther && !open.every(({ isCounted }) => isCounted)) return undefined
  const values = [...new Set(open.map(({ value }) => value))]
  const [only] = values
  if (values.length !== 1 || only === undefined) return undefined
  if (!Array.isArray(only)) return only
  const items = only as readonly EvaluatedValue[]
  return items.length === 1 ? items[0] : undefined
}

function listOf(candidates: readonly Candidate[]): EvaluatedValue | undefined {
  if (candidates.some(({ isOpen, value }) => isOpen && value === undefined)) return undefined
  const bases = new Set(candidates.flatMap(({ base, isOpen }) => (isOpen ? [base] : [])))
  // One or the other, by a condition: it is not known which.
  if (bases.size > 1 && candidates.some(mayDecide)) return undefined
  const items = candidates.flatMap(({ base, isOpen, value }) => {
    const all = Array.isArray(value) ? (value as readonly EvaluatedValue[]) : [value ?? null]
    return isOpen || base !== undefined ? all : all.filter(isId)
  })
  return [...new Set(items)]
}

/** A flag or a word of the configuration, and not one of the items. */
function mayDecide({ base, isOpen, value }: Candidate): boolean {
  return !isOpen && base === undefined && !Array.isArray(value) && !isId(value)
}

function isId(value: EvaluatedValue | undefined): boolean {
  return typeof value === 'string' && /^(?:arn:|[a-z]{1,10}-[0-9a-f]{8,17}$)/.test(value)
}
