/** Narrower than this nothing is broken into lines: it would be all breaks. */
const narrowest = 20

/**
 * A text in lines of at most so many characters, the first of them shorter where something stands before it. It is
 * broken at blanks alone: a longer word has a line of its own, and can still be copied. Without a width it is one line.
 */
export function wrap(text: string, width: number | undefined, first: number | undefined = width): string[] {
  if (width === undefined || first === undefined || width < narrowest || text.length <= first) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const room = lines.length === 0 ? first : width
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
