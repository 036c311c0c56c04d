import { parseArn } from '../model/arn.ts'
import type { RequestKeys } from '../model/iam/access.ts'
import type { PolicyText } from '../model/iam/policy.ts'
import { Unresolved } from '../model/template.ts'
import { isInRange, parseIpRange } from './ip-range.ts'
import { compilePattern, expand, matchPattern, type Pattern, type PatternRules } from './pattern.ts'
import { maybe, no, yes, type Truth } from './truth.ts'

/** One value that a condition asks for, ready for comparing. */
export interface WantedValue {
  /** Whether a value of the request is the one wanted. */
  readonly matches: (given: string, keys: RequestKeys) => Truth
  /** True where a policy variable in it has no value in this request: it then matches nothing. */
  readonly isVoid: (keys: RequestKeys) => boolean
}

/** A condition operator without its qualifiers. */
export interface ConditionOperator {
  readonly negated: boolean
  readonly compile: (wanted: PolicyText, variables: boolean) => WantedValue
}

/** An operator as written, taken apart: `ForAnyValue:StringNotLikeIfExists`. */
export interface QualifiedOperator {
  readonly set?: 'any' | 'all'
  readonly ifExists: boolean
  /** `Null` has no operator: it asks whether the key is there. */
  readonly operator: ConditionOperator | 'Null'
}

/**
 * Takes an operator apart, or returns undefined where there is none of that name. Names are case-sensitive.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function parseOperator(written: string): QualifiedOperator | undefined {
  const match = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/.exec(written)
  if (!match) return undefined
  const [, quantifier, name = '', suffix] = match
  const operator = name === 'Null' && suffix === undefined ? 'Null' : operators.get(name)
  if (operator === undefined) return undefined
  const ifExists = suffix !== undefined
  if (quantifier === undefined) return { ifExists, operator }
  return { set: quantifier === 'ForAnyValue' ? 'any' : 'all', ifExists, operator }
}

/** Every operator's name, without qualifiers. */
export function operatorNames(): readonly string[] {
  return [...operators.keys(), 'Null']
}

type Compare = (given: string) => boolean

/** Operators whose values are texts, in which policy variables are allowed. */
function textual(rules: Omit<PatternRules, 'variables'>, fold = false): ConditionOperator['compile'] {
  return (wanted, variables) => {
    const pattern = compilePattern(fold ? folded(wanted) : wanted, { ...rules, variables })
    return {
      matches: (given, keys) =>
        matchPattern(fold ? foldedPattern(pattern, keys) : pattern, fold ? given.toLowerCase() : given, keys),
      isVoid: (keys) => expand(pattern, keys) === undefined,
    }
  }
}

function folded(text: PolicyText): PolicyText {
  return typeof text === 'string' ? text.toLowerCase() : text
}

/** Without regard to case, the value that a variable brings is folded too. */
function foldedPattern(pattern: Pattern, keys: RequestKeys): Pattern {
  if (pattern.glob) return pattern
  const pieces = expand(pattern, keys)
  if (!pieces) return pattern
  return {
    ...pattern,
    pieces: pieces.map((piece) => (typeof piece === 'string' ? piece.toLowerCase() : piece)),
  }
}

/** Operators whose values are read once; variables are not allowed in them. A value that cannot be read never matches. */
function parsed(read: (wanted: string) => Compare | undefined): ConditionOperator['compile'] {
  return (wanted) => {
    const isVoid = (): boolean => false
    if (wanted instanceof Unresolved) return { matches: () => maybe, isVoid }
    const compare = read(wanted)
    return { matches: (given) => (compare?.(given) ? yes : no), isVoid }
  }
}

type Order = (given: number, wanted: number) => boolean

const equal: Order = (given, wanted) => given === wanted
const less: Order = (given, wanted) => given < wanted
const lessOrEqual: Order = (given, wanted) => given <= wanted
const greater: Order = (given, wanted) => given > wanted
const greaterOrEqual: Order = (given, wanted) => given >= wanted

