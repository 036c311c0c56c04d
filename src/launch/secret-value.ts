import { goJsonError } from './go-json-error.ts'

/** What a JSON key of a secret gives. */
export type JsonKeyValue =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-json'; readonly error: string }

/** Stands for a text that is not JSON and of which nothing is kept. */
export const hiddenText = '…'

/**
 * Takes one key out of a secret's text and prints it as the launcher does, with Go's `%v`: a number is a float64
 * (1000000 becomes `1e+06`), null is `<nil>`, an object `map[k:v]` (spec: LAUNCH step 4).
 */
export function jsonKeyValue(secretString: string, key: string): JsonKeyValue {
  if (secretString === hiddenText)
    return { kind: 'not-json', error: `invalid character '${hiddenText}' looking for beginning of value` }
  const document = parsed(secretString)
  if (document === undefined) return { kind: 'not-json', error: goJsonError(secretString) ?? '' }
  if (document === null) return { kind: 'missing' }
  if (typeof document !== 'object' || Array.isArray(document)) {
    const type = Array.isArray(document) ? 'array' : goTypeName(document)
    return {
      kind: 'not-json',
      error: `json: cannot unmarshal ${type} into Go value of type map[string]interface {}`,
    }
  }
  if (!Object.hasOwn(document, key)) return { kind: 'missing' }
  return { kind: 'value', value: formatGoValue((document as Record<string, unknown>)[key]) }
}

/** Go takes what JavaScript takes; only what is wrong with a text has to be found in Go's way. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Prints a JSON value as Go's `fmt` prints it with `%v`. */
export function formatGoValue(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (typeof value === 'string') return value
  if (typeof value === 'number') return formatGoFloat(value)
  if (typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[${value.map(formatGoValue).join(' ')}]`
  const entries = Object.entries(value).sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  return `map[${entries.map(([key, entry]) => `${key}:${formatGoValue(entry)}`).join(' ')}]`
}

/** Go's shortest `%g`: an exponent below -4 or of 6 and more is written as one, with at least two digits. */
function formatGoFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0'
  const [digits = '', exponentText = '0'] = value.toExponential().split('e')
  const exponent = Number(exponentText)
  if (exponent >= -4 && exponent < 6) return String(value)
  const sign = exponent < 0 ? '-' : '+'
  return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`
}

function goTypeName(value: unknown): string {
  return typeof value === 'boolean' ? 'bool' : typeof value
}
