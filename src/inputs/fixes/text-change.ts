/** Another text for a range of a file; nothing is replaced where the range is empty. */
export interface TextChange {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * Whether two changes cannot both be made: they meet, and are not the same. What is put behind an item of a list or map
 * can stand before another that is.
 */
export function conflict(a: TextChange, b: TextChange): boolean {
  if (same(a, b)) return false
  if (a.start === a.end && b.start === b.end) return a.start === b.start && !(isFurther(a) && isFurther(b))
  return a.start < b.end && b.start < a.end
}

function isFurther({ text }: TextChange): boolean {
  return /^(?:,|\r?\n)/.test(text)
}

/** Whether two changes are one. */
export function same(a: TextChange, b: TextChange): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text
}

/** A text with changes made, none of which may meet another. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  return [...changes]
    .reverse()
    .toSorted((a, b) => b.start - a.start)
    .reduce((whole, { start, end, text: put }) => whole.slice(0, start) + put + whole.slice(end), text)
}
