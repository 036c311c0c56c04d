import type { EvaluatedValue, Source } from '../../model/template.ts'
import type { SyntaxNode } from '../syntax/syntax.ts'
import type { RecordPath } from './world-record.ts'

/** The plain value of a file's node. */
export function plainValue(node: SyntaxNode): EvaluatedValue {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plainValue)
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainValue(value)]))
}

/** The node at a path; undefined where the path leads nowhere. */
export function nodeAt(root: SyntaxNode, path: RecordPath): SyntaxNode | undefined {
  let at: SyntaxNode | undefined = root
  for (const step of path) {
    if (at?.kind === 'list') at = at.items[Number(step)]
    else if (at?.kind === 'map') at = at.entries.find(({ key }) => key === step)?.value
    else return undefined
  }
  return at
}

/** Where the value at a path was written. */
export function placeIn(root: SyntaxNode): (path: RecordPath) => Source | undefined {
  return (path) => nodeAt(root, path)?.source
}

/** Where the key that ends the path was written; undefined where there is none. */
export function keyPlaceIn(root: SyntaxNode, path: RecordPath): Source | undefined {
  const owner = nodeAt(root, path.slice(0, -1))
  if (owner?.kind !== 'map') return undefined
  return owner.entries.find(({ key }) => key === path.at(-1))?.keySource
}
