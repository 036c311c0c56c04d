import type { Unresolved } from '../../model/template.ts'
import { unknownText, unknownTextsIn } from '../../model/unknown-text.ts'

/**
 * The values of one project that are not known, each under a text that stands for it in requests. The same value has
 * the same text wherever it is used, so that a name built from it still equals itself.
 */
export class UnknownNames {
  private readonly texts = new Map<string, string>()
  private readonly values = new Map<string, Unresolved>()

  /** The text that stands for a value; parts of it that are known are kept. */
  textOf(value: Unresolved): string {
    if (value.parts) {
      return value.parts.map((part) => (typeof part === 'string' ? part : this.textOf(part))).join('')
    }
    const key = value.reference
      ? `${value.reference.logicalId}.${value.reference.attribute ?? ''}`
      : value.reason
    const known = this.texts.get(key)
    if (known !== undefined) return known
    const name = nameOf(value)
    let text = unknownText(name)
    for (let count = 2; this.values.has(text); count++) text = unknownText(`${name}${count}`)
    this.texts.set(key, text)
    this.values.set(text, value)
    return text
  }

  /** What would settle the texts of a value. */
  settlingWithin(value: object): string | undefined {
    return this.values.size === 0 ? undefined : this.settling(JSON.stringify(value))
  }

  /** What would settle a text; undefined where nothing of it is unknown. */
  settling(text: string): string | undefined {
    if (this.values.size === 0) return undefined
    const settledBy = unknownTextsIn(text).flatMap((one) => {
      const value = this.values.get(one)
      return value ? [`${value.reason}: ${value.settledBy}`] : []
    })
    return settledBy.length === 0 ? undefined : [...new Set(settledBy)].join('; ')
  }
}

/** A short name: what it refers to, or the parameter that has no value. */
function nameOf({ reference, reason }: Unresolved): string {
  if (reference) return `${reference.logicalId}${reference.attribute ?? ''}`
  return /^(?:parameter )?(\S+)/.exec(reason)?.[1] ?? ''
}
