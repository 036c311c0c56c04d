import { malformed } from './malformed.ts'

/** A statement of a policy, its shape checked. */
type Elements = Readonly<Record<string, unknown>>

const DATE = /^-?\d+(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/
const TIME = /^(?:(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.\d{1,9})?)?)?)?(?:z|[+-](\d{2})(?::?(\d{2}))?)?$/
const LATEST_SECOND = 2n ** 63n - 1n
const dateOperator = /^(?:ForAnyValue:|ForAllValues:)?Date/

/**
 * What IAM's second reading of a policy refuses, all with the same text: an effect in other letters than `Allow` and
 * `Deny`, and what is no date where a date is compared. Throws MalformedPolicyDocument.
 */
export function parseAsLegacy(statements: readonly Elements[]): void {
  for (const { Effect: effect, Condition: condition } of statements) {
    if (effect !== 'Allow' && effect !== 'Deny') throw failedLegacyParsing()
    for (const [operator, keys] of Object.entries(condition ?? {})) {
      if (!dateOperator.test(operator)) continue
      const values: unknown[] = Object.values(keys as Record<string, unknown>).flat()
      if (!values.every((value) => isDate(String(value)))) throw failedLegacyParsing()
    }
  }
}

/** Refuses a resource that names no service, or leaves out parts between colons. Throws MalformedPolicyDocument. */
export function parseResourceAsLegacy(resource: string): void {
  if (resource === '*') return
  const parts = resource.split(':')
  if (parts[2] === '' || (parts.length < 6 && resource.includes('::'))) throw failedLegacyParsing()
}

function failedLegacyParsing(): Error {
  return malformed('The policy failed legacy parsing')
}

/** Seconds since 1970, or a date as https://www.w3.org/TR/NOTE-datetime has it, in any case and with parts left out. */
function isDate(value: string): boolean {
  const text = value.toLowerCase()
  if (!/[t-]/.test(text)) return /^\d+$/.test(text) && BigInt(text) <= LATEST_SECOND
  const [date = '', time = ''] = text.split('t')
  return within(DATE.exec(date), [12, 31], 1) && within(TIME.exec(time), [23, 59, 59, 23, 59], 0)
}

function within(found: RegExpExecArray | null, most: readonly number[], least: number): boolean {
  if (!found) return false
  return most.every((limit, place) => {
    const given = found[place + 1]
    return given === undefined || (Number(given) >= least && Number(given) <= limit)
  })
}
