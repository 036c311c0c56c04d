import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, visit } from 'yaml'
import type { Document, Node, Scalar, YAMLMap, YAMLParseError } from 'yaml'
import type { Source, TextStart } from '../../model/template.ts'
import { InputError, inputError, ProblemList } from '../input-error.ts'
import { plainScalar } from './plain-scalar.ts'
import type { ScalarRules } from './plain-scalar.ts'
import { readPlainMap } from './plain-yaml.ts'
import { maxAliasNodes, maxDepth } from './syntax.ts'
import type { SyntaxEntry, SyntaxNode } from './syntax.ts'
import { TextLines } from './text-lines.ts'
import { yamlPieces, type YamlPiece } from './yaml-pieces.ts'

/** After the first few, errors of YAML's grammar follow from one another. */
const maxSyntaxErrors = 3

const remedies: Partial<Record<YAMLParseError['code'], string>> = {
  TAB_AS_INDENT: 'indent with spaces: YAML does not allow tabs there',
  BAD_INDENT: 'give this line the same indentation as its siblings',
  MULTIPLE_TAGS: 'write the outer function in its long form, e.g. `Fn::Base64: !Sub …`',
  BLOCK_AS_IMPLICIT_KEY: 'quote the value if it holds a colon, or put the map on lines of its own',
  BAD_SCALAR_START: 'quote the value',
  MISSING_CHAR: 'close what was opened',
}

/** Reads one YAML document to its end, with the place of every node. Throws an InputError with every problem. */
export function readYaml(file: string, text: string, rules: ScalarRules): SyntaxNode {
  return (
    readPlainly(file, text, rules) ??
    readInPieces(file, text, rules) ??
    readPiece(file, { text, line: 0 }, rules)
  )
}

/** As read by the whole parser, where the text is written so plainly that it need not be asked. */
function readPlainly(file: string, text: string, rules: ScalarRules): SyntaxNode | undefined {
  // Without a line break at its end the place of the whole would end on its line.
  if (!text.endsWith('\n')) return undefined
  const entries = readPlainMap(new TextLines(file, text), rules)
  const first = entries?.[0]?.keySource
  if (!entries || !first) return undefined
  return { kind: 'map', entries, source: { file: first.file, line: first.line, column: first.column } }
}

