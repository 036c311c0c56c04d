import { isMap, isScalar, isSeq } from 'yaml'
import type { Node, Scalar } from 'yaml'
import type { Edit } from '../../causes/fix.ts'
import type { FileChanges, FixPlaces } from './fix-place.ts'
import type { SourceDocument } from './source-document.ts'
import { templateValue } from './template-value.ts'
import type { TextChange } from './text-change.ts'
import { flowText, jsonText, yamlText, type Value } from './written-value.ts'

/** Another text in place of a literal one; `place` is where the finding is. */
export function replaceText(
  { at, statement, from, to }: Extract<Edit, { kind: 'replace' }>,
  place: string | undefined,
  places: FixPlaces,
): FileChanges | undefined {
  const found = places.at(at ?? place)
  if (!found) return undefined
  const { document, offset } = found
  const candidates =
    statement === undefined
      ? [document.scalarAt(offset) ?? document.mapAt(offset)]
      : statementValues(document, document.mapAt(offset), statement)
  const written = replacementOf(to, document, places)
  for (const node of candidates) {
    const change = node && rewritten(document, node, { from, to, written })
    if (change) return { file: document.file, changes: [change] }
  }
  return undefined
}

/** The texts under a key of a statement; the place may be that of the policy or of the statement itself. */
function statementValues(
  document: SourceDocument,
  policy: Node | undefined,
  { index, key }: { readonly index: number; readonly key: string },
): Node[] {
  const statements = document.valueAt(policy, 'Statement')
  const statement = statements === undefined ? policy : listed(statements)[index]
  return listed(document.valueAt(statement, key))
}

function listed(node: Node | undefined): Node[] {
  return isSeq(node) ? (node.items as Node[]) : node === undefined ? [] : [node]
}

/** What stands for the new text where it is an ARN of a resource of the same template. */
function replacementOf(to: string, document: SourceDocument, { records }: FixPlaces): Value | undefined {
  const known = records.all.some(({ names }) => names.includes(to))
  return known && to.startsWith('arn:')
    ? templateValue(to, document, { region: '', account: '' }, records)
    : to
}

interface Texts {
  readonly from: string
  readonly to: string
  /** Undefined where the new text is not known before the deploy. */
  readonly written: Value | undefined
}

function rewritten(
  document: SourceDocument,
  node: Node,
  { from, to, written }: Texts,
): TextChange | undefined {
  if (written === undefined || document.isShared(node)) return undefined
  const [start, end] = [document.startOf(node), document.endOf(node)]
  if (isScalar(node) && !node.tag) {
    // A number stays one.
    if (typeof node.value === 'number')
      return String(node.value) === from && /^\d+$/.test(to) ? { start, end, text: to } : undefined
    return node.value === from ? { start, end, text: writtenLike(document, node, written) } : undefined
  }
  const sub = subOf(node)
  const text = sub && substituted(String(sub.value), from, to)
  if (sub === undefined || text === undefined) return undefined
  if (typeof written === 'object') return { start, end, text: functionText(document, written) }
  return { start: sub.range?.[0] ?? 0, end: document.endOf(sub), text: writtenLike(document, sub, text) }
}

/** The text of a `Sub` without values of its own, in its short or long form. */
function subOf(node: Node): Scalar | undefined {
  if (isScalar(node)) return node.tag === '!Sub' ? node : undefined
  const [pair] = isMap(node) ? node.items : []
  const isLong = isScalar(pair?.key) && pair.key.value === 'Fn::Sub' && isScalar(pair.value)
  return isLong ? (pair.value as Scalar) : undefined
}

/** The text of a `Sub` that gives `to` where it gave `from`: they may differ only after its last variable. */
function substituted(text: string, from: string, to: string): string | undefined {
  const tail = text.slice(text.lastIndexOf('}') + 1)
  if (!from.endsWith(tail) || to.includes('${')) return undefined
  const head = from.slice(0, from.length - tail.length)
  return to.startsWith(head) ? text.slice(0, text.length - tail.length) + to.slice(head.length) : undefined
}

function writtenLike(document: SourceDocument, node: Scalar, value: Value): string {
  if (typeof value === 'object') return functionText(document, value)
  const text = String(value)
  if (document.isJson || node.type === 'QUOTE_DOUBLE') return JSON.stringify(text)
  if (node.type === 'QUOTE_SINGLE') return `'${text.replaceAll("'", "''")}'`
  return yamlText(text, true)
}

function functionText(document: SourceDocument, value: Exclude<Value, string | number>): string {
  return document.isJson ? jsonText(value, '', '').replaceAll('\n', '') : flowText(value)
}
