import { notImplemented } from '../aws/open-service.ts'
import { loadServiceModel } from '../aws/service-model.ts'
import type { ServiceModel, Shape } from '../aws/service-model.ts'
import type { ValuePath } from '../inputs/cloudformation/evaluate.ts'
import type { ProblemList } from '../inputs/input-error.ts'
import { suggestion } from '../inputs/nearest-name.ts'
import type { EvaluatedValue, Source } from '../model/template.ts'

/** CloudFormation's name → the API's name, where they differ in more than the case of the first letter. */
export type Renames = Readonly<Record<string, string>>

/** Where a value stands, for what is said about it. */
export interface ValuePlace {
  readonly path: ValuePath
  sourceOf(path: ValuePath): Source
  keySourceOf(path: ValuePath): Source
}

/**
 * Turns values of a template into requests. The API models say what the members are called and which type each has:
 * a template may give `"8080"` where the API takes a number.
 */
export class ApiShapes {
  private readonly models = new Map<string, ServiceModel>()

  /** The value of one member of an operation's request. */
  member(
    { service, operation }: { readonly service: string; readonly operation: string },
    name: string,
    value: EvaluatedValue,
    conversion: { readonly place: ValuePlace; readonly problems: ProblemList; readonly renames: Renames },
  ): unknown {
    const model = this.model(service)
    const input = model.operations[operation]?.input
    if (!input) throw notImplemented(model.serviceId, operation)
    const member = model.shapes[input.shape]?.members?.[name]
    if (!member) throw new Error(`${service} ${operation} has no member ${name}`)
    const { place, problems, renames } = conversion
    return new Conversion(model, place, problems, renames).convert(value, member.shape, place.path)
  }

  private model(service: string): ServiceModel {
    let model = this.models.get(service)
    if (!model) {
      model = loadServiceModel(service)
      this.models.set(service, model)
    }
    return model
  }
}

/** `containerDefinitions` → `ContainerDefinitions`. */
export function templateName(member: string): string {
  return member.charAt(0).toUpperCase() + member.slice(1)
}

class Conversion {
  private readonly model: ServiceModel
  private readonly place: ValuePlace
  private readonly problems: ProblemList
  private readonly renames: Renames

  constructor(model: ServiceModel, place: ValuePlace, problems: ProblemList, renames: Renames) {
    this.model = model
    this.place = place
    this.problems = problems
    this.renames = renames
  }

  convert(value: EvaluatedValue, shapeName: string, path: ValuePath): unknown {
    const shape = this.model.shapes[shapeName]
    if (!shape) return value
    switch (shape.type) {
      case 'structure':
        return shape.document ? value : this.structure(value, shape, path)
      case 'list':
        return this.list(value, shape, path)
      case 'map':
        return this.map(value, shape, path)
      default:
        return this.scalar(value, shape, path)
    }
  }

  private structure(value: EvaluatedValue, shape: Shape, path: ValuePath): unknown {
    if (!isMap(value)) return this.wrong(value, 'a map', path)
    const members = shape.members ?? {}
    const named = new Map(Object.keys(members).map((name) => [templateName(name), name]))
    for (const [from, to] of Object.entries(this.renames)) if (to in members) named.set(from, to)
    const result: Record<string, unknown> = {}
    for (const [key, item] of Object.entries(value)) {
      const name = named.get(key)
      const member = name === undefined ? undefined : members[name]
      if (name === undefined || !member) {
        const detail = suggestion(key, named.keys(), 'property')
        this.problems.add(
          `${ownerOf(path)} has no property ${key}`,
          this.place.keySourceOf([...path, key]),
          detail,
        )
      } else result[name] = this.convert(item, member.shape, [...path, key])
    }
    return result
  }

  private list(value: EvaluatedValue, shape: Shape, path: ValuePath): unknown {
    if (!Array.isArray(value)) return this.wrong(value, 'a list', path)
    const { member } = shape
    if (!member) return value
    return value.map((item: EvaluatedValue, index) => this.convert(item, member.shape, [...path, index]))
  }

  private map(value: EvaluatedValue, shape: Shape, path: ValuePath): unknown {
    if (!isMap(value)) return this.wrong(value, 'a map', path)
    const element = shape.value
    if (!element) return value
    const entries = Object.entries(value).map(
      ([key, item]) => [key, this.convert(item, element.shape, [...path, key])] as const,
    )
    return Object.fromEntries(entries)
  }

  private scalar(value: EvaluatedValue, { type }: Shape, path: ValuePath): unknown {
    if (type === 'boolean') return booleanOf(value) ?? this.wrong(value, 'true or false', path)
    if (type === 'integer' || type === 'long') {
      return wholeNumberOf(value) ?? this.wrong(value, 'a whole number', path)
    }
    if (type === 'float' || type === 'double') return numberOf(value) ?? this.wrong(value, 'a number', path)
    return textOf(value) ?? this.wrong(value, 'a string', path)
  }

  private wrong(value: EvaluatedValue, expected: string, path: ValuePath): undefined {
    this.problems.add(`${ownerOf(path)} is ${described(value)}`, this.place.sourceOf(path), { expected })
    return undefined
  }
}

/** `ContainerDefinitions.0.Cpu`. */
function ownerOf(path: ValuePath): string {
  return path.length === 0 ? 'the resource' : path.join('.')
}

/** What a value is, for messages: its kind and never the value, which may be a secret's. The place shows the rest. */
export function described(value: EvaluatedValue | undefined): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  return typeof value === 'string' ? 'text' : `a ${typeof value}`
}

/** Whether a value has keys. */
export function isMap(
  value: EvaluatedValue | undefined,
): value is { readonly [key: string]: EvaluatedValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Text as CloudFormation hands it on: numbers and booleans are written out. */
export function textOf(value: EvaluatedValue | undefined): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

/** A boolean, or its text. */
export function booleanOf(value: EvaluatedValue | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value.toLowerCase() : ''
  return text === 'true' || text === 'false' ? text === 'true' : undefined
}

/** A number, or its text. */
export function numberOf(value: EvaluatedValue | undefined): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

function wholeNumberOf(value: EvaluatedValue | undefined): number | undefined {
  const number = numberOf(value)
  return number !== undefined && Number.isInteger(number) ? number : undefined
}
