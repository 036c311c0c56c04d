import { compileComparison } from './comparison.ts'
import { invalidPattern } from './invalid-pattern.ts'
import { PatternReader, readCondition } from './pattern-reader.ts'

type Condition = (event: unknown) => boolean

/** How deeply parentheses may be nested. */
const MAX_DEPTH = 50

/** Compiles `{ … }`: a condition over the fields of events that are JSON. Other events do not match. */
export function compileJson(text: string): (message: string) => boolean {
  if (!text.endsWith('}')) throw invalidPattern("If a filter pattern starts with '{' it must end with '}'")
  const reader = new PatternReader(text.slice(1, -1))
  const condition = readCondition(reader, () => readOne(reader, 0))
  if (!reader.atEnd) throw reader.unexpected()
  return (message) => {
    const event = parse(message)
    return event !== undefined && condition(event)
  }
}

function parse(message: string): unknown {
  // Most events that are not JSON are told by their first character, which is cheaper than to have a parser fail.
  if (!/^\s*[{[]/.test(message)) return undefined
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}

function readOne(reader: PatternReader, depth: number): Condition {
  if (!reader.takes('(')) return readComparison(reader)
  if (depth === MAX_DEPTH) throw invalidPattern('too many parentheses')
  const inner = readCondition(reader, () => readOne(reader, depth + 1))
  if (!reader.takes(')')) throw reader.unexpected()
  return inner
}

function readComparison(reader: PatternReader): Condition {
  const select = readSelector(reader)
  const state = reader.match(/IS\s+(?<is>NULL|TRUE|FALSE)\b|(?<missing>NOT\s+EXISTS)\b/iy)?.groups
  if (state?.missing !== undefined) return (event) => select(event) === undefined
  if (state?.is !== undefined) {
    const wanted = { NULL: null, TRUE: true, FALSE: false }[state.is.toUpperCase()]
    return (event) => select(event) === wanted
  }
  const operator = reader.operator()
  if (!operator) throw reader.unexpected()
  const holds = compileComparison(operator, reader.operand())
  // A selector must point to a value: neither = nor != holds for what is missing, null, an object or an array.
  return (event) => {
    const value = select(event)
    return (
      (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') && holds(value)
    )
  }
}

function readSelector(reader: PatternReader): (event: unknown) => unknown {
  if (!reader.takes('$')) throw reader.unexpected()
  const path: (string | number)[] = []
  for (;;) {
    const step = reader.match(
      /\.(?<name>[\p{L}\p{N}_-]+)|\.?\[\s*(?:(?<index>\d+)|'(?<quoted>[^']*)'|"(?<doubled>[^"]*)")\s*\]/uy,
    )?.groups
    if (!step) break
    path.push(
      step.index === undefined ? (step.name ?? step.quoted ?? step.doubled ?? '') : Number(step.index),
    )
  }
  if (reader.match(/\.?(?:\[\s*)?\*/y)) {
    throw invalidPattern('wildcards in property selectors are not implemented by seatrial')
  }
  if (path.length === 0) throw reader.unexpected()
  return (event) => path.reduce<unknown>(stepInto, event)
}

function stepInto(value: unknown, step: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  if (typeof step === 'number') return Array.isArray(value) ? (value as unknown[])[step] : undefined
  return !Array.isArray(value) && Object.hasOwn(value, step)
    ? (value as Record<string, unknown>)[step]
    : undefined
}
