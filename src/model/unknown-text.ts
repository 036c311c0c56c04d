/**
 * What stands in a request for a text that is not known: a template's parameter without a value, an attribute that
 * AWS decides. It is made of letters alone, so that it can stand in an ARN, a name or an image reference.
 */
export function unknownText(name: string): string {
  return `UNKNOWN_${name.replaceAll(/[^A-Za-z0-9]+/g, '')}_`
}

const pattern = /UNKNOWN_[A-Za-z0-9]*_/
const everyPattern = new RegExp(pattern, 'g')

/** Whether a part of a text is not known. Such a text is no evidence of anything being wrong. */
export function isUnknownText(text: string): boolean {
  return pattern.test(text)
}

/** Every text within that stands for one that is not known, each as often as it occurs. */
export function unknownTextsIn(text: string): readonly string[] {
  return text.match(everyPattern) ?? []
}

/** A text for people: what stands for a text that is not known is shown as a template would write it, `${Name}`. */
export function shownText(text: string): string {
  return text.includes('UNKNOWN_') ? text.replaceAll(/UNKNOWN_([A-Za-z0-9]*)_/g, '${$1}') : text
}
