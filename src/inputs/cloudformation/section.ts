import type { Source, Sourced } from '../../model/template.ts'
import type { ProblemList } from '../input-error.ts'
import { suggestion } from '../nearest-name.ts'
import { describeTagged, entryOf } from '../syntax/syntax.ts'
import type { SyntaxEntry, SyntaxMap, SyntaxNode } from '../syntax/syntax.ts'

/** Reads the keys of one map of a template, and notes what is not as it must be. `what` names the map in messages. */
export class Section {
  readonly map: SyntaxMap
  readonly what: string
  readonly source: Source
  private readonly problems: ProblemList

  constructor(map: SyntaxMap, what: string, source: Source, problems: ProblemList) {
    this.map = map
    this.what = what
    this.source = source
    this.problems = problems
  }

  /** Notes every key that is not allowed. */
  allow(keys: readonly string[]): void {
    for (const entry of this.map.entries) {
      const { key } = entry
      if (keys.includes(key)) continue
      this.problems.add(`${key} is not a key of ${this.what}`, entry.keySource, suggestion(key, keys, 'key'))
    }
  }

  node(key: string): SyntaxNode | undefined {
    return entryOf(this.map, key)?.value
  }

  /** The text of a key as written; numbers and booleans are taken as text. */
  text(key: string): Sourced<string> | undefined {
    const node = this.node(key)
    if (!node) return undefined
    if (node.kind === 'scalar' && node.value !== null && node.tag === undefined) {
      return { value: node.text, source: node.source }
    }
    this.problems.add(`${key} of ${this.what} is ${describeTagged(node)}`, node.source, {
      expected: 'a string',
    })
    return undefined
  }

  /** A whole or broken number. */
  number(key: string): number | undefined {
    const node = this.node(key)
    if (!node) return undefined
    const value = node.kind === 'scalar' && node.text.trim() !== '' ? Number(node.text) : Number.NaN
    if (!Number.isNaN(value)) return value
    this.problems.add(`${key} of ${this.what} is ${describeTagged(node)}`, node.source, {
      expected: 'a number',
    })
    return undefined
  }

  /** The entries of a map under a key. */
  entries(key: string): readonly SyntaxEntry[] {
    const node = this.node(key)
    if (!node) return []
    return mapEntries(node, `${key} of ${this.what}`, this.problems)
  }
}

/** The entries of a node that must be a map. */
export function mapEntries(node: SyntaxNode, what: string, problems: ProblemList): readonly SyntaxEntry[] {
  if (node.kind === 'map' && node.tag === undefined) return node.entries
  problems.add(`${what} is ${describeTagged(node)}`, node.source, { expected: 'a map' })
  return []
}
