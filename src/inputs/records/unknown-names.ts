import { Unresolved } from '../../model/template.ts'
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
    const key = keyOf(value)
    const known = this.texts.get(key)
    if (known !== undefined) return known
    const name = nameOf(value)
    let text = unknownText(name)
    for (let count = 2; this.values.has(text); count++) text = unknownText(`${name}${count}`)
    this.texts.set(key, text)
    this.values.set(text, value)
    return text
  }

  /**
   * The text that stands for the name of one resource, which is told from all others by its handle. What a condition
   * chooses, or a function that is not worked out gives, may be different things under one reason.
   */
  nameOf(value: Unresolved, handle: string): string {
    if (isOfParameters(value)) return this.textOf(value)
    const { reason, settledBy } = value
    return this.textOf(
      new Unresolved({ reason, settledBy, reference: { logicalId: handle, attribute: 'Name' } }),
    )
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

/** Whether a text is known but for what parameters will be given. */
function isOfParameters({ parts, parameter }: Unresolved): boolean {
  if (!parts) return parameter !== undefined
  return parts.every((part) => typeof part === 'string' || isOfParameters(part))
}

/** What tells it from other values. */
function keyOf({ reference, parameter, reason }: Unresolved): string {
  if (reference) return `${reference.logicalId}.${reference.attribute ?? ''}`
  return parameter === undefined ? reason : `parameter ${parameter}`
}

/** A short name: what it refers to, or the parameter that has no value. */
function nameOf({ reference, parameter, reason }: Unresolved): string {
  if (reference) return `${reference.logicalId}${reference.attribute ?? ''}`
  return parameter ?? /^\S+/.exec(reason)?.[0] ?? ''
}
