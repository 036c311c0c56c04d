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
import { AsWritten, KeyAsWritten } from './as-written.ts'

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

/** A scalar as it was written. */
export class LeafAsWritten extends AsWritten<ScalarValue> {
  readonly kind: 'leaf'
  readonly value: string | number | boolean | null

  constructor(written: ScalarValue) {
    super(written)
    this.kind = 'leaf'
    this.value = written.value
  }
}

/** A list as it was written, with evaluated values. */
export class ListAsWritten extends AsWritten<ListValue> {
  readonly kind: 'list'
  readonly items: readonly TracedValue[]

  constructor(items: readonly TracedValue[], written: ListValue) {
    super(written)
    this.kind = 'list'
    this.items = items
  }
}

/** A map as it was written, with evaluated values. */
export class MapAsWritten extends AsWritten<MapValue> {
  readonly kind: 'map'
  readonly entries: readonly TracedEntry[]

  constructor(entries: readonly TracedEntry[], written: MapValue) {
    super(written)
    this.kind = 'map'
    this.entries = entries
  }
}

/** A list without functions: its parts are followed only where they are asked for. */
export class LiteralList extends AsWritten<ListValue> {
  readonly kind: 'list'

  constructor(written: ListValue) {
    super(written)
    this.kind = 'list'
  }

  get items(): readonly TracedValue[] {
    return this.written.items.map(literal)
  }
}

/** A map without functions: its parts are followed only where they are asked for. */
export class LiteralMap extends AsWritten<MapValue> {
  readonly kind: 'map'

  constructor(written: MapValue) {
    super(written)
    this.kind = 'map'
  }

  get entries(): readonly TracedEntry[] {
    return this.written.entries.map(literalEntry)
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
