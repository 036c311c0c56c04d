import type { Sourced } from '../../model/template.ts'
import type { ProblemList } from '../input-error.ts'
import { entryOf } from '../syntax/syntax.ts'
import type { SyntaxEntry, SyntaxMap, SyntaxNode } from '../syntax/syntax.ts'
import { placesOf } from '../syntax/written-node.ts'
import { listElements } from './parameter-constraints.ts'

/** Entries that loops of one template may come to. */
const maxLoopEntries = 20_000

/** A template with its loops written out, and the loops that could not be. */
interface ExpandedLoops {
  readonly root: SyntaxMap
  readonly open: readonly Sourced<string>[]
}

/**
 * Writes out every `Fn::ForEach` (transform AWS::LanguageExtensions). A loop may run over literal values or over a
 * list parameter, whose value is the given one or its default; one over other values is a problem, or is left out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function expandLoops(root: SyntaxMap, options: LoopOptions, problems: ProblemList): ExpandedLoops {
  const expander = new LoopExpander(root, options, problems)
  const expanded = expander.expand(root, new Map())
  return { root: expanded.kind === 'map' ? expanded : root, open: expander.open }
}

/** How loops are written out. */
export interface LoopOptions {
  /** Values of the parameters that loops run over. */
  readonly parameters?: Readonly<Record<string, string>>
  /** What becomes of a loop over values that are not known. */
  readonly openLoops?: 'refused' | 'left out'
}

type Bindings = ReadonlyMap<string, string>

class LoopExpander {
  readonly open: Sourced<string>[] = []
  private count = 0
  private readonly root: SyntaxMap
  private readonly parameters: Readonly<Record<string, string>>
  private readonly leavesOut: boolean
  private readonly problems: ProblemList

  constructor(root: SyntaxMap, { parameters = {}, openLoops }: LoopOptions, problems: ProblemList) {
    this.root = root
    this.parameters = parameters
    this.leavesOut = openLoops === 'left out'
    this.problems = problems
  }

  expand(node: SyntaxNode, bindings: Bindings): SyntaxNode {
    if (node.kind === 'scalar') return this.expandScalar(node, bindings)
    if (node.kind === 'list') {
      const items = node.items.map((item) => this.expand(item, bindings))
      return { kind: 'list', items, ...placesOf(node) }
    }
    const ref = entryOf(node, 'Ref')?.value
    const bound = node.entries.length === 1 && ref?.kind === 'scalar' ? bindings.get(ref.text) : undefined
    if (bound !== undefined) return { kind: 'scalar', value: bound, text: bound, source: node.source }
    const entries = new Map<string, SyntaxEntry>()
    for (const entry of node.entries) {
      const made = entry.key.startsWith('Fn::ForEach::')
        ? this.loop(entry, bindings)
        : [this.entry(entry, bindings)]
      for (const one of made) {
        if (entries.has(one.key)) this.problems.add(`the loop makes ${one.key} twice`, one.keySource)
        entries.set(one.key, one)
      }
    }
    return { kind: 'map', entries: [...entries.values()], ...placesOf(node) }
  }

  private expandScalar(node: SyntaxNode & { readonly kind: 'scalar' }, bindings: Bindings): SyntaxNode {
    if (bindings.size === 0 || typeof node.value !== 'string') return node
    const bound = node.tag === '!Ref' ? bindings.get(node.text) : undefined
    if (bound !== undefined) return { kind: 'scalar', value: bound, text: bound, source: node.source }
    const text = substitute(node.text, bindings)
    if (text === node.text) return node
    // Moved text no longer stands in the file as it is.
    return { kind: 'scalar', value: text, text, ...placesOf(node) }
  }

  private entry(entry: SyntaxEntry, bindings: Bindings): SyntaxEntry {
    const { key, keySource, value } = entry
    return { key: substitute(key, bindings), keySource, value: this.expand(value, bindings) }
  }

  private loop(entry: SyntaxEntry, bindings: Bindings): readonly SyntaxEntry[] {
    const [name, collection, body] = entry.value.kind === 'list' ? entry.value.items : []
    if (name?.kind !== 'scalar' || !collection || body?.kind !== 'map') {
      this.problems.add(`${entry.key} is not a loop`, entry.keySource, {
        expected: 'a list: identifier, list of values, map with the repeated keys',
      })
      return []
    }
    const values = this.valuesOf(collection, bindings, entry)
    return values.flatMap((value) => {
      this.count += body.entries.length
      if (this.count > maxLoopEntries) {
        this.problems.add(`the loops come to more than ${maxLoopEntries} entries`, entry.keySource)
        return []
      }
      const inner = new Map([...bindings, [name.text, value]])
      const made = this.expand({ kind: 'map', entries: body.entries, source: body.source }, inner)
      return made.kind === 'map' ? made.entries : []
    })
  }

  private valuesOf(collection: SyntaxNode, bindings: Bindings, entry: SyntaxEntry): readonly string[] {
    if (collection.kind === 'list' && collection.tag === undefined) {
      return collection.items.flatMap((item) => this.valueOf(item, bindings, entry))
    }
    const named = collection.kind === 'map' ? entryOf(collection, 'Ref')?.value : collection
    if (named?.kind === 'scalar' && (collection.kind === 'map' || collection.tag === '!Ref')) {
      const text = this.parameterText(named.text)
      if (text !== undefined) return listElements(text)
    }
    this.notKnown(entry, collection, 'values that are', {
      expected: 'a list of strings, or Ref of a list parameter that has a value',
    })
    return []
  }

  private valueOf(item: SyntaxNode, bindings: Bindings, entry: SyntaxEntry): readonly string[] {
    const expanded = this.expand(item, bindings)
    if (expanded.kind === 'scalar' && expanded.tag === undefined) return [expanded.text]
    const named = expanded.kind === 'map' ? entryOf(expanded, 'Ref')?.value : expanded
    const text = named?.kind === 'scalar' ? this.parameterText(named.text) : undefined
    if (text !== undefined) return listElements(text)
    this.notKnown(entry, item, 'a value that is', { expected: 'a string' })
    return []
  }

  private notKnown(
    entry: SyntaxEntry,
    over: SyntaxNode,
    what: string,
    detail: { readonly expected: string },
  ): void {
    if (this.leavesOut) this.open.push({ value: entry.key, source: over.source })
    else this.problems.add(`${entry.key} runs over ${what} not known here`, over.source, detail)
  }

  private parameterText(name: string): string | undefined {
    if (Object.hasOwn(this.parameters, name)) return this.parameters[name]
    const parameters = entryOf(this.root, 'Parameters')?.value
    const parameter = parameters?.kind === 'map' ? entryOf(parameters, name)?.value : undefined
    const fallback = parameter?.kind === 'map' ? entryOf(parameter, 'Default')?.value : undefined
    return fallback?.kind === 'scalar' ? fallback.text : undefined
  }
}

/** `${Name}` is the value, `&{Name}` the value without what is not a letter or digit. */
function substitute(text: string, bindings: Bindings): string {
  if (!text.includes('{')) return text
  return text.replaceAll(/([$&])\{(\w+)\}/g, (whole, sign: string, name: string) => {
    const value = bindings.get(name)
    if (value === undefined) return whole
    return sign === '&' ? value.replaceAll(/[^A-Za-z0-9]/g, '') : value
  })
}
