import type { ProblemList } from '../input-error.ts'
import { nearestName, suggestion } from '../nearest-name.ts'
import { describeTagged } from '../syntax/syntax.ts'
import type { SyntaxMap, SyntaxNode } from '../syntax/syntax.ts'

/** The part of JSON Schema (draft 7) that is understood here. `title` is how messages call what is allowed. */
export interface JsonSchema {
  readonly $ref?: string
  readonly title?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly propertyNames?: JsonSchema
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly anyOf?: readonly JsonSchema[]
  readonly enum?: readonly string[]
  readonly pattern?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly definitions?: Readonly<Record<string, JsonSchema>>
}

/** How messages call the outermost map. */
const wholeFile = 'seatrial.yaml'

const typeWords: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
}

/** Notes everywhere that a file is not as its schema says, with what was allowed there. */
export class SchemaCheck {
  private readonly root: JsonSchema
  private readonly problems: ProblemList

  constructor(root: JsonSchema, problems: ProblemList) {
    this.root = root
    this.problems = problems
  }

  /** Checks one node; `name` is how messages call it. */
  check(node: SyntaxNode, schema: JsonSchema = this.root, name = wholeFile): void {
    const rule = this.resolve(schema)
    if (rule.anyOf) {
      this.checkAny(node, rule.anyOf, name)
      return
    }
    const expected = this.words(rule)
    if (!fits(node, rule)) {
      this.problems.add(`${name} is ${describeTagged(node)}`, node.source, { expected })
    } else if (node.kind === 'map') this.checkMap(node, rule, name)
    else if (node.kind === 'list') {
      if (node.items.length < (rule.minItems ?? 0))
        this.problems.add(`${name} is an empty list`, node.source, { expected })
      for (const [index, item] of node.items.entries())
        if (rule.items) this.check(item, rule.items, `${name}[${index}]`)
    } else if (!allowsScalar(node, rule)) {
      this.problems.add(`${name} is ${node.text === '' ? 'empty' : node.text}`, node.source, { expected })
    }
  }

  private checkMap(node: SyntaxMap, rule: JsonSchema, name: string): void {
    const allowed = Object.keys(rule.properties ?? {})
    const names = rule.propertyNames
    for (const { key, keySource, value } of node.entries) {
      const known = rule.properties && Object.hasOwn(rule.properties, key) ? rule.properties[key] : undefined
      const further = typeof rule.additionalProperties === 'object' ? rule.additionalProperties : undefined
      if (names?.pattern !== undefined && !new RegExp(names.pattern).test(key))
        this.problems.add(`${name} has the key ${key}`, keySource, { expected: this.words(names) })
      if (known ?? further) this.check(value, known ?? further, name === wholeFile ? key : `${name}.${key}`)
      else this.unknownKey(key, keySource, allowed, name)
    }
    for (const key of rule.required ?? []) {
      if (node.entries.some((entry) => entry.key === key)) continue
      const property = rule.properties?.[key]
      this.problems.add(`${name} has no ${key}`, node.source, {
        expected: property ? `${key}: ${this.words(property)}` : key,
      })
    }
  }

  private unknownKey(
    key: string,
    source: SyntaxNode['source'],
    allowed: readonly string[],
    name: string,
  ): void {
    const more = allowed.length === 1 ? { expected: `${allowed[0]} alone` } : suggestion(key, allowed, 'key')
    this.problems.add(`${key} is not a key of ${name}`, source, more)
  }

  /** Complaints come from the alternative that was meant: the one of the same kind, with the most keys in common. */
  private checkAny(node: SyntaxNode, alternatives: readonly JsonSchema[], name: string): void {
    const rules = alternatives.map((alternative) => this.resolve(alternative))
    const meant = rules
      .filter((rule) => fits(node, rule))
      .sort((a, b) => commonKeys(node, b) - commonKeys(node, a))[0]
    if (meant && (node.kind !== 'map' || commonKeys(node, meant) > 0 || !meant.required))
      this.check(node, meant, name)
    else {
      this.problems.add(
        `${name} is ${node.kind === 'map' ? describeKeys(node) : describeTagged(node)}`,
        node.source,
        {
          expected: [...new Set(rules.map((rule) => this.words(rule)))].join(', or '),
        },
      )
    }
  }

  private resolve(schema: JsonSchema): JsonSchema {
    if (schema.$ref === undefined) return schema
    const name = schema.$ref.slice('#/definitions/'.length)
    const found = this.root.definitions?.[name]
    if (!found) throw new Error(`the schema has no definition ${name}`)
    return found
  }

  /** What a rule allows, in words. */
  private words(schema: JsonSchema): string {
    const rule = this.resolve(schema)
    if (rule.title !== undefined && rule !== this.root) return rule.title
    if (rule.anyOf) return [...new Set(rule.anyOf.map((one) => this.words(one)))].join(', or ')
    if (rule.enum) return `one of ${rule.enum.join(', ')}`
    if (rule.minimum !== undefined) return `a whole number from ${rule.minimum} to ${rule.maximum ?? '…'}`
    if (rule.type === 'array' && rule.items) return `a list of ${plural(this.words(rule.items))}`
    if (rule.required) return `a map with ${rule.required.join(', ')}`
    // Numbers and booleans stand for their text wherever a string may.
    if (Array.isArray(rule.type)) return typeWords['string'] ?? ''
    return (rule.minLength ? 'a string that is not empty' : typeWords[String(rule.type)]) ?? 'something else'
  }
}

function plural(words: string): string {
  return words.startsWith('a string') ? 'strings' : words.replace(/^a map/, 'maps')
}

function describeKeys(node: SyntaxMap): string {
  const keys = node.entries.map(({ key }) => key)
  return keys.length === 0 ? 'an empty map' : `a map with ${keys.slice(0, 5).join(', ')}`
}

function commonKeys(node: SyntaxNode, rule: JsonSchema): number {
  if (node.kind !== 'map' || !rule.properties) return 0
  const keys = Object.keys(rule.properties)
  return node.entries.filter(({ key }) => nearestName(key, keys) !== undefined).length
}

/** Whether a node is of the kind that a rule asks for, whatever it holds. */
function fits(node: SyntaxNode, rule: JsonSchema): boolean {
  if (node.tag !== undefined) return false
  const types = rule.enum ? ['string'] : [rule.type ?? []].flat()
  if (node.kind !== 'scalar') return types.includes(node.kind === 'map' ? 'object' : 'array')
  if (node.value === null) return false
  if (types.includes('integer') && typeof node.value === 'number') return Number.isInteger(node.value)
  return types.includes(typeof node.value)
}

function allowsScalar(node: SyntaxNode & { readonly kind: 'scalar' }, rule: JsonSchema): boolean {
  const { value, text } = node
  if (rule.enum && !rule.enum.includes(text)) return false
  if (rule.pattern !== undefined && !new RegExp(rule.pattern).test(text)) return false
  if (typeof value === 'string') return value.length >= (rule.minLength ?? 0)
  if (typeof value !== 'number') return true
  return value >= (rule.minimum ?? -Infinity) && value <= (rule.maximum ?? Infinity)
}
