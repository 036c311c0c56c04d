/** Longer texts are told by their beginning and end: what failed, and how. */
const longest = 220
const endShown = 130

/** A message of ECS in a line that can be taken in: its beginning up to the second colon, and its end. */
export function inShort(text: string): string {
  if (text.length <= longest) return text
  const begin = /^[^:]*: [^:]*:/.exec(text)?.[0] ?? text.slice(0, longest - endShown)
  if (begin.length > longest - endShown + 40) return text
  const end = text.slice(-endShown)
  return `${begin} … ${end.slice(end.indexOf(' ') + 1)}`
}
