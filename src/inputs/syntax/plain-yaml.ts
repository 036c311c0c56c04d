import { plainScalar, type ScalarRules } from './plain-scalar.ts'
import type { SyntaxEntry, SyntaxNode } from './syntax.ts'
import type { TextLines } from './text-lines.ts'
import { WrittenEntry, WrittenList, WrittenMap, WrittenScalar, type WrittenTag } from './written-node.ts'

/** Thrown where a text is more than this reader takes; whoever calls it reads the text with a whole YAML parser. */
class NotPlain extends Error {}

/**
 * Reads a block map that is written plainly: maps, lists, scalars and flow collections on one line, tags such as
 * `!Ref`, comments. It gives what a whole YAML parser gives, places included, in a fraction of the time. Undefined for
 * everything else: anchors, block scalars, values over several lines, and whatever may be wrong.
 */
export function readPlainMap(lines: TextLines, rules: ScalarRules): readonly SyntaxEntry[] | undefined {
  try {
    return new PlainReader(lines, rules).read()
  } catch (error) {
    if (error instanceof NotPlain) return undefined
    throw error
  }
}

/** Deeper than anybody nests by hand, and well within what is refused for its depth. */
const maxPlainDepth = 40

/** Begins neither a plain scalar nor anything that is read here. */
const indicators = new Set('?:,[]{}#&*!|>\'"%@`-'.split(''))

