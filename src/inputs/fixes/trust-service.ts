import { isMap, isScalar, isSeq } from 'yaml'
import type { Node } from 'yaml'
import type { Edit } from '../../causes/fix.ts'
import { propertiesAt } from './allow-actions.ts'
import type { FileChanges, FixPlaces } from './fix-place.ts'
import { putIntoList } from './put-into.ts'
import type { SourceDocument } from './source-document.ts'
import type { TextChange } from './text-change.ts'
import { yamlText } from './written-value.ts'

/** A service in the trust policy of a role: beside those it names, or in the place of one. */
export function trustService(
  { role: roleArn, service, instead }: Extract<Edit, { kind: 'trust' }>,
  places: FixPlaces,
): FileChanges | undefined {
  const role = places.records.find('AWS::IAM::Role', roleArn)
  const document = role && places.documentOf(role)
  const properties = role && document && propertiesAt(document, role.source)
  if (!document || !properties) return undefined
  const written = document.valueAt(properties, 'AssumeRolePolicyDocument', 'Statement')
  const statements = isSeq(written) ? (written.items as Node[]) : [written]
  for (const statement of statements) {
    if (!assumes(document, statement)) continue
    const change = changed(document, document.valueAt(statement, 'Principal', 'Service'), service, instead)
    if (change) return { file: document.file, changes: [change] }
  }
  return undefined
}

/** Whether a statement is an Allow of `sts:AssumeRole` alone and without a condition: more may be meant by others. */
function assumes(document: SourceDocument, statement: Node | undefined): boolean {
  const textAt = (key: string): unknown => {
    const node = document.valueAt(statement, key)
    const one = isSeq(node) && node.items.length === 1 ? node.items[0] : node
    return isScalar(one) ? one.value : undefined
  }
  return (
    isMap(statement) &&
    textAt('Effect') === 'Allow' &&
    textAt('Action') === 'sts:AssumeRole' &&
    document.pairOf(statement, 'Condition') === undefined
  )
}

function changed(
  document: SourceDocument,
  node: Node | undefined,
  service: string,
  instead: string | undefined,
): TextChange | undefined {
  const scalars = (isSeq(node) ? node.items : [node]).filter((one) => isScalar(one) && !one.tag)
  const replaced = scalars.find((one) => isScalar(one) && one.value === instead)
  if (isScalar(replaced)) {
    return {
      start: document.startOf(replaced),
      end: document.endOf(replaced),
      text: quoted(document, service),
    }
  }
  if (isSeq(node) && !node.tag) return putIntoList(document, node, [service])
  if (!isScalar(node) || node.tag || typeof node.value !== 'string') return undefined
  return {
    start: document.startOf(node),
    end: document.endOf(node),
    text: `[${quoted(document, node.value)}, ${quoted(document, service)}]`,
  }
}

function quoted({ isJson }: SourceDocument, text: string): string {
  return isJson ? JSON.stringify(text) : yamlText(text, true)
}
