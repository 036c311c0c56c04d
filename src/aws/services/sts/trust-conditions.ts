/** Condition keys of a request, in lower case; a key that is not there is not in the request. */
export type ConditionKeys = ReadonlyMap<string, readonly string[]>

const operatorForm = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/

/**
 * Whether the condition of a trust statement holds. Texts, ARNs, booleans and `Null` are evaluated; `otherwise` is the
 * answer where another operator is met, so that an Allow does not open and a Deny does not fall away by it.
 */
export function conditionHolds(condition: unknown, keys: ConditionKeys, otherwise: boolean): boolean {
  if (condition === undefined) return true
  return Object.entries(condition as Record<string, Record<string, unknown>>).every(([operator, tests]) =>
    Object.entries(tests).every(([key, wanted]) => {
      const holds = testHolds(operator, keys.get(key.toLowerCase()), valuesOf(wanted))
      return holds ?? otherwise
    }),
  )
}

function testHolds(
  operator: string,
  given: readonly string[] | undefined,
  wanted: readonly string[],
): boolean | undefined {
  const [, quantifier, base = '', ifExists] = operatorForm.exec(operator) ?? []
  if (base === 'Null') return wanted.includes(String(given === undefined))
  const matcher = matchers[base]
  if (!matcher) return undefined
  const { negated, matches } = matcher
  if (given === undefined) return ifExists !== undefined || negated || quantifier === 'ForAllValues'
  const one = (value: string): boolean => wanted.some((want) => matches(value, want)) !== negated
  return quantifier === 'ForAllValues' ? given.every(one) : given.some(one)
}

interface Matcher {
  readonly negated: boolean
  readonly matches: (value: string, wanted: string) => boolean
}

const equals = (value: string, wanted: string): boolean => value === wanted
const equalsFolded = (value: string, wanted: string): boolean => value.toLowerCase() === wanted.toLowerCase()
const like = (value: string, wanted: string): boolean => {
  const source = wanted.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(value)
}
/** Each of the six parts of an ARN is matched for itself. */
const arnLike = (value: string, wanted: string): boolean => {
  const [parts, patterns] = [arnParts(value), arnParts(wanted)]
  return parts.length === patterns.length && parts.every((part, index) => like(part, patterns[index] ?? ''))
}

const matchers: Readonly<Record<string, Matcher>> = {
  StringEquals: { negated: false, matches: equals },
  StringNotEquals: { negated: true, matches: equals },
  StringEqualsIgnoreCase: { negated: false, matches: equalsFolded },
  StringNotEqualsIgnoreCase: { negated: true, matches: equalsFolded },
  StringLike: { negated: false, matches: like },
  StringNotLike: { negated: true, matches: like },
  ArnEquals: { negated: false, matches: arnLike },
  ArnLike: { negated: false, matches: arnLike },
  ArnNotEquals: { negated: true, matches: arnLike },
  ArnNotLike: { negated: true, matches: arnLike },
  Bool: { negated: false, matches: equalsFolded },
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':')
  return [...parts.slice(0, 5), parts.slice(5).join(':')]
}

function valuesOf(wanted: unknown): readonly string[] {
  return (Array.isArray(wanted) ? wanted : [wanted]).map(String)
}
