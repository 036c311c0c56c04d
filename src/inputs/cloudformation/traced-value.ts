import type {
  EvaluatedValue,
  ListValue,
  MapEntry,
  MapValue,
  ScalarValue,
  Source,
  TemplateValue,
} from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'

/** A value on its way through evaluation: every part knows where it came from. `nothing` is AWS::NoValue. */
export type TracedValue =
  | {
      readonly kind: 'leaf'
      readonly value: string | number | boolean | null | Unresolved
      readonly source: Source
    }
  | { readonly kind: 'list'; readonly items: readonly TracedValue[]; readonly source: Source }
  | {
      readonly kind: 'map'
      readonly entries: readonly TracedEntry[]
      readonly source: Source
    }
  | { readonly kind: 'nothing'; readonly source: Source }

/** A key of an evaluated map. */
export interface TracedEntry {
  readonly key: string
  readonly value: TracedValue
  readonly keySource: Source
}

// What follows stands where it was written. The places are asked for only when they are wanted, as few are: it is copied
// by name, not spread.

/** A key as it was written, with an evaluated value. */
export class KeyAsWritten implements TracedEntry {
  readonly key: string
  readonly value: TracedValue
  private readonly written: MapEntry

  constructor(value: TracedValue, written: MapEntry) {
    this.key = written.key
    this.value = value
    this.written = written
  }

  get keySource(): Source {
    return this.written.keySource
  }
}

/** A scalar as it was written. */
export class LeafAsWritten {
  readonly kind: 'leaf'
  readonly value: string | number | boolean | null
  private readonly written: ScalarValue

  constructor(written: ScalarValue) {
    this.kind = 'leaf'
    this.value = written.value
    this.written = written
  }

  get source(): Source {
    return this.written.source
  }
}

/** A list as it was written, with evaluated values. */
export class ListAsWritten {
  readonly kind: 'list'
  readonly items: readonly TracedValue[]
  private readonly written: ListValue

  constructor(items: readonly TracedValue[], written: ListValue) {
    this.kind = 'list'
    this.items = items
    this.written = written
  }

  get source(): Source {
    return this.written.source
  }
}

/** A map as it was written, with evaluated values. */
export class MapAsWritten {
  readonly kind: 'map'
  readonly entries: readonly TracedEntry[]
  private readonly written: MapValue

  constructor(entries: readonly TracedEntry[], written: MapValue) {
    this.kind = 'map'
    this.entries = entries
    this.written = written
  }

  get source(): Source {
    return this.written.source
  }
}

/** A list without functions: its parts are followed only where they are asked for. */
export class LiteralList {
  readonly kind: 'list'
  readonly written: ListValue

  constructor(written: ListValue) {
    this.kind = 'list'
    this.written = written
  }

  get items(): readonly TracedValue[] {
    return this.written.items.map(literal)
  }

  get source(): Source {
    return this.written.source
  }
}

/** A map without functions: its parts are followed only where they are asked for. */
export class LiteralMap {
  readonly kind: 'map'
  readonly written: MapValue

  constructor(written: MapValue) {
    this.kind = 'map'
    this.written = written
  }

  get entries(): readonly TracedEntry[] {
    return this.written.entries.map(literalEntry)
  }

  get source(): Source {
    return this.written.source
  }
}

/** A value without functions, which is what it says. */
export function literal(value: TemplateValue): TracedValue {
  if (value.kind === 'list') return new LiteralList(value)
  if (value.kind === 'map') return new LiteralMap(value)
  if (value.kind === 'scalar') return new LeafAsWritten(value)
  throw new TypeError('a function is no literal')
}

function literalEntry(entry: MapEntry): TracedEntry {
  return new KeyAsWritten(literal(entry.value), entry)
}

/** What stands under a key of a map; undefined where nothing does. */
export function entryUnder(
  map: TracedValue & { readonly kind: 'map' },
  key: string,
): TracedEntry | undefined {
  if (!(map instanceof LiteralMap)) return map.entries.find((one) => one.key === key)
  const entry = map.written.entries.find((one) => one.key === key)
  return entry && literalEntry(entry)
}

/** A leaf. */
export function leaf(value: string | number | boolean | null | Unresolved, source: Source): TracedValue {
  return { kind: 'leaf', value, source }
}

/** A plain value, all of it said to come from one place. */
export function traced(value: EvaluatedValue, source: Source): TracedValue {
  if (value instanceof Unresolved || typeof value !== 'object' || value === null) return leaf(value, source)
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => traced(item, source)), source }
  const entries = Object.entries(value).map(([key, child]) => ({
    key,
    value: traced(child, source),
    keySource: source,
  }))
  return { kind: 'map', entries, source }
}

/** The plain value. AWS::NoValue is undefined, and was left out of lists and maps before. */
export function plain(value: TracedValue): EvaluatedValue | undefined {
  if (value.kind === 'nothing') return undefined
  if (value.kind === 'leaf') return value.value
  if (value instanceof LiteralList || value instanceof LiteralMap) return plainLiteral(value.written)
  if (value.kind === 'list') return value.items.map((item) => plain(item) ?? null)
  const result: Record<string, EvaluatedValue> = {}
  for (const entry of value.entries) put(result, entry.key, plain(entry.value) ?? null)
  return result
}

function put(result: Record<string, EvaluatedValue>, key: string, child: EvaluatedValue): void {
  // A key named __proto__ is a key like any other.
  if (key === '__proto__')
    Object.defineProperty(result, key, {
      value: child,
      enumerable: true,
      writable: true,
      configurable: true,
    })
  else result[key] = child
}

function plainLiteral(value: TemplateValue): EvaluatedValue {
  if (value.kind === 'scalar') return value.value
  if (value.kind === 'list') return value.items.map(plainLiteral)
  const result: Record<string, EvaluatedValue> = {}
  if (value.kind === 'map')
    for (const { key, value: child } of value.entries) put(result, key, plainLiteral(child))
  return result
}

/** The first value within that is not known, or undefined. */
export function firstUnresolved(value: TracedValue): Unresolved | undefined {
  if (value.kind === 'leaf') return value.value instanceof Unresolved ? value.value : undefined
  if (value.kind === 'nothing') return undefined
  const children = value.kind === 'list' ? value.items : value.entries.map((entry) => entry.value)
  for (const child of children) {
    const found = firstUnresolved(child)
    if (found) return found
  }
  return undefined
}

/** The text of a scalar as CloudFormation joins it, or undefined where the value is no scalar. */
export function textOf(value: TracedValue): string | undefined {
  if (value.kind !== 'leaf' || value.value instanceof Unresolved || value.value === null) return undefined
  return String(value.value)
}

/** One text out of pieces: known where all of them are, otherwise unresolved with the pieces kept. */
export function joinPieces(pieces: readonly (string | Unresolved)[], source: Source): TracedValue {
  const first = pieces.find((piece) => piece instanceof Unresolved)
  if (!first) return leaf(pieces.filter((piece) => typeof piece === 'string').join(''), source)
  const parts: (string | Unresolved)[] = []
  for (const piece of pieces.flatMap((one) => (one instanceof Unresolved ? (one.parts ?? [one]) : [one]))) {
    const last = parts.at(-1)
    if (piece === '') continue
    if (typeof piece === 'string' && typeof last === 'string') parts[parts.length - 1] = last + piece
    else parts.push(piece)
  }
  if (parts.length === 1 && parts[0] instanceof Unresolved) return leaf(parts[0], source)
  return leaf(new Unresolved({ reason: first.reason, settledBy: first.settledBy, source, parts }), source)
}
