import { Unresolved, type EvaluatedValue } from '../../model/template.ts'
import { nearestName } from '../nearest-name.ts'
import { isMap } from '../records/project-records.ts'
import type { RecordPath, RecordProperties } from '../records/world-record.ts'
import { shapesOf, type PropertyKind, type StructureShape } from './property-shapes.ts'

/** A property that does not exist, is of another kind, or is missing. */
export interface WrongProperty {
  readonly path: RecordPath
  /** The place of the key says it, or that of the value. */
  readonly at: 'key' | 'value'
  /** One line without a full stop. */
  readonly message: string
  /** The name that was probably meant. */
  readonly meant?: string
  /** Whether it is refused for sure; properties are added over time, and tools differ in what they write out. */
  readonly isCertain: boolean
}

/** What was looked at: properties that can be relied on, and what is wrong with those that were given. */
export interface CheckedProperties {
  /** Those of a wrong kind are not known. */
  readonly properties: RecordProperties
  readonly wrong: readonly WrongProperty[]
}

/** How values are taken: CloudFormation writes `"80"` as a number where one is wanted, the API takes it for a text. */
export type Taking = 'converted' | 'as-given'

/** Holds the properties of a resource against the shape of its type. A type whose shape is not known is not looked at. */
export function checkShape(type: string, properties: RecordProperties, taking: Taking): CheckedProperties {
  const structures = shapesOf(type)
  if (!structures) return { properties, wrong: [] }
  const check = new PropertyCheck(type, structures, taking)
  const checked = check.structure(properties, '')
  return { properties: isMap(checked) ? checked : {}, wrong: check.wrong }
}

class PropertyCheck {
  readonly wrong: WrongProperty[] = []
  /** Where the check is, from the outside in. */
  private readonly path: (string | number)[] = []
  private readonly type: string
  private readonly structures: Readonly<Record<string, StructureShape>>
  private readonly taking: Taking

  constructor(type: string, structures: Readonly<Record<string, StructureShape>>, taking: Taking) {
    this.type = type
    this.structures = structures
    this.taking = taking
  }

  /** The value itself where nothing in it is of a wrong kind: most are, and are not copied. */
  private value(value: EvaluatedValue, kind: PropertyKind): EvaluatedValue {
    if (kind === 'any' || value === null || value instanceof Unresolved) return value
    switch (kind[0]) {
      case '#':
        return this.structure(value, kind.slice(1))
      case '[':
        return this.list(value, kind.slice(1, -1))
      case '{':
        return this.map(value, kind.slice(1, -1))
      case '=':
        return this.choice(value, kind.slice(1).split('|'))
      default:
        return this.scalar(value, kind)
    }
  }

  private within(step: string | number, value: EvaluatedValue, kind: PropertyKind): EvaluatedValue {
    this.path.push(step)
    const checked = this.value(value, kind)
    this.path.pop()
    return checked
  }

  structure(value: EvaluatedValue, name: string): EvaluatedValue {
    const shape = this.structures[name]
    if (!shape) return value
    if (!isMap(value)) return this.otherKind(value, 'a map')
    const { has, needs = [] } = shape
    let copy: Record<string, EvaluatedValue> | undefined
    // What a macro puts in its place is not known here.
    const isTransformed = Object.hasOwn(value, transform)
    for (const key of Object.keys(value)) {
      if (key === transform) continue
      const given = value[key] ?? null
      const kind = Object.hasOwn(has, key) ? has[key] : undefined
      if (kind === undefined) {
        if (given === null) continue
        this.unknownKey(key, Object.keys(has))
        const taken = this.takenAs(key, Object.keys(has))
        if (taken === undefined || value[taken] !== undefined) continue
        const { [key]: moved = null, ...rest } = copy ?? value
        copy = { ...rest, [taken]: this.within(key, moved, has[taken] ?? 'any') }
        continue
      }
      const checked = this.within(key, given, kind)
      if (checked !== given) (copy ??= { ...value })[key] = checked
    }
    for (const key of isTransformed ? [] : needs) if (value[key] === undefined) this.missing(key)
    return copy ?? value
  }

  private list(value: EvaluatedValue, kind: PropertyKind): EvaluatedValue {
    if (!Array.isArray(value)) return this.otherKind(value, 'a list')
    const items = value as readonly EvaluatedValue[]
    let copy: EvaluatedValue[] | undefined
    for (const [index, item] of items.entries()) {
      const checked = this.within(index, item, kind)
      if (checked !== item) (copy ??= [...items])[index] = checked
    }
    return copy ?? value
  }

  private map(value: EvaluatedValue, kind: PropertyKind): EvaluatedValue {
    if (!isMap(value)) return this.otherKind(value, 'a map')
    let copy: Record<string, EvaluatedValue> | undefined
    for (const [key, item] of Object.entries(value)) {
      const checked = this.within(key, item, kind)
      if (checked !== item) (copy ??= { ...value })[key] = checked
    }
    return copy ?? value
  }

