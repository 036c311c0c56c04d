import { createHmac } from 'node:crypto'
import type { JsonValue } from '../model/stack.ts'
import type { EvaluatedValue } from '../model/template.ts'

const secretPrefix = 'secret:'
const plainPrefix = 'plain:'

/** Whether a kept value is the hash of something that the template shows openly. */
export function isPlainHash(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && value.startsWith(plainPrefix)
}

/** What stands in the kept state in place of a secret: equal for equal values of one stack, and says nothing else. */
export class SecretHash {
  private readonly key: Buffer

  /** The stack's own key, hexadecimal. */
  constructor(key: string) {
    this.key = Buffer.from(key, 'hex')
  }

  of(value: EvaluatedValue, prefix = secretPrefix): string {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return `${prefix}${createHmac('sha256', this.key).update(text).digest('hex').slice(0, 32)}`
  }

  /** Every text within a value, hashed. */
  within(value: EvaluatedValue): EvaluatedValue {
    if (Array.isArray(value)) return value.map((item: EvaluatedValue) => this.within(item))
    if (typeof value !== 'object' || value === null) return this.of(value)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, this.within(item as EvaluatedValue)]),
    )
  }

  /** The properties as they are kept: those that are named are hashed, and those `plain` said to hold no secret. */
  properties(
    value: Readonly<Record<string, EvaluatedValue>>,
    hashed: readonly string[],
    plain: readonly string[] = [],
  ): Readonly<Record<string, JsonValue>> {
    const prefixOf = (name: string): string => (plain.includes(name) ? plainPrefix : secretPrefix)
    const entries = Object.entries(value).map(([name, item]) => [
      name,
      hashed.includes(name) ? this.of(item, prefixOf(name)) : item,
    ])
    return Object.fromEntries(entries) as Readonly<Record<string, JsonValue>>
  }
}
