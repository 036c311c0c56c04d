import { isAlias, isMap, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml'
import type { Document, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'

/** Names under which generated files are known: what is changed in them is gone with the next run of the generator. */
const generated = /(?:^|\/)(?:cdk\.out|\.aws-sam)\//

/** A YAML or JSON file with the places of its nodes, so that parts of its text can be replaced. */
export class SourceDocument {
  readonly file: string
  /** Without a byte order mark. */
  readonly text: string
  readonly isJson: boolean
  /** The line end that the file uses. */
  readonly newline: '\n' | '\r\n'
  private readonly document: Document.Parsed
  private readonly shared = new Set<Node>()
  private readonly lineStarts: number[] = [0]
  private readonly maps = new Map<number, YAMLMap>()
  private readonly scalars = new Map<number, Scalar>()
  /** By where their keys begin. */
  private readonly values = new Map<number, Node>()

  private constructor(file: string, text: string, document: Document.Parsed) {
    this.file = file
    this.text = text
    this.isJson = /^\s*[[{]/.test(text)
    this.newline = text.includes('\r\n') ? '\r\n' : '\n'
    this.document = document
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.lineStarts.push(at + 1)
    visit(document, {
      Node: (key, node, path) => {
        const parent = path.findLast((one): one is Node => isMap(one) || isSeq(one))
        const anchored = 'anchor' in node && node.anchor !== undefined
        if (anchored || isAlias(node) || (parent && this.shared.has(parent))) this.shared.add(node)
        else this.note(key, node, path.at(-1))
      },
    })
  }

  /** Reads a file; undefined where a change of it would be lost or is not possible: it is generated or has errors. */
  static open(file: string, text: string): SourceDocument | undefined {
    if (generated.test(file.replaceAll('\\', '/'))) return undefined
    const body = text.replace(/^\uFEFF/, '')
    const options = {
      schema: 'failsafe',
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    } as const
    const document = parseDocument(body, options)
    if (document.errors.length > 0 || !isMap(document.contents)) return undefined
    const isPlan = document.contents.has('format_version') && document.contents.has('terraform_version')
    return isPlan ? undefined : new SourceDocument(file, body, document)
  }

  private note(key: unknown, node: Node, parent: unknown): void {
    if (isMap(node)) this.maps.set(this.startOf(node), node)
    if (isScalar(node) && key !== 'key') this.scalars.set(this.startOf(node), node)
    if (key === 'value' && isPair(parent) && parent.key !== null)
      this.values.set(this.startOf(parent.key as Node), node)
  }

  /** The map that all of the file is. */
  get root(): YAMLMap {
    return this.document.contents as unknown as YAMLMap
  }

  /** Where a line and column are in the text, both from 1. */
  offsetOf(line: number, column: number): number {
    return (this.lineStarts[line - 1] ?? this.text.length) + column - 1
  }

  /** The map that begins at a place; an alias and what it stands for are none. */
  mapAt(offset: number): YAMLMap | undefined {
    return this.maps.get(offset)
  }

  /** The scalar that begins at a place and is no key. */
  scalarAt(offset: number): Scalar | undefined {
    return this.scalars.get(offset)
  }

  /** The value of the key that begins at a place. */
  valueOfKeyAt(offset: number): Node | undefined {
    return this.values.get(offset)
  }

  /** Whether other parts of the file are the same node, by an anchor and its aliases. */
  isShared(node: Node): boolean {
    return this.shared.has(node)
  }

  /** The pair of a map with a key. */
  pairOf(
    map: Node | undefined,
    key: string | ((key: string) => boolean),
  ): Pair<Node, Node | null> | undefined {
    if (!isMap(map)) return undefined
    const matches = typeof key === 'string' ? (name: string) => name === key : key
    const pairs = map.items as unknown as readonly Pair<Node, Node | null>[]
    return pairs.find((pair) => isScalar(pair.key) && matches(String(pair.key.value)))
  }

  /** The value at keys of maps, from the outside in; undefined where there is none, it is shared, or it is a function. */
  valueAt(map: Node | undefined, ...keys: readonly string[]): Node | undefined {
    let at: Node | undefined = map
    for (const key of keys) {
      if (at?.tag !== undefined && at.tag !== null) return undefined
      at = this.pairOf(at, key)?.value ?? undefined
    }
    return at && !this.isShared(at) ? at : undefined
  }

  /** Where a node begins: at its tag, where it has one. */
  startOf(node: Node): number {
    const [start] = node.range ?? [-1]
    if (!node.tag || start < 0) return start
    const at = this.text.lastIndexOf(node.tag, start)
    const between = at === -1 ? 'x' : this.text.slice(at + node.tag.length, start)
    return /^(?:\s|&\S+)*$/.test(between) ? at : start
  }

  /** Where the last character of a node is followed by something else; comments and empty lines after it are not of it. */
  endOf(node: Node): number {
    const end = node.range?.[1] ?? 0
    if ((isMap(node) || isSeq(node)) && !node.flow) {
      const last = node.items.at(-1)
      if (isPair(last)) return this.endOf((hasText(last.value) ? last.value : last.key) as Node)
      if (last !== undefined) return this.endOf(last as Node)
    }
    return end - (/\s*$/.exec(this.text.slice(node.range?.[0] ?? 0, end))?.[0].length ?? 0)
  }

  /** The end of the line on which an offset is, without its line end. */
  lineEnd(offset: number): number {
    const next = this.text.indexOf('\n', offset)
    const end = next === -1 ? this.text.length : next
    return this.text[end - 1] === '\r' ? end - 1 : end
  }

  /** The column of an offset, from 0. */
  columnOf(offset: number): number {
    return offset - (this.text.lastIndexOf('\n', offset - 1) + 1)
  }

  /** The white space at the beginning of the line of an offset. */
  indentOf(offset: number): string {
    const start = this.text.lastIndexOf('\n', offset - 1) + 1
    return /^[ \t]*/.exec(this.text.slice(start))?.[0] ?? ''
  }
}

function hasText(node: unknown): boolean {
  return (
    isAlias(node) ||
    isMap(node) ||
    isSeq(node) ||
    (isScalar(node) && (node.range?.[1] ?? 0) > (node.range?.[0] ?? 0))
  )
}

/** Whether a node is a list that is written out. */
export function isPlainList(node: Node | undefined): node is YAMLSeq {
  return isSeq(node) && !node.tag
}