  private scalar(value: EvaluatedValue, kind: PropertyKind): EvaluatedValue {
    if (typeof value === 'object') return this.otherKind(value, wanted[kind] ?? kind)
    if (this.taking === 'converted' ? isConvertible(value, kind) : isOf(value, kind)) return value
    // A number where the API wants a text: some tools write it out as text, others are refused.
    const isDoubtful = kind === 'text'
    this.add(`is ${describe(value)} where ${wanted[kind] ?? kind} is wanted`, { isDoubtful })
    return isDoubtful ? value : unknown(this.path)
  }

  private choice(value: EvaluatedValue, words: readonly string[]): EvaluatedValue {
    if (typeof value === 'object') return this.otherKind(value, 'text')
    const given = String(value)
    if (words.includes(given)) return value
    const path = [...this.path]
    const name = String(path.findLast((step) => typeof step === 'string'))
    const meant = meantOf(given, words)
    const isCertain =
      meant === undefined ? !growing.has(name.toLowerCase()) : name.toLowerCase() !== 'protocol'
    this.wrong.push({
      path,
      at: 'value',
      message: `${path.join('.')} is ${given === '' ? 'empty' : given}, which is none of ${words.join(', ')}`,
      ...(meant === undefined ? {} : { meant }),
      isCertain,
    })
    return isCertain ? unknown(path) : value
  }

  private otherKind(value: EvaluatedValue, kind: string): Unresolved {
    this.add(`is ${describe(value)} where ${kind} is wanted`)
    return unknown(this.path)
  }

  /**
   * Within a property of ECS, CloudFormation says of a key that it does not know that it is not permitted, and goes on;
   * one that differs by case alone it takes for the property.
   * https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1005
   */
  private takenAs(key: string, names: readonly string[]): string | undefined {
    if (!this.isLenient()) return undefined
    return names.find((name) => name.toLowerCase() === key.toLowerCase())
  }

  private isLenient(): boolean {
    return this.path.length > 0 && this.type.startsWith('AWS::ECS::')
  }

  private unknownKey(key: string, names: readonly string[]): void {
    const near = nearestName(key, names)
    this.wrong.push({
      path: [...this.path, key],
      at: 'key',
      message: `${this.owner()} has no property ${key}`,
      ...(near === undefined ? {} : { meant: near }),
      // No name of the API begins so: it is a comment, or a helper of a tool that was not run.
      isCertain: (near !== undefined || /^(?:_|\/\/|#)/.test(key)) && !this.isLenient(),
    })
  }

  private missing(key: string): void {
    this.wrong.push({
      path: [...this.path],
      at: 'value',
      message: `${this.owner()} lacks ${key}`,
      isCertain: true,
    })
  }

  private add(what: string, { isDoubtful = false } = {}): void {
    const path = [...this.path]
    this.wrong.push({ path, at: 'value', message: `${path.join('.')} ${what}`, isCertain: !isDoubtful })
  }

  private owner(): string {
    const { path } = this
    return path.length === 0 ? (this.type.startsWith('AWS::') ? this.type : `a ${this.type}`) : path.join('.')
  }
}

const transform = 'Fn::Transform'

function unknown(path: RecordPath): Unresolved {
  const at = path.join('.')
  return new Unresolved({
    reason: `${at} is of a wrong kind`,
    settledBy: `a value of the right kind for ${at}`,
  })
}

/** A number is not misspelt: one that is not there has no word that was meant. */
function meantOf(given: string, words: readonly string[]): string | undefined {
  if (words.every((word) => /^\d+$/.test(word))) return undefined
  return words.find((word) => word.toLowerCase() === given.toLowerCase()) ?? nearestName(given, words)
}

/** Choices to which words are added. Of `protocol` it is not sure that case matters. */
const growing: ReadonlySet<string> = new Set([
  ...['operatingsystemfamily', 'cpuarchitecture', 'launchtype', 'requirescompatibilities'],
  ...['servicenamespace', 'scalabledimension', 'predefinedmetrictype'],
])

const wanted: Readonly<Record<PropertyKind, string>> = {
  text: 'text',
  whole: 'a whole number',
  number: 'a number',
  flag: 'true or false',
}

function describe(value: EvaluatedValue): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'a number' : String(value)
}

function isConvertible(value: string | number | boolean, kind: PropertyKind): boolean {
  if (kind === 'text') return true
  if (kind === 'flag') return /^(?:true|false)$/i.test(String(value))
  const number = typeof value === 'number' ? value : typeof value === 'string' ? numberOf(value) : Number.NaN
  return kind === 'whole' ? Number.isInteger(number) : Number.isFinite(number)
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

function isOf(value: string | number | boolean, kind: PropertyKind): boolean {
  if (kind === 'text') return typeof value === 'string'
  if (kind === 'flag') return typeof value === 'boolean'
  return kind === 'whole' ? Number.isInteger(value) : typeof value === 'number'
}