/** The escapes that YAML and JSON have alike. */
function unescaped(inner: string): string {
  if (!inner.includes('\\')) return inner
  if (!/^(?:[^\\\t]|\\["\\/nrt])*$/.test(inner)) throw new NotPlain()
  return JSON.parse(`"${inner}"`) as string
}

/** Maps of more keys than this are few. */
const fewKeys = 12

/** The keys of one map: none may be there twice. Most maps are small, and a set for each is slow to make. */
class Keys {
  private readonly first: string[] = []
  private all: Set<string> | undefined

  add(key: string): void {
    const { first, all } = this
    if (key === '<<' || (all ? all.has(key) : first.includes(key))) throw new NotPlain()
    if (all) all.add(key)
    else if (first.push(key) > fewKeys) this.all = new Set(first)
  }
}

class PlainReader {
  private readonly lines: TextLines
  private readonly text: string
  private readonly rules: ScalarRules
  /** Where the next line begins that is neither blank nor a comment, and how far it is indented; -1 at the end. */
  private next = 0
  private indent = -1
  private depth = 0
  /** Where what was read last ends: kept here, as each key and each value would else be two objects. */
  private end = 0

  constructor(lines: TextLines, rules: ScalarRules) {
    this.lines = lines
    this.text = lines.text
    this.rules = rules
  }

  read(): readonly SyntaxEntry[] {
    this.advance(0)
    const entries = this.map(this.indent, this.next + this.indent)
    if (this.indent !== -1) throw new NotPlain()
    return entries
  }

  /** Goes to the next line with something on it, from the beginning of a line. */
  private advance(from: number): void {
    const { text } = this
    let at = from
    while (at < text.length) {
      let first = at
      while (text[first] === ' ') first += 1
      const character = text[first]
      if (character === '\t' || character === '\r') throw new NotPlain()
      if (character !== undefined && character !== '\n' && character !== '#') {
        this.next = at
        this.indent = first - at
        return
      }
      at = this.endOfLine(first) + 1
    }
    this.next = text.length
    this.indent = -1
  }

  private endOfLine(from: number): number {
    const end = this.text.indexOf('\n', from)
    return end === -1 ? this.text.length : end
  }

  /** The entries of a map whose first key stands at `first`, and the others on lines of this indentation. */
  private map(indent: number, first: number): readonly SyntaxEntry[] {
    const entries: SyntaxEntry[] = []
    const keys = new Keys()
    let at = first
    do {
      const key = this.key(at)
      const { end } = this
      keys.add(key)
      entries.push(new WrittenEntry(this.lines, key, this.value(end + 1, indent), at, end))
      at = this.next + indent
    } while (this.indent === indent && this.text[at] !== '-')
    if (this.indent > indent) throw new NotPlain()
    return entries
  }

  /** A key and its end, which is the place of its colon. */
  private key(at: number): string {
    const { text } = this
    const quote = text[at]
    if (quote === "'" || quote === '"') {
      const key = this.quoted(at)
      if (text[this.end] !== ':' || !/[ \n]/.test(text[this.end + 1] ?? '\n')) throw new NotPlain()
      return key
    }
    if (indicators.has(quote ?? '?')) throw new NotPlain()
    const limit = this.endOfLine(at)
    for (
      let colon = text.indexOf(':', at);
      colon !== -1 && colon < limit;
      colon = text.indexOf(':', colon + 1)
    ) {
      if (colon + 1 < limit && text[colon + 1] !== ' ') continue
      const key = text.slice(at, colon)
      if (/\s$|\s#/.test(key)) throw new NotPlain()
      this.end = colon
      return key
    }
    throw new NotPlain()
  }

  /** The value behind a key or a dash: on its line, or on the lines below that are indented more than `indent`. */
  private value(from: number, indent: number): SyntaxNode {
    let at = this.skipSpaces(from)
    let tagged: WrittenTag | undefined
    if (this.text[at] === '!') {
      const tag = /^![A-Za-z0-9:]+(?=[ \n])/.exec(this.text.slice(at, at + 64))?.[0]
      if (tag === undefined) throw new NotPlain()
      tagged = { tag, at }
      at = this.skipSpaces(at + tag.length)
    }
    if (this.isEnd(at)) return this.below(at, indent, tagged)
    const node = this.inline(at, false, tagged)
    this.finish(this.end)
    return node
  }

  /** What stands below a key: a map that is indented more, or a list that may have the key's indentation. */
  private below(at: number, indent: number, tagged: WrittenTag | undefined): SyntaxNode {
    this.advance(this.endOfLine(at) + 1)
    const start = this.next + this.indent
    this.deepen()
    const isList = this.text[start] === '-' && this.text[start + 1] === ' '
    if (this.indent < indent || (this.indent === indent && !isList)) throw new NotPlain()
    const { lines } = this
    const node = isList
      ? new WrittenList(lines, this.list(this.indent), start, start, tagged)
      : new WrittenMap(lines, this.map(this.indent, start), start, start, tagged)
    this.depth -= 1
    return node
  }

  private list(indent: number): readonly SyntaxNode[] {
    const items: SyntaxNode[] = []
    while (this.indent === indent && this.text[this.next + indent] === '-') {
      const dash = this.next + indent
      if (this.text[dash + 1] !== ' ') throw new NotPlain()
      const at = this.skipSpaces(dash + 1)
      items.push(this.item(at, indent))
    }
    if (this.indent > indent) throw new NotPlain()
    return items
  }

  private item(at: number, indent: number): SyntaxNode {
    if (this.isEnd(at)) throw new NotPlain()
    if (this.beginsMap(at)) {
      const column = at - this.next
      // The lines of a map behind a dash are indented as its first key is.
      return new WrittenMap(this.lines, this.map(column, at), at, at)
    }
    return this.value(at, indent)
  }

  private beginsMap(at: number): boolean {
    const character = this.text[at] ?? ''
    if (character === "'" || character === '"') {
      this.quoted(at)
      return this.text[this.end] === ':'
    }
    if (indicators.has(character)) return false
    return /^[^\n]*?:(?: |\n|$)/.test(this.text.slice(at, this.endOfLine(at) + 1).replace(/ #.*/, ''))
  }

  /** A scalar or a flow collection that ends on its line. */
  private inline(at: number, inFlow: boolean, tagged?: WrittenTag): SyntaxNode {
    const character = this.text[at] ?? ''
    if (character === '[') return this.flowList(at, tagged)
    if (character === '{') return this.flowMap(at, tagged)
    const quoted = character === "'" || character === '"'
    const text = quoted ? this.quoted(at) : this.plain(at, inFlow)
    const value = quoted ? text : plainScalar(text, this.rules)
    return new WrittenScalar(this.lines, value, text, at, this.end, tagged)
  }

  private plain(at: number, inFlow: boolean): string {
    const { text } = this
    const first = text[at] ?? ''
    const second = text[at + 1] ?? '\n'
    if (indicators.has(first) && !(first === '-' && /[^\s,[\]{}]/.test(second))) throw new NotPlain()
    const rest = text.slice(at, this.endOfLine(at))
    const flowEnd = inFlow ? rest.search(/[,[\]{}]/) : -1
    const there = flowEnd === -1 ? rest : rest.slice(0, flowEnd)
    const comment = there.indexOf(' #')
    const written = comment === -1 ? there : there.slice(0, comment)
    // A colon that may end a key, and spaces that YAML reads in its own way.
    if (/[\r\t]|:(?:\s|$)/.test(written)) throw new NotPlain()
    const value = written.replace(/ +$/, '')
    this.end = at + value.length
    return value
  }

  private quoted(at: number): string {
    const { text } = this
    const quote = text[at] ?? ''
    let end = at + 1
    for (; ; end += 1) {
      const character = text[end]
      if (character === undefined || character === '\n' || character === '\r') throw new NotPlain()
      if (character === '\\' && quote === '"') end += 1
      else if (character === "'" && quote === "'" && text[end + 1] === "'") end += 1
      else if (character === quote) break
    }
    const inner = text.slice(at + 1, end)
    this.end = end + 1
    return quote === "'" ? inner.replaceAll("''", "'") : unescaped(inner)
  }

  private flowList(at: number, tagged: WrittenTag | undefined): SyntaxNode {
    const items: SyntaxNode[] = []
    this.flow(at, ']', (from) => items.push(this.flowValue(from)))
    return new WrittenList(this.lines, items, at, this.end, tagged)
  }

  private flowMap(at: number, tagged: WrittenTag | undefined): SyntaxNode {
    const entries: SyntaxEntry[] = []
    const keys = new Keys()
    this.flow(at, '}', (from) => {
      const key = this.key(from)
      const { end } = this
      if (/[,[\]{}]/.test(this.text.slice(from, end))) throw new NotPlain()
      keys.add(key)
      const value = this.flowValue(this.skipSpaces(end + 1))
      entries.push(new WrittenEntry(this.lines, key, value, from, end))
    })
    return new WrittenMap(this.lines, entries, at, this.end, tagged)
  }

  /** Reads what stands between brackets, item by item. */
  private flow(at: number, close: string, item: (from: number) => void): void {
    this.deepen()
    let from = this.skipSpaces(at + 1)
    if (this.text[from] !== close) {
      for (;;) {
        item(from)
        from = this.skipSpaces(this.end)
        if (this.text[from] === close) break
        if (this.text[from] !== ',' || this.text[from + 1] !== ' ') throw new NotPlain()
        from = this.skipSpaces(from + 1)
      }
    }
    this.depth -= 1
    this.end = from + 1
  }

  private flowValue(from: number): SyntaxNode {
    if (this.text[from] !== '!') return this.inline(from, true)
    const tag = /^![A-Za-z0-9:]+(?= )/.exec(this.text.slice(from, from + 64))?.[0]
    if (tag === undefined) throw new NotPlain()
    return this.inline(this.skipSpaces(from + tag.length), true, { tag, at: from })
  }

  private deepen(): void {
    this.depth += 1
    if (this.depth > maxPlainDepth) throw new NotPlain()
  }

  private skipSpaces(from: number): number {
    let at = from
    while (this.text[at] === ' ') at += 1
    return at
  }

  private isEnd(at: number): boolean {
    const character = this.text[at]
    return character === undefined || character === '\n' || (character === '#' && this.text[at - 1] === ' ')
  }

  /** Ends a value on its line. A line below that is indented more would go on with it, which `map` and `list` see. */
  private finish(end: number): void {
    if (!this.isEnd(this.skipSpaces(end))) throw new NotPlain()
    this.advance(this.endOfLine(end) + 1)
  }
}
