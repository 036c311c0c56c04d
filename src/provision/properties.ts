import { inputError, ProblemList } from '../inputs/input-error.ts'
import { suggestion } from '../inputs/nearest-name.ts'
import type { EvaluatedValue, Source } from '../model/template.ts'
import { booleanOf, described, isMap, numberOf, textOf } from './api-shapes.ts'
import type { ApiShapes, Renames, ValuePlace } from './api-shapes.ts'

/** A tag as CloudFormation has it. */
export interface ResourceTag {
  readonly Key: string
  readonly Value: string
}

/** The evaluated properties of one resource. What does not have the right type is an InputError with its place. */
export class Properties {
  readonly value: Readonly<Record<string, EvaluatedValue>>
  private readonly place: ValuePlace
  private readonly shapes: ApiShapes

  constructor(value: Readonly<Record<string, EvaluatedValue>>, place: ValuePlace, shapes: ApiShapes) {
    this.value = value
    this.place = place
    this.shapes = shapes
  }

  has(name: string): boolean {
    return this.value[name] !== undefined
  }

  raw(name: string): EvaluatedValue | undefined {
    return this.value[name]
  }

  text(name: string): string | undefined {
    return this.read(name, textOf, 'a string')
  }

  /** Text that CloudFormation requires. */
  requiredText(name: string): string {
    return this.text(name) ?? this.missing(name)
  }

  boolean(name: string): boolean | undefined {
    return this.read(name, booleanOf, 'true or false')
  }

  number(name: string): number | undefined {
    return this.read(name, numberOf, 'a number')
  }

  /** A list of texts; empty where the property is absent. */
  texts(name: string): readonly string[] {
    return this.list(name).map((item, index) => {
      const text = textOf(item)
      if (text === undefined) this.wrong([name, index], item, 'a string')
      return text ?? ''
    })
  }

  /** A document that an API takes as a JSON text: written as a map or as the text. */
  json(name: string): string | undefined {
    const value = this.raw(name)
    return value === undefined || typeof value === 'string' ? value : JSON.stringify(value)
  }

  /** A document that CloudFormation requires. */
  requiredJson(name: string): string {
    return this.json(name) ?? this.missing(name)
  }

  /** Tags written as a list of Key and Value. */
  tags(name = 'Tags'): readonly ResourceTag[] {
    return this.maps(name).map((tag) => ({ Key: tag.requiredText('Key'), Value: tag.text('Value') ?? '' }))
  }

  /** A map of texts, such as the tags of a parameter. */
  textMap(name: string): Readonly<Record<string, string>> {
    const entries = Object.entries(this.map(name)?.value ?? {})
    return Object.fromEntries(entries.map(([key, value]) => [key, textOf(value) ?? '']))
  }

  /** The properties within a property. */
  map(name: string): Properties | undefined {
    const value = this.raw(name)
    if (value === undefined) return undefined
    if (!isMap(value)) return this.wrong([name], value, 'a map')
    return this.within([name], value)
  }

  /** The properties within each element of a list; empty where the property is absent. */
  maps(name: string): readonly Properties[] {
    return this.list(name).map((item, index) =>
      isMap(item) ? this.within([name, index], item) : this.wrong([name, index], item, 'a map'),
    )
  }

  /**
   * The members that these properties give a request, by the API's names, each with the type that the API has for
   * it. A name is CloudFormation's; `renames` says what the API calls those it names otherwise, at any depth.
   */
  request(
    service: string,
    operation: string,
    names: readonly string[],
    renames: Renames = {},
  ): Record<string, unknown> {
    const problems = new ProblemList()
    const result: Record<string, unknown> = {}
    for (const name of names) {
      const value = this.raw(name)
      if (value === undefined) continue
      const member = renames[name] ?? apiName(service, name)
      const place = { ...this.at([name]) }
      result[member] = this.shapes.member({ service, operation }, member, value, { place, problems, renames })
    }
    problems.throwIfAny()
    return result
  }

  /** Where a property stands. */
  sourceOf(name: string): Source {
    return this.place.sourceOf(this.at([name]).path)
  }

  /** Says which properties are none. Throws an InputError. */
  allowOnly(names: readonly string[]): void {
    const problems = new ProblemList()
    const { path } = this.place
    for (const name of Object.keys(this.value)) {
      if (names.includes(name)) continue
      const source = this.place.keySourceOf([...path, name])
      problems.add(`${path.join('.')} has no property ${name}`, source, suggestion(name, names, 'property'))
    }
    problems.throwIfAny()
  }

  /** Says that a required property is not there. */
  missing(name: string): never {
    throw inputError(`property ${name} is missing`, this.place.sourceOf(this.place.path))
  }

  private list(name: string): readonly EvaluatedValue[] {
    const value = this.raw(name)
    if (value === undefined) return []
    return Array.isArray(value) ? (value as readonly EvaluatedValue[]) : this.wrong([name], value, 'a list')
  }

  private within(steps: readonly (string | number)[], value: Record<string, EvaluatedValue>): Properties {
    return new Properties(value, this.at(steps), this.shapes)
  }

  private at(steps: readonly (string | number)[]): ValuePlace {
    const { place } = this
    return {
      path: [...place.path, ...steps],
      sourceOf: (path) => place.sourceOf(path),
      keySourceOf: (path) => place.keySourceOf(path),
    }
  }

  private read<T>(
    name: string,
    as: (value: EvaluatedValue) => T | undefined,
    expected: string,
  ): T | undefined {
    const value = this.raw(name)
    return value === undefined ? undefined : (as(value) ?? this.wrong([name], value, expected))
  }

  private wrong(steps: readonly (string | number)[], value: EvaluatedValue, expected: string): never {
    const { path } = this.at(steps)
    throw inputError(`${path.join('.')} is ${described(value)}`, this.place.sourceOf(path), { expected })
  }
}

/** Services whose API begins its names with a small letter. */
const smallLetters = new Set(['ecs', 'ecr', 'logs'])

function apiName(service: string, name: string): string {
  return smallLetters.has(service) ? name.charAt(0).toLowerCase() + name.slice(1) : name
}
