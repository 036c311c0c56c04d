import type { Source, TextStart } from '../../model/template.ts'

/** Nesting beyond this is refused; CloudFormation itself refuses long before. */
export const maxDepth = 100
/** Nodes that may come out of YAML aliases in one file: an alias bomb ends here. */
export const maxAliasNodes = 100_000
/** Files larger than this are not read (the largest template CloudFormation takes is 1 MiB). */
export const maxFileBytes = 32 * 1024 * 1024

/** A scalar of YAML or JSON. `tag` is a YAML tag as written, such as `!Ref`; `bareSource` the place without it. */
export interface SyntaxScalar {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  readonly text: string
  readonly textStart?: TextStart
  readonly tag?: string
  readonly bareSource?: Source
  readonly source: Source
}

/** A list of YAML or JSON. */
export interface SyntaxList {
  readonly kind: 'list'
  readonly items: readonly SyntaxNode[]
  readonly tag?: string
  readonly bareSource?: Source
  readonly source: Source
}

/** One key of a map; keys are text. */
export interface SyntaxEntry {
  readonly key: string
  readonly keySource: Source
  readonly value: SyntaxNode
}

/** A map of YAML or JSON, without duplicate keys, in the order it was written. */
export interface SyntaxMap {
  readonly kind: 'map'
  readonly entries: readonly SyntaxEntry[]
  readonly tag?: string
  readonly bareSource?: Source
  readonly source: Source
}

/** What a file says, before anyone asks what it means. */
export type SyntaxNode = SyntaxScalar | SyntaxList | SyntaxMap

/** The value of a key, or undefined. */
export function entryOf(map: SyntaxMap, key: string): SyntaxEntry | undefined {
  return map.entries.find((entry) => entry.key === key)
}

/** What a node is, in words for messages. */
export function describeNode(node: {
  readonly kind: string
  readonly value?: string | number | boolean | null
}): string {
  if (node.kind === 'list') return 'a list'
  if (node.kind === 'map') return 'a map'
  if (node.kind === 'intrinsic') return 'a function'
  if (node.value === null) return 'nothing'
  if (typeof node.value === 'string') return node.value === '' ? 'an empty string' : 'a string'
  return typeof node.value === 'number' ? 'a number' : String(node.value)
}

/** What a node is, with its tag where it has one. */
export function describeTagged(node: SyntaxNode): string {
  return node.tag === undefined ? describeNode(node) : node.tag
}
