import type { Source, TextStart } from '../../model/template.ts'
import type { SyntaxEntry, SyntaxList, SyntaxMap, SyntaxNode, SyntaxScalar } from './syntax.ts'
import type { TextLines } from './text-lines.ts'

// Nodes that keep where they stand as offsets: of the places of a large template few are ever asked for, and to make an
// object of each was half of the memory that reading it took. They are copied by name, never spread: what is asked of
// their places is worked out.

/** A tag of YAML, and where it stands. */
export interface WrittenTag {
  readonly tag: string
  readonly at: number
}

/** A scalar as it stands in a text. */
export class WrittenScalar implements SyntaxScalar {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  readonly text: string
  readonly tag: string | undefined
  private readonly lines: TextLines
  private readonly from: number
  private readonly at: number
  private readonly end: number

  constructor(
    lines: TextLines,
    value: string | number | boolean | null,
    text: string,
    at: number,
    end: number,
    tagged?: WrittenTag,
  ) {
    this.kind = 'scalar'
    this.value = value
    this.text = text
    this.tag = tagged?.tag
    this.lines = lines
    this.from = tagged?.at ?? at
    this.at = at
    this.end = end
  }

  get source(): Source {
    return this.lines.source(this.from, this.end)
  }

  get bareSource(): Source | undefined {
    return this.tag === undefined ? undefined : this.lines.source(this.at, this.end)
  }

  get textStart(): TextStart | undefined {
    const first = this.lines.text[this.at]
    const quotes = first === '"' || first === "'" ? 1 : 0
    if (this.end - this.at !== this.text.length + 2 * quotes) return undefined
    const { line, column } = this.lines.source(this.at)
    return { line, column: column + quotes }
  }

  /** The same without its tag. */
  get bare(): WrittenScalar {
    return new WrittenScalar(this.lines, this.value, this.text, this.at, this.end)
  }

  /** Parts of its text as a list; all of them stand where the whole does. */
  list(parts: readonly string[]): WrittenList {
    const { lines, at, end } = this
    const items = parts.map((part) => new WrittenScalar(lines, part, part, at, end))
    return new WrittenList(lines, items, at, end)
  }
}

/** A list as it stands in a text. */
export class WrittenList implements SyntaxList {
  readonly kind: 'list'
  readonly items: readonly SyntaxNode[]
  readonly tag: string | undefined
  private readonly lines: TextLines
  private readonly from: number
  private readonly at: number
  private readonly end: number

  constructor(
    lines: TextLines,
    items: readonly SyntaxNode[],
    at: number,
    end: number,
    tagged?: WrittenTag,
  ) {
    this.kind = 'list'
    this.items = items
    this.tag = tagged?.tag
    this.lines = lines
    this.from = tagged?.at ?? at
    this.at = at
    this.end = end
  }

  get source(): Source {
    return this.lines.source(this.from, this.end)
  }

  get bareSource(): Source | undefined {
    return this.tag === undefined ? undefined : this.lines.source(this.at, this.end)
  }

  /** The same without its tag. */
  get bare(): WrittenList {
    return new WrittenList(this.lines, this.items, this.at, this.end)
  }
}

/** A map as it stands in a text. */
export class WrittenMap implements SyntaxMap {
  readonly kind: 'map'
  readonly entries: readonly SyntaxEntry[]
  readonly tag: string | undefined
  private readonly lines: TextLines
  private readonly from: number
  private readonly at: number
  private readonly end: number

  constructor(
    lines: TextLines,
    entries: readonly SyntaxEntry[],
    at: number,
    end: number,
    tagged?: WrittenTag,
  ) {
    this.kind = 'map'
    this.entries = entries
    this.tag = tagged?.tag
    this.lines = lines
    this.from = tagged?.at ?? at
    this.at = at
    this.end = end
  }

  get source(): Source {
    return this.lines.source(this.from, this.end)
  }

  get bareSource(): Source | undefined {
    return this.tag === undefined ? undefined : this.lines.source(this.at, this.end)
  }

  /** The same without its tag. */
  get bare(): WrittenMap {
    return new WrittenMap(this.lines, this.entries, this.at, this.end)
  }
}

/** A key of a map as it stands in a text. */
export class WrittenEntry implements SyntaxEntry {
  readonly key: string
  readonly value: SyntaxNode
  private readonly lines: TextLines
  private readonly at: number
  private readonly end: number

  constructor(lines: TextLines, key: string, value: SyntaxNode, at: number, end: number) {
    this.key = key
    this.value = value
    this.lines = lines
    this.at = at
    this.end = end
  }

  get keySource(): Source {
    return this.lines.source(this.at, this.end)
  }
}

/** The tag and the places of a node, for a copy of it. */
export function placesOf({ tag, bareSource, source }: SyntaxNode): Pick<SyntaxNode, 'tag' | 'bareSource' | 'source'> {
  return tag === undefined ? { source } : { tag, ...(bareSource ? { bareSource } : {}), source }
}