/** As read whole, or undefined where it is to be read whole: also where anything is wrong, so that all is told of it. */
function readInPieces(file: string, text: string, rules: ScalarRules): SyntaxNode | undefined {
  const pieces = yamlPieces(text)
  if (!pieces) return undefined
  try {
    const entriesIn = (piece: YamlPiece): readonly SyntaxEntry[] => {
      const node = readPiece(file, piece, rules)
      return node.kind === 'map' ? node.entries : []
    }
    const head = entriesIn(pieces.head)
    const resources = pieces.resources.flatMap(
      (piece) => readPlainMap(new TextLines(file, piece.text, piece.line), rules) ?? entriesIn(piece),
    )
    const tail = /^[^\s#]/m.test(pieces.tail.text) ? entriesIn(pieces.tail) : []
    const [first] = resources
    const keys = [...head, ...tail].map(({ key }) => key)
    const unique =
      new Set(keys).size === keys.length && new Set(resources.map(({ key }) => key)).size === resources.length
    const source = head[0]?.keySource
    if (!unique || !first || !source) return undefined
    const { file: name, line, column } = first.keySource
    const section: SyntaxNode = { kind: 'map', entries: resources, source: { file: name, line, column } }
    const sections = head.map((entry) =>
      entry.key === 'Resources' ? { key: entry.key, keySource: entry.keySource, value: section } : entry,
    )
    return {
      kind: 'map',
      entries: [...sections, ...tail],
      source: { file: name, line: source.line, column: 1 },
    }
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

function readPiece(file: string, { text, line }: YamlPiece, rules: ScalarRules): SyntaxNode {
  const lines = new TextLines(file, text, line)
  const documents = parseDocuments(lines)
  const problems = new ProblemList()
  for (const document of documents) {
    for (const error of document.errors.slice(0, maxSyntaxErrors))
      reportSyntax(error, document, lines, problems)
  }
  problems.throwIfAny()
  const [document, second] = documents
  if (second) {
    const at = lines.source(second.range[0])
    problems.add('a second YAML document begins here', at, {
      expected: 'one document in the file',
      remedy: 'remove the `---` line, or move the second document to its own file',
    })
  }
  if (!document || !document.contents) {
    throw inputError('the file is empty', { file }, { expected: 'a YAML map' })
  }
  const root = new YamlReader(lines, document, rules, problems).read(document.contents)
  problems.throwIfAny()
  return root
}

function parseDocuments(lines: TextLines): readonly Document.Parsed[] {
  const { stackTraceLimit } = Error
  // Every tag such as `!Ref` gets a warning, whose stack nobody reads: making them takes a third of the time.
  Error.stackTraceLimit = 0
  try {
    const parsed = parseAllDocuments(lines.text, {
      schema: 'failsafe',
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'silent',
    })
    // An empty stream is not an array of documents but a marker object of its own.
    return Array.isArray(parsed) ? parsed : []
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

function reportSyntax(
  error: YAMLParseError,
  document: Document.Parsed,
  lines: TextLines,
  problems: ProblemList,
): void {
  if (error.code === 'RESOURCE_EXHAUSTION') {
    problems.add(`the YAML is nested deeper than ${maxDepth} levels`, { file: lines.file })
    return
  }
  const message = error.message.charAt(0).toLowerCase() + error.message.slice(1)
  const remedy = remedies[error.code]
  const at = placeOfSyntaxError(error, document, lines.text)
  problems.add(`the YAML cannot be read: ${message}`, lines.source(at), remedy ? { remedy } : {})
}

/** Where a reader would look: at the quote that was never closed, or at the first character that is out of place. */
function placeOfSyntaxError(error: YAMLParseError, document: Document.Parsed, text: string): number {
  let at = error.pos[0]
  if (error.code === 'MISSING_CHAR') {
    visit(document, {
      Scalar(_, node) {
        const [start, end] = node.range ?? [0, 0]
        if (/^["']/.test(text.slice(start, start + 1)) && start < at && end >= at) at = start
      },
    })
  }
  while (text[at] === ' ') at++
  return at
}

/**
 * Turns the nodes of one document into ours: aliases and merge keys are followed. Keys given twice are reported, but not
 * in templates: there the last one counts.
 */
class YamlReader {
  private aliasNodes = 0
  private insideAlias = 0
  private outermostAlias: Node | undefined
  private readonly lines: TextLines
  private readonly document: Document.Parsed
  private readonly rules: ScalarRules
  private readonly problems: ProblemList

  constructor(lines: TextLines, document: Document.Parsed, rules: ScalarRules, problems: ProblemList) {
    this.lines = lines
    this.document = document
    this.rules = rules
    this.problems = problems
  }

  read(node: Node | null, depth = 0, after = 0): SyntaxNode {
    if (!node) {
      return { kind: 'scalar', value: null, text: '', source: this.lines.source(after) }
    }
    this.guard(node, depth)
    if (isAlias(node)) return this.follow(node, depth)
    const source = this.sourceOf(node)
    const bareSource = this.lines.source(node.range?.[0] ?? 0, node.range?.[1] ?? 0)
    const tag = node.tag ? { tag: node.tag, bareSource } : {}
    if (isSeq(node)) {
      const items = node.items.map((item) => this.read(item as Node | null, depth + 1, node.range?.[0] ?? 0))
      return { kind: 'list', items, ...tag, source }
    }
    if (isMap(node)) return { kind: 'map', entries: this.entries(node, depth), ...tag, source }
    if (!isScalar(node)) throw inputError('this is not a YAML value', source)
    const text = typeof node.value === 'string' ? node.value : ''
    const value = node.type === 'PLAIN' ? plainScalar(text, this.rules) : text
    const textStart = this.textStart(node, text)
    return { kind: 'scalar', value, text, ...(textStart ? { textStart } : {}), ...tag, source }
  }

  private textStart(node: Scalar, text: string): TextStart | undefined {
    const [start, end] = node.range ?? [0, 0]
    const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0
    if (node.type !== 'BLOCK_LITERAL') {
      const { line, column } = this.lines.source(start)
      return end - start === text.length + 2 * quoted ? { line, column: column + quoted } : undefined
    }
    const block = this.lines.text.slice(start, end)
    const firstLine = text.slice(0, text.indexOf('\n'))
    const header = block.indexOf('\n') + 1
    const written = block.slice(header, block.indexOf('\n', header)).replace(/\r$/, '')
    if (firstLine === '' || !written.endsWith(firstLine)) return undefined
    return { line: this.lines.source(start).line + 1, column: written.length - firstLine.length + 1 }
  }

  private guard(node: Node, depth: number): void {
    if (depth > maxDepth) {
      throw inputError(`the YAML is nested deeper than ${maxDepth} levels`, this.sourceOf(node), {
        remedy: this.insideAlias > 0 ? 'an alias may not lead back to the value it stands in' : 'flatten it',
      })
    }
    if (this.insideAlias > 0 && ++this.aliasNodes > maxAliasNodes) {
      throw inputError(
        `the YAML aliases expand to more than ${maxAliasNodes} values`,
        this.sourceOf(this.outermostAlias ?? node),
        {
          remedy: 'write the values out instead of repeating aliases of aliases',
        },
      )
    }
  }

  private follow(alias: Node & { readonly source: string }, depth: number): SyntaxNode {
    const target = (alias as Node & { resolve(document: Document): Node | undefined }).resolve(this.document)
    if (!target) {
      this.problems.add(`the alias *${alias.source} has no anchor before it`, this.sourceOf(alias), {
        remedy: `mark a value with &${alias.source} above, or quote the text if it is meant literally`,
      })
      return { kind: 'scalar', value: null, text: '', source: this.sourceOf(alias) }
    }
    if (this.insideAlias++ === 0) this.outermostAlias = alias
    const node = this.read(target, depth + 1)
    this.insideAlias--
    return node
  }

  private entries(map: YAMLMap, depth: number): readonly SyntaxEntry[] {
    const own = new Map<string, SyntaxEntry>()
    const merged: SyntaxEntry[] = []
    for (const pair of map.items) {
      const keyNode = pair.key as Node | null
      const key = this.keyOf(keyNode, map, depth)
      if (key === undefined) continue
      const keySource = keyNode ? this.sourceOf(keyNode) : this.sourceOf(map)
      const value = this.read(pair.value as Node | null, depth + 1, keyNode?.range?.[1] ?? 0)
      if (key === '<<' && isScalar(keyNode) && keyNode.type === 'PLAIN') {
        merged.push(...this.mergedEntries(value, keySource))
        continue
      }
      // CloudFormation takes the last one: https://github.com/aws-cloudformation/cfn-lint/issues/35
      const first = this.rules === 'yaml-1.1' ? undefined : own.get(key)
      if (first) {
        this.problems.add(`the key ${key} is given twice`, keySource, {
          expected: `one ${key}; the first is on line ${first.keySource.line}`,
          remedy: 'remove one of them',
        })
      } else own.set(key, { key, keySource, value })
    }
    for (const entry of merged) if (!own.has(entry.key)) own.set(entry.key, entry)
    return [...own.values()]
  }

  private keyOf(node: Node | null, map: YAMLMap, depth: number): string | undefined {
    const target = isAlias(node) ? this.follow(node, depth) : undefined
    if (target?.kind === 'scalar') return target.text
    if (isScalar(node) && typeof node.value === 'string') return node.value
    this.problems.add('a key must be text', this.sourceOf(node ?? map), {
      remedy: 'quote it, or remove the `?`',
    })
    return undefined
  }

  private mergedEntries(value: SyntaxNode, source: Source): readonly SyntaxEntry[] {
    const maps = value.kind === 'list' ? value.items : [value]
    const entries = new Map<string, SyntaxEntry>()
    for (const map of maps) {
      if (map.kind !== 'map') {
        this.problems.add('only maps can be merged with <<', source, { expected: 'an alias of a map' })
        continue
      }
      for (const entry of map.entries) if (!entries.has(entry.key)) entries.set(entry.key, entry)
    }
    return [...entries.values()]
  }

  /** Begins at the tag, where there is one: `!Ref X` is one value. */
  private sourceOf(node: Node): Source {
    const [start, end] = node.range ?? [0, 0]
    if (!node.tag) return this.lines.source(start, end)
    const at = this.lines.text.lastIndexOf(node.tag, start)
    const between = at === -1 ? 'x' : this.lines.text.slice(at + node.tag.length, start)
    return this.lines.source(/^(?:\s|#.*\n|&\S+)*$/.test(between) ? at : start, end)
  }
}
