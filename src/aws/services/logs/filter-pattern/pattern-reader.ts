import type { Operand, Operator } from './comparison.ts'
import { invalidPattern } from './invalid-pattern.ts'

/** Reads the tokens of a `{ … }` or `[ … ]` pattern from left to right. */
export class PatternReader {
  private readonly text: string
  private at = 0

  constructor(text: string) {
    this.text = text
  }

  get atEnd(): boolean {
    this.skipBlanks()
    return this.at === this.text.length
  }

  /** Takes this text if it comes next. */
  takes(text: string): boolean {
    this.skipBlanks()
    if (!this.text.startsWith(text, this.at)) return false
    this.at += text.length
    return true
  }

  /** Takes what matches this sticky expression, blanks before it left out. */
  match(expression: RegExp): RegExpExecArray | undefined {
    this.skipBlanks()
    expression.lastIndex = this.at
    const found = expression.exec(this.text) ?? undefined
    if (found) this.at = expression.lastIndex
    return found
  }

  /** Takes an operator, or nothing. */
  operator(): Operator | undefined {
    return this.match(/!=|<=|>=|=|<|>/y)?.[0] as Operator | undefined
  }

  /** Takes a value: a quoted text, a regular expression, or a word. */
  operand(): Operand {
    const found = this.match(/"(?<quoted>(?:[^"\\]|\\.)*)"|%(?<regex>[^%]*)%|(?<word>[\p{L}\p{N}_.*+:/-]+)/uy)
    if (!found) throw this.unexpected()
    const { quoted, regex, word = '' } = found.groups ?? {}
    if (regex !== undefined) return { text: regex, quoted: false, regex: true }
    if (quoted !== undefined) return { text: quoted.replaceAll(/\\(["\\])/g, '$1'), quoted: true }
    return { text: word, quoted: false }
  }

  /** What to say of the text that comes next. */
  unexpected(): Error {
    const rest = this.text.slice(this.at).trim()
    return invalidPattern(rest === '' ? 'it ends too early' : `Invalid character(s) in term '${rest}'`)
  }

  private skipBlanks(): void {
    while (this.at < this.text.length && /\s/.test(this.text.charAt(this.at))) this.at += 1
  }
}

/** Reads alternatives of conjunctions: `&&` binds more closely than `||`. */
export function readCondition<Value>(
  reader: PatternReader,
  readOne: () => (value: Value) => boolean,
): (value: Value) => boolean {
  const alternatives = [readConjunction(reader, readOne)]
  while (reader.takes('||')) alternatives.push(readConjunction(reader, readOne))
  return (value) => alternatives.some((holds) => holds(value))
}

function readConjunction<Value>(
  reader: PatternReader,
  readOne: () => (value: Value) => boolean,
): (value: Value) => boolean {
  const parts = [readOne()]
  while (reader.takes('&&')) parts.push(readOne())
  return (value) => parts.every((holds) => holds(value))
}
