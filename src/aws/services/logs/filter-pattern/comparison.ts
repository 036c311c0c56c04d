import { invalidPattern } from './invalid-pattern.ts'
import { compileRegex } from './regex.ts'

/** The operators of conditions. */
export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>='

/** A value that a log event has: text or a number. */
export type EventValue = string | number | boolean

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/**
 * Compiles `operator operand`. A number is compared as a number where the event has one; texts are compared whole,
 * with `*` at either end for anything, or searched with `%regex%`.
 */
export function compileComparison(operator: Operator, operand: Operand): (value: EventValue) => boolean {
  if (operator === '=' || operator === '!=') {
    const equal = compileEquality(operand)
    return operator === '=' ? equal : (value) => !equal(value)
  }
  const limit = numberOf(operand)
  if (limit === undefined) throw invalidPattern(`'${operand.text}' is not a number, which ${operator} needs`)
  const compare = orders[operator]
  return (value) => {
    const number = typeof value === 'string' ? numberOf({ text: value, quoted: false }) : value
    return typeof number === 'number' && compare(number, limit)
  }
}

/** What stands on the right of an operator. */
export interface Operand {
  /** Without its quotes or percent signs. */
  readonly text: string
  readonly quoted: boolean
  readonly regex?: boolean
}

const orders: Readonly<Record<Exclude<Operator, '=' | '!='>, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

function compileEquality(operand: Operand): (value: EventValue) => boolean {
  if (operand.regex) {
    const expression = compileRegex(operand.text)
    return (value) => expression.test(String(value))
  }
  const number = numberOf(operand)
  const matchesText = compileWildcards(operand.text)
  return (value) => {
    if (number === undefined) return matchesText(String(value))
    const own = typeof value === 'string' ? numberOf({ text: value, quoted: false }) : value
    return own === number
  }
}

/** Asterisks stand for anything at the ends of a text; between, they are themselves. */
function compileWildcards(text: string): (value: string) => boolean {
  const [head, tail] = [text.startsWith('*'), text.length > 1 && text.endsWith('*')]
  const core = text.slice(head ? 1 : 0, tail ? -1 : undefined)
  if (head && tail) return (value) => value.includes(core)
  if (head) return (value) => value.endsWith(core)
  if (tail) return (value) => value.startsWith(core)
  return (value) => value === core
}

function numberOf({ text, quoted }: Operand): number | undefined {
  return !quoted && NUMBER.test(text) ? Number(text) : undefined
}
