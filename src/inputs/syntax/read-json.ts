import { inputError } from '../input-error.ts'
import type { InputError } from '../input-error.ts'
import { maxDepth } from './syntax.ts'
import type { SyntaxEntry, SyntaxNode } from './syntax.ts'
import { TextLines } from './text-lines.ts'
import { WrittenEntry, WrittenList, WrittenMap, WrittenScalar } from './written-node.ts'

const stringPattern =
  /"[^"\\\p{Cc}]*(?:(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})|[\u007F-\u009F])[^"\\\p{Cc}]*)*"/uy
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y
const wordPattern = /true|false|null/y
const spacePattern = /[ \t\r\n]*/y

/**
 * Reads JSON with the place of every value. Of a key that is given twice the last one counts, as CloudFormation and AWS's
 * clients have it. Throws an InputError at the first thing that is not JSON.
 */
export function readJson(file: string, text: string): SyntaxNode {
  return new JsonReader(new TextLines(file, text)).readAll()
}

class JsonReader {
  private at = 0
  private readonly lines: TextLines

  constructor(lines: TextLines) {
    this.lines = lines
  }

  readAll(): SyntaxNode {
    this.skipSpace()
    if (this.at >= this.lines.text.length) throw inputError('the file is empty', { file: this.lines.file })
    const root = this.value(0)
    this.skipSpace()
    if (this.at < this.lines.text.length) throw this.error('there is more after the end of the JSON value')
    return root
  }

  private value(depth: number): SyntaxNode {
    if (depth > maxDepth) throw this.error(`the JSON is nested deeper than ${maxDepth} levels`)
    const start = this.at
    const first = this.lines.text[start]
    if (first === '{') return this.map(depth)
    if (first === '[') return this.list(depth)
    if (first === '"') {
      const value = this.string()
      return new WrittenScalar(this.lines, value, value, start, this.at)
    }
    const number = this.match(numberPattern)
    if (number !== undefined) {
      const value = Number(number)
      const exact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
      return new WrittenScalar(this.lines, exact ? value : number, number, start, this.at)
    }
    const word = this.match(wordPattern)
    if (word === undefined) throw this.error('the JSON cannot be read here', 'a value')
    const value = word === 'null' ? null : word === 'true'
    return new WrittenScalar(this.lines, value, word, start, this.at)
  }

  private list(depth: number): SyntaxNode {
    const start = this.at++
    const items: SyntaxNode[] = []
    this.skipSpace()
    if (!this.take(']')) {
      for (;;) {
        this.skipSpace()
        items.push(this.value(depth + 1))
        this.skipSpace()
        if (this.take(']')) break
        if (!this.take(',')) throw this.error('the JSON cannot be read here', 'a comma or ]')
      }
    }
    return new WrittenList(this.lines, items, start, this.at)
  }

  private map(depth: number): SyntaxNode {
    const start = this.at++
    const entries = new Map<string, SyntaxEntry>()
    this.skipSpace()
    if (!this.take('}')) {
      for (;;) {
        this.entry(entries, depth)
        this.skipSpace()
        if (this.take('}')) break
        if (!this.take(',')) throw this.error('the JSON cannot be read here', 'a comma or }')
      }
    }
    return new WrittenMap(this.lines, [...entries.values()], start, this.at)
  }

  private entry(entries: Map<string, SyntaxEntry>, depth: number): void {
    this.skipSpace()
    const start = this.at
    if (this.lines.text[start] !== '"')
      throw this.error('the JSON cannot be read here', 'a key in double quotes')
    const key = this.string()
    const end = this.at
    this.skipSpace()
    if (!this.take(':')) throw this.error('the JSON cannot be read here', 'a colon')
    this.skipSpace()
    entries.set(key, new WrittenEntry(this.lines, key, this.value(depth + 1), start, end))
  }

  private string(): string {
    const written = this.match(stringPattern)
    if (written === undefined)
      throw this.error('this string does not end, or holds a character JSON does not allow')
    return written.includes('\\') ? (JSON.parse(written) as string) : written.slice(1, -1)
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.lines.text)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }

  private take(character: string): boolean {
    if (this.lines.text[this.at] !== character) return false
    this.at++
    return true
  }

  private skipSpace(): void {
    this.match(spacePattern)
  }

  private error(message: string, expected?: string): InputError {
    const ended = this.at >= this.lines.text.length
    const place = this.lines.source(Math.min(this.at, this.lines.text.length))
    return inputError(ended ? 'the JSON ends too early' : message, place, expected ? { expected } : {})
  }
}
