import { lineFrames } from './line-frame.ts'
import { spliced, thenSpliced, type Splice, type SplicedText } from './spliced-text.ts'

/** A text as templates are read against it, and where in the text as given each place of it is. */
export interface ScannedText extends SplicedText {
  /** The same in lower case, of the same length: people retype messages, and consoles title them. */
  readonly lower: string
  /** Whether `lower` holds this anywhere; asked again it costs nothing. */
  holds(literal: string): boolean
  /** Whether this stands in `lower` as a word, between two places that are of no word. */
  hasWord(word: string): boolean
}

/** How much of a text is read, in characters: of a longer one its beginning and its end. */
export const scanLimit = 100_000

const replaceable = new RegExp(
  [
    // What terminals are told: colours, links.
    String.raw`(?:\u001B|\\+(?:u001b|x1b|033|e))\[[0-9;?]{0,20}[A-Za-z]`,
    String.raw`\u001B\][^\u0007\u001B]{0,500}(?:\u0007|\u001B\\)`,
    // The same where the first sign of it was lost.
    String.raw`\[(?:\d{1,2}(?:;\d{1,3}){1,4}|[03]\d?)m(?!\])`,
    // White space, frames, and line ends as JSON has them.
    String.raw`(?:\s|[\u2500-\u257F]|(?<!')\\+[nrt])+`,
    String.raw`\\+"`,
    String.raw`[\u0060\u2018\u2019\u02BC]`,
    String.raw`[\u201C\u201D\u201E]`,
    String.raw`[\u2010\u2011]`,
    String.raw`[\u00AD\u200B-\u200D\u2060\uFEFF]+`,
    // Full-width signs of East Asian keyboards.
    String.raw`[\uFF01-\uFF5E]`,
    // HTML.
    String.raw`&(?:quot|apos|gt|lt|amp|nbsp|#\d{2,4}|#x[0-9a-f]{2,4});`,
    String.raw`</?(?:p|br|div|pre|code|span|li|ul|td|tr|tt|strong|em)(?: [^<>]{0,200})?/?>`,
    // Markdown: a link is what it shows.
    String.raw`\[[^[\]]{1,120}\]\(https?:[^()\s]{1,500}\)`,
  ].join('|'),
  'gi',
)

const entities: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  gt: '>',
  lt: '<',
  amp: '&',
  nbsp: ' ',
}

/**
 * One space for every run of whitespace, frame and escaped line end, straight quotes, no colours, tags or times before
 * lines: messages come wrapped, quoted, out of JSON, out of a terminal, a log or a web page, and in two spellings.
 */
export function scan(given: string): ScannedText {
  const { text, origin } = spelled(given)
  const lower = lowered(text)
  const held = new Map<string, boolean>()
  let words: ReadonlySet<string> | undefined
  return {
    text,
    lower,
    origin,
    holds: (literal) => {
      const known = held.get(literal)
      if (known !== undefined) return known
      const holds = lower.includes(literal)
      held.set(literal, holds)
      return holds
    },
    hasWord: (word) => {
      words ??= new Set(lower.match(wordSyntax))
      return words.has(word)
    },
  }
}

/** What counts as a word: letters and digits, as they stand between other signs. */
export const wordSyntax = /[a-z0-9]+/g

/** The spelling that texts are compared in; see `scan`. */
export function normalise(text: string): string {
  return spelled(text).text.trim()
}

function spelled(given: string): SplicedText {
  return thenSpliced(thenSpliced(spliced(given, middle(given)), lineFrames), replacements)
}

function middle({ length }: string): readonly Splice[] {
  const half = scanLimit / 2
  return length <= scanLimit ? [] : [{ from: half, to: length - half, by: ' ' }]
}

function* replacements(text: string): Iterable<Splice> {
  for (const { index, 0: found } of text.matchAll(replaceable)) {
    yield { from: index, to: index + found.length, by: replacement(found) }
  }
}

/** Lower case of the same length, which a few letters outside ASCII have not. */
export function lowered(text: string): string {
  const lower = text.toLowerCase()
  if (lower.length === text.length) return lower
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}

function replacement(found: string): string {
  const [first = ''] = found
  if (first === '[') return found.endsWith(')') ? found.slice(1, found.indexOf('](')) : ''
  if (first === '&') return entity(found.slice(1, -1).toLowerCase()) ?? found
  if (first === '\u201C' || first === '\u201D' || first === '\u201E' || found.endsWith('"')) return '"'
  if (first === '\u2018' || first === '\u2019' || first === '\u02BC' || first === '`') return "'"
  if (first === '\u2010' || first === '\u2011') return '-'
  if (first >= '\uFF01' && first <= '\uFF5E')
    return String.fromCodePoint((found.codePointAt(0) ?? 0) - 0xfee0)
  if (first === '\u001B' || /^(?:\\+[xeu0]|[\u00AD\u200B-\u200D\u2060\uFEFF])/i.test(found)) return ''
  return ' '
}

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name]
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code === 0xa0 ? ' ' : String.fromCodePoint(code)
}