const ordered = (read: (text: string) => number, order: Order): ConditionOperator['compile'] =>
  parsed((wanted) => {
    const bound = read(wanted)
    // Comparisons with what is not a number are all false.
    return (given) => order(read(given), bound)
  })

const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

/** Epoch milliseconds of an ISO 8601 date (W3C's profile) or of epoch seconds. */
function date(text: string): number {
  if (/^\d{5,}(?:\.\d+)?$/.test(text)) return Number(text) * 1000
  if (!/^\d{4}(?:-\d\d){0,2}(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/.test(text))
    return Number.NaN
  // Without a zone a time is taken as UTC; JavaScript would take this machine's.
  return Date.parse(/T.*\d$/.test(text) && !/[+-]\d\d:\d\d$/.test(text) ? `${text}Z` : text)
}

const binary = (text: string): string => text.replaceAll(/[\s=]/g, '')

const bool = textual({ wildcards: false }, true)
const exactText = textual({ wildcards: false })
const foldedText = textual({ wildcards: false }, true)
const likeText = textual({ wildcards: true })
const bytes = parsed((wanted) => (given) => binary(given) === binary(wanted))
const address = parsed((wanted) => {
  const range = parseIpRange(wanted)
  return range && ((given) => isInRange(range, given))
})

/** Each of the six parts of an ARN is compared for itself, so that a wildcard stays within its part. */
const arnText: ConditionOperator['compile'] = (wanted, variables) => {
  const whole = compilePattern(wanted, { wildcards: true, variables })
  const parts = typeof wanted === 'string' ? arnParts(wanted) : undefined
  const patterns = parts?.map((part) => compilePattern(part, { wildcards: true, variables }))
  return {
    matches: (given, keys) => {
      if (whole.written === '*' || whole.open) return matchPattern(whole, given, keys)
      if (!parseArn(given)) return no
      // A variable may stand for several parts, or for the whole ARN.
      if (!patterns || patterns.length < 6) return whole.glob ? no : matchPattern(whole, given, keys)
      const values = arnParts(given)
      let all: Truth = yes
      for (const [index, pattern] of patterns.entries()) {
        const one = matchPattern(pattern, values[index] ?? '', keys)
        if (one < all) all = one
      }
      return all
    },
    isVoid: (keys) => expand(whole, keys) === undefined,
  }
}

/** The six parts, where colons inside `${…}` do not count. */
function arnParts(text: string): readonly string[] {
  const parts: string[] = ['']
  for (const token of text.match(/\$\{[^}]*\}|:|[^:$]+|\$/g) ?? []) {
    if (token === ':' && parts.length < 6) parts.push('')
    else parts[parts.length - 1] += token
  }
  return parts
}

const pair = (
  name: string,
  negatedName: string,
  compile: ConditionOperator['compile'],
): [string, ConditionOperator][] => [
  [name, { negated: false, compile }],
  [negatedName, { negated: true, compile }],
]

const comparisons = (
  kind: 'Numeric' | 'Date',
  read: (text: string) => number,
): [string, ConditionOperator][] => [
  ...pair(`${kind}Equals`, `${kind}NotEquals`, ordered(read, equal)),
  [`${kind}LessThan`, { negated: false, compile: ordered(read, less) }],
  [`${kind}LessThanEquals`, { negated: false, compile: ordered(read, lessOrEqual) }],
  [`${kind}GreaterThan`, { negated: false, compile: ordered(read, greater) }],
  [`${kind}GreaterThanEquals`, { negated: false, compile: ordered(read, greaterOrEqual) }],
]

const operators: ReadonlyMap<string, ConditionOperator> = new Map([
  ...pair('StringEquals', 'StringNotEquals', exactText),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', foldedText),
  ...pair('StringLike', 'StringNotLike', likeText),
  ...comparisons('Numeric', number),
  ...comparisons('Date', date),
  ['Bool', { negated: false, compile: bool }],
  ['BinaryEquals', { negated: false, compile: bytes }],
  ...pair('IpAddress', 'NotIpAddress', address),
  ...pair('ArnEquals', 'ArnNotEquals', arnText),
  ...pair('ArnLike', 'ArnNotLike', arnText),
])
