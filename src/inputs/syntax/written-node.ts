import type { Source, TextStart } from '../../model/template.ts'
import type { SyntaxEntry, SyntaxList, SyntaxMap, SyntaxNode, SyntaxScalar } from './syntax.ts'
import type { TextLines } from './text-lines.ts'

// Nodes that keep where they stand as offsets: of the places of a large template few are ever asked for, and an object for
// each, in the tree and in what was evaluated of it, was a quarter of the heap (113 to 82 MB for 85,000 lines) and a fifth
// of the time of reading. They are copied by name, never spread: their places are worked out when they are asked for.

/** A tag of YAML, and where it stands. */
export interface WrittenTag {
  readonly tag: string
  readonly at: number
}

/** Where a node stands in a text, with its tag and without. */
class WrittenNode {
  readonly tag: string | undefined
  protected readonly lines: TextLines
  protected readonly from: number
  protected readonly at: number
  protected readonly end: number

  constructor(lines: TextLines, at: number, end: number, tagged: WrittenTag | undefined) {
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
}

/** A scalar as it stands in a text. */
export class WrittenScalar extends WrittenNode implements SyntaxScalar {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  readonly text: string

  constructor(
    lines: TextLines,
    value: string | number | boolean | null,
    text: string,
    at: number,
    end: number,
    tagged?: WrittenTag,
  ) {
    super(lines, at, end, tagged)
    this.kind = 'scalar'
    this.value = value
    this.text = text
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
export class WrittenList extends WrittenNode implements SyntaxList {
  readonly kind: 'list'
  readonly items: readonly SyntaxNode[]

  constructor(lines: TextLines, items: readonly SyntaxNode[], at: number, end: number, tagged?: WrittenTag) {
    super(lines, at, end, tagged)
    this.kind = 'list'
    this.items = items
  }

  /** The same without its tag. */
  get bare(): WrittenList {
    return new WrittenList(this.lines, this.items, this.at, this.end)
  }
}

/** A map as it stands in a text. */
export class WrittenMap extends WrittenNode implements SyntaxMap {
  readonly kind: 'map'
  readonly entries: readonly SyntaxEntry[]

  constructor(
    lines: TextLines,
    entries: readonly SyntaxEntry[],
    at: number,
    end: number,
    tagged?: WrittenTag,
  ) {
    super(lines, at, end, tagged)
    this.kind = 'map'
    this.entries = entries
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
export function placesOf({
  tag,
  bareSource,
  source,
}: SyntaxNode): Pick<SyntaxNode, 'tag' | 'bareSource' | 'source'> {
  return tag === undefined ? { source } : { tag, ...(bareSource ? { bareSource } : {}), source }
}
