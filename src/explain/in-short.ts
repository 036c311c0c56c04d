/** Longer texts are told by their beginning and end: what failed, and how. */
const longest = 220
const endShown = 130
const beginShown = longest - endShown
/** A heading may be this much longer than the beginning of any other text. */
const headingMore = 40

/** A message of ECS in a line that can be taken in: its heading, which ends in a colon, or its first words, and its end. */
export function inShort(text: string): string {
  if (text.length <= longest) return text
  const heading = /^[^:]*: [^:]*:(?= )/.exec(text)?.[0]
  const begin = heading ?? words(text.slice(0, beginShown))
  if (begin.length > beginShown + headingMore) return text
  const end = text.slice(-endShown)
  return `${begin} … ${end.slice(end.indexOf(' ') + 1)}`
}

/** A text up to its last whole word. */
function words(text: string): string {
  const end = text.lastIndexOf(' ')
  return end <= 0 ? text : text.slice(0, end)
}
