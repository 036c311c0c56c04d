import { isMap, isSeq } from 'yaml'
import type { Node, YAMLMap, YAMLSeq } from 'yaml'
import type { SourceDocument } from './source-document.ts'
import type { TextChange } from './text-change.ts'
import { blockLines, flowText, jsonText, type Value } from './written-value.ts'

/** Puts values at the end of a list, as its other items are written. */
export function putIntoList(document: SourceDocument, list: YAMLSeq, values: readonly Value[]): TextChange {
  if (!list.flow) return afterBlock(document, list, blockLines(values))
  return intoBrackets(document, list, (indent) => values.map((value) => inBrackets(document, value, indent)))
}

/** Puts a key with a value at the end of a map, as its other keys are written. */
export function putIntoMap(document: SourceDocument, map: YAMLMap, key: string, value: Value): TextChange {
  if (!map.flow) return afterBlock(document, map, blockLines({ entries: [[key, value]] }))
  return intoBrackets(document, map, (indent) => [
    document.isJson
      ? `${JSON.stringify(key)}: ${inBrackets(document, value, indent)}`
      : `${key}: ${flowText(value)}`,
  ])
}

/** JSON has as many lines as the file has; YAML within brackets has one. */
function inBrackets(document: SourceDocument, value: Value, indent: string | undefined): string {
  if (!document.isJson) return flowText(value)
  return indent === undefined ? jsonText(value, '', '') : jsonText(value, indent, stepOf(document))
}

function afterBlock(document: SourceDocument, node: YAMLMap | YAMLSeq, lines: readonly string[]): TextChange {
  const indent = ' '.repeat(document.columnOf(node.range?.[0] ?? 0))
  const at = document.lineEnd(document.endOf(node))
  return {
    start: at,
    end: at,
    text: lines.map((line) => `${document.newline}${indent}${line}`).join(''),
  }
}

/** Behind the last item, on a line of its own where the items have lines of their own. */
function intoBrackets(
  document: SourceDocument,
  node: YAMLMap | YAMLSeq,
  written: (indent: string | undefined) => readonly string[],
): TextChange {
  const last = node.items.at(-1)
  const [start = 0, end = 0] = node.range ?? []
  if (last === undefined) {
    const indent = document.indentOf(start)
    const inner = `${indent}${document.isJson ? stepOf(document) : ''}`
    const onLines = document.isJson && document.text.trimEnd().includes('\n')
    const items = written(onLines ? inner : undefined)
    const text = onLines
      ? `${items.map((item) => `${document.newline}${inner}${item}`).join(',')}${document.newline}${indent}`
      : items.join(', ')
    return { start: start + 1, end: end - 1, text: lineEnds(text, document) }
  }
  const first = node.items[0]
  const firstNode = isNode(first) ? first : (first as { key: Node }).key
  const lastNode = isNode(last)
    ? last
    : ((last as { value: Node | null }).value ?? (last as { key: Node }).key)
  const at = document.endOf(lastNode)
  const ownLines = document.text.slice(start, document.startOf(firstNode)).includes('\n')
  const indent = document.indentOf(document.startOf(firstNode))
  const items = written(ownLines ? indent : undefined)
  const text = items.map((item) => (ownLines ? `,${document.newline}${indent}${item}` : `, ${item}`)).join('')
  const added = { start: at, end: at, text: lineEnds(text, document) }
  return ownLines ? behindComment(document, added) : added
}

/** A comment at the end of the last item's line stays there; a comma that is there already ends the list again. */
function behindComment(document: SourceDocument, { start, text }: TextChange): TextChange {
  const end = document.lineEnd(start)
  const [, comma, comment] =
    /^([ \t]*,)?([ \t]*#[^\r\n]*)?[ \t]*$/.exec(document.text.slice(start, end)) ?? []
  if (comment === undefined) return { start, end: start, text }
  return { start, end, text: `,${comment}${text.slice(1)}${comma === undefined ? '' : ','}` }
}

function isNode(item: unknown): item is Node {
  return typeof item === 'object' && item !== null && !('key' in item)
}

function lineEnds(text: string, { newline }: SourceDocument): string {
  return newline === '\n' ? text : text.replaceAll(/\r?\n/g, newline)
}

/** What one level of a JSON file is indented by. */
function stepOf({ text }: SourceDocument): string {
  return /\n([ \t]+)"/.exec(text)?.[1] ?? '  '
}

/** Whether a node is a map or list that things can be put into: written out, and not the same as another. */
export function takesMore(document: SourceDocument, node: Node | undefined): node is YAMLMap | YAMLSeq {
  return (isMap(node) || isSeq(node)) && !node.tag && !document.isShared(node)
}
