import type { Source, Sourced } from '../../model/template.ts'
import { entryOf } from '../syntax/syntax.ts'
import type { SyntaxNode } from '../syntax/syntax.ts'

/** Reads a node that is known to fit the schema: what is absent is undefined or empty. */
export class SettingsNode {
  private readonly node: SyntaxNode

  constructor(node: SyntaxNode) {
    this.node = node
  }

  get source(): Source {
    return this.node.source
  }

  /** The text of a scalar as it was written; empty for anything else. */
  get ownText(): string {
    return this.node.kind === 'scalar' ? this.node.text : ''
  }

  child(key: string): SettingsNode | undefined {
    const entry = this.node.kind === 'map' ? entryOf(this.node, key) : undefined
    return entry ? new SettingsNode(entry.value) : undefined
  }

  text(key: string): string | undefined {
    return this.child(key)?.ownText
  }

  sourced(key: string): Sourced<string> | undefined {
    const child = this.child(key)
    return child ? { value: child.ownText, source: child.source } : undefined
  }

  /** The entries of this map, or of the map under a key. */
  entries(
    key?: string,
  ): readonly { readonly key: string; readonly keySource: Source; readonly value: SettingsNode }[] {
    if (key !== undefined) return this.child(key)?.entries() ?? []
    if (this.node.kind !== 'map') return []
    return this.node.entries.map(({ key: name, keySource, value }) => ({
      key: name,
      keySource,
      value: new SettingsNode(value),
    }))
  }

  /** The elements of a list; a scalar is a list of one. */
  items(): readonly SettingsNode[] {
    return this.node.kind === 'list' ? this.node.items.map((item) => new SettingsNode(item)) : [this]
  }

  texts(): readonly string[] {
    return this.items().map((item) => item.ownText)
  }

  textOrTexts(): string | readonly string[] {
    return this.node.kind === 'list' ? this.texts() : this.ownText
  }

  joined(delimiter: string): string {
    return this.texts().join(delimiter)
  }

  get isList(): boolean {
    return this.node.kind === 'list'
  }
}
