import { isMap, isScalar } from 'yaml'
import type { Node, YAMLMap, YAMLSeq } from 'yaml'
import type { FileChanges, FixPlaces } from './fix-place.ts'
import { putIntoList, putIntoMap, takesMore } from './put-into.ts'
import { isPlainList, type SourceDocument } from './source-document.ts'
import { templateValue } from './template-value.ts'
import { mapOf, type Value } from './written-value.ts'

/** Actions on resources that a role is to be allowed. */
export interface Allowance {
  readonly action: string | readonly string[]
  readonly resources: readonly string[]
}

/** The name of the inline policy that is made where a role has none. */
const policyName = 'launch-permissions'

/**
 * Statements that allow a role something: in its first inline policy, or in one of their own. Undefined where the role is
 * not in a file that can be changed, or an ARN is known only after the deploy.
 */
export function allowActions(
  roleArn: string,
  allowances: readonly Allowance[],
  places: FixPlaces,
): FileChanges | undefined {
  const role = places.records.find('AWS::IAM::Role', roleArn)
  const document = role && places.documentOf(role)
  if (!role || !document) return undefined
  const properties = propertiesAt(document, role.source)
  const statements: Value[] = []
  for (const { action, resources } of allowances) {
    const written = resources.map((arn) => templateValue(arn, document, role, places.records))
    if (written.includes(undefined)) return undefined
    const [resource = '*'] = written
    statements.push(
      mapOf({
        Effect: 'Allow',
        Action: action,
        Resource: written.length === 1 ? resource : (written as readonly Value[]),
      }),
    )
  }
  const change = properties && putStatements(document, properties, statements)
  return change && { file: document.file, changes: [change] }
}

/** The properties of the resource whose key or map is at a place. */
export function propertiesAt(
  document: SourceDocument,
  { line, column }: { readonly line: number; readonly column: number },
): YAMLMap | undefined {
  const offset = document.offsetOf(line, column)
  const resource = document.valueOfKeyAt(offset) ?? document.mapAt(offset)
  const properties = document.valueAt(resource, 'Properties')
  return isMap(properties) && !properties.tag ? properties : undefined
}

function putStatements(
  document: SourceDocument,
  properties: YAMLMap,
  statements: readonly Value[],
): ReturnType<typeof putIntoList> | undefined {
  const policies = document.valueAt(properties, 'Policies')
  if (policies === undefined) {
    if (document.pairOf(properties, 'Policies') !== undefined) return undefined
    return putIntoMap(document, properties, 'Policies', [policyOf(policyName, statements)])
  }
  if (!isPlainList(policies) || !takesMore(document, policies)) return undefined
  const list = statementsIn(document, policies)
  if (list) return putIntoList(document, list, statements)
  return putIntoList(document, policies, [policyOf(freeName(document, policies), statements)])
}

/** The statements of the first policy that are a list. */
function statementsIn(document: SourceDocument, policies: YAMLSeq): YAMLSeq | undefined {
  return (policies.items as Node[])
    .map((policy) => document.valueAt(policy, 'PolicyDocument', 'Statement'))
    .find((list): list is YAMLSeq => isPlainList(list) && takesMore(document, list))
}

function freeName(document: SourceDocument, policies: YAMLSeq): string {
  const names = (policies.items as Node[]).map((policy) => {
    const name = document.valueAt(policy, 'PolicyName')
    return isScalar(name) ? String(name.value) : ''
  })
  return names.includes(policyName) ? `${policyName}-${names.length + 1}` : policyName
}

function policyOf(name: string, statements: readonly Value[]): Value {
  return mapOf({
    PolicyName: name,
    PolicyDocument: mapOf({ Version: '2012-10-17', Statement: statements }),
  })
}
