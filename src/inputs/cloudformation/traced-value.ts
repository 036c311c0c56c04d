import type { EvaluatedValue, Source } from '../../model/template.ts'
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
      readonly entries: ReadonlyMap<string, { readonly value: TracedValue; readonly keySource: Source }>
      readonly source: Source
    }
  | { readonly kind: 'nothing'; readonly source: Source }

/** A leaf. */
export function leaf(value: string | number | boolean | null | Unresolved, source: Source): TracedValue {
  return { kind: 'leaf', value, source }
}

/** A plain value, all of it said to come from one place. */
export function traced(value: EvaluatedValue, source: Source): TracedValue {
  if (value instanceof Unresolved || typeof value !== 'object' || value === null) return leaf(value, source)
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => traced(item, source)), source }
  const entries = Object.entries(value).map(
    ([key, child]) => [key, { value: traced(child, source), keySource: source }] as const,
  )
  return { kind: 'map', entries: new Map(entries), source }
}

/** The plain value. AWS::NoValue is undefined, and was left out of lists and maps before. */
export function plain(value: TracedValue): EvaluatedValue | undefined {
  if (value.kind === 'nothing') return undefined
  if (value.kind === 'leaf') return value.value
  if (value.kind === 'list') return value.items.map((item) => plain(item) ?? null)
  const result: Record<string, EvaluatedValue> = {}
  for (const [key, entry] of value.entries) {
    const child = plain(entry.value) ?? null
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
  return result
}

/** The first value within that is not known, or undefined. */
export function firstUnresolved(value: TracedValue): Unresolved | undefined {
  if (value.kind === 'leaf') return value.value instanceof Unresolved ? value.value : undefined
  if (value.kind === 'nothing') return undefined
  const children =
    value.kind === 'list' ? value.items : [...value.entries.values()].map((entry) => entry.value)
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
