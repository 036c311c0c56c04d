import type { EvaluatedValue } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import type { RecordPath, WorldRecord } from './world-record.ts'
import { placeText } from './world-record.ts'
import { OutsideAnswers } from './outside-answers.ts'
import { UnknownNames } from './unknown-names.ts'

/** All resources of a project, found by type and by what names them. */
export class ProjectRecords {
  readonly all: readonly WorldRecord[]
  readonly unknowns: UnknownNames
  /** What was found out about things that no record describes. */
  readonly answers: OutsideAnswers
  private readonly types = new Map<string, WorldRecord[]>()
  /** By type and name: a key of both would have to be put together for each of many thousand questions. */
  private readonly names = new Map<string, Map<string, WorldRecord>>()
  private readonly indexes = new Map<string, ReadonlyMap<string, readonly WorldRecord[]>>()

  constructor(
    all: readonly WorldRecord[],
    unknowns: UnknownNames = new UnknownNames(),
    answers: OutsideAnswers = new OutsideAnswers(),
  ) {
    this.all = all
    this.unknowns = unknowns
    this.answers = answers
    for (const record of all) {
      const { type } = record
      const ofType = this.types.get(type)
      if (ofType) ofType.push(record)
      else this.types.set(type, [record])
      let named = this.names.get(type)
      if (!named) this.names.set(type, (named = new Map()))
      for (const name of record.names) if (!named.has(name)) named.set(name, record)
    }
  }

  /** The resources of a type, in the order they were written. */
  ofType(type: string): readonly WorldRecord[] {
    return this.types.get(type) ?? []
  }

  /** The resource of a type that an id, a name or an ARN means; undefined where the project has none. */
  find(type: string, name: string | undefined): WorldRecord | undefined {
    return name === undefined ? undefined : this.names.get(type)?.get(name)
  }

  /** The resources of a type whose property is this text, or lists it. */
  where(type: string, property: string, text: string): readonly WorldRecord[] {
    return this.keyed(type, property, (record) => this.texts(record, property), text)
  }

  /**
   * The resources of a type that have a text among their keys. `by` names the way in which keys are made: they are made
   * once, so that looking up each of many resources costs no more than reading them.
   */
  keyed(
    type: string,
    by: string,
    keysOf: (record: WorldRecord) => readonly string[],
    text: string,
  ): readonly WorldRecord[] {
    const name = `${type} ${by}`
    const known = this.indexes.get(name)
    if (known) return known.get(text) ?? []
    const index = new Map<string, WorldRecord[]>()
    for (const record of this.ofType(type)) {
      for (const key of new Set(keysOf(record))) {
        const there = index.get(key)
        if (there) there.push(record)
        else index.set(key, [record])
      }
    }
    this.indexes.set(name, index)
    return index.get(text) ?? []
  }

  /** The text at a path; a text that stands for it where it is not known, undefined where there is none. */
  text(record: WorldRecord, ...path: RecordPath): string | undefined {
    return this.textOf(valueAt(record, path))
  }

  /** The text of a value, as `text` gives it. */
  textOf(value: EvaluatedValue | undefined): string | undefined {
    if (value instanceof Unresolved) return this.unknowns.textOf(value)
    return scalarText(value)
  }

  /** The texts of a list at a path. A list that is not known is one text that stands for it. */
  texts(record: WorldRecord, ...path: RecordPath): readonly string[] {
    return this.textsOf(valueAt(record, path))
  }

  /** The texts of a list, as `texts` gives them. */
  textsOf(value: EvaluatedValue | undefined): readonly string[] {
    const items = Array.isArray(value)
      ? (value as readonly EvaluatedValue[])
      : value === undefined
        ? []
        : [value]
    return items.flatMap((item) => this.textOf(item) ?? [])
  }
}

/** The value at a path; undefined where there is none. */
export function valueAt(record: WorldRecord, path: RecordPath): EvaluatedValue | undefined {
  let at: EvaluatedValue | undefined = record.properties
  for (const step of path) {
    if (at instanceof Unresolved) return at
    if (Array.isArray(at)) at = (at as readonly EvaluatedValue[])[Number(step)]
    else at = isMap(at) && Object.hasOwn(at, step) ? at[step] : undefined
  }
  return at
}

/** The maps of a list at a path, each with its index; what is not known is left out. */
export function mapsAt(
  record: WorldRecord,
  ...path: RecordPath
): readonly (readonly [index: number, map: Readonly<Record<string, EvaluatedValue>>])[] {
  const value = valueAt(record, path)
  const items = Array.isArray(value) ? (value as readonly EvaluatedValue[]) : []
  return items.flatMap((item, index) => (isMap(item) ? [[index, item] as const] : []))
}

/** A flag at a path, written as a boolean or as text; undefined where there is none or it is not known. */
export function flagAt(record: WorldRecord, ...path: RecordPath): boolean | undefined {
  return flagOf(valueAt(record, path))
}

/** A flag, written as a boolean or as text. */
export function flagOf(value: EvaluatedValue | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value.toLowerCase() : ''
  return text === 'true' || text === 'false' ? text === 'true' : undefined
}

/** A number, written as such or as text; undefined where it is neither. */
export function numberOf(value: EvaluatedValue | undefined): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

/** Whether a value has keys. */
export function isMap(
  value: EvaluatedValue | undefined,
): value is { readonly [key: string]: EvaluatedValue } {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unresolved)
  )
}

/** The first part of a value that is not known, at any depth. */
export function firstUnknown(value: EvaluatedValue | undefined): Unresolved | undefined {
  if (value instanceof Unresolved) return value
  const children = Array.isArray(value)
    ? (value as readonly EvaluatedValue[])
    : isMap(value)
      ? Object.values(value)
      : []
  for (const child of children) {
    const found = firstUnknown(child)
    if (found) return found
  }
  return undefined
}

/** Where the value at a path of a record was written, as facts name places; the record's own place otherwise. */
export function sourceAt(record: WorldRecord, ...path: RecordPath): string {
  return placeText((path.length === 0 ? undefined : record.placeOf(path)) ?? record.source)
}

/** A scalar as text; undefined for everything else, and for what is not known. */
export function scalarText(value: EvaluatedValue | undefined): string | undefined {
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return isScalar ? String(value) : undefined
}
