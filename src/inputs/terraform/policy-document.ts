import type { EvaluatedValue } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { isMap, scalarText } from '../records/project-records.ts'
import type { JsonMap, TerraformInstance } from './terraform-document.ts'

/** Whether an attribute is the JSON of a policy document, which Terraform leaves open where a part of it is. */
export function isPolicyJson({ type, mode }: TerraformInstance, name: string): boolean {
  return mode === 'data' && type === 'aws_iam_policy_document' && /^(?:minified_)?json$/.test(name)
}

/** The document that the statements of `aws_iam_policy_document` make, with what is not known left open in it. */
export function policyDocument(statements: EvaluatedValue | undefined, values: JsonMap): EvaluatedValue {
  const items = Array.isArray(statements) ? (statements as readonly EvaluatedValue[]) : []
  const merged = [
    'source_policy_documents',
    'override_policy_documents',
    'source_json',
    'override_json',
  ].some((name) => values[name] !== null && values[name] !== undefined)
  if (merged || !Array.isArray(statements)) {
    return new Unresolved({
      reason: 'the policy document is known after apply',
      settledBy: 'the state after apply',
    })
  }
  return {
    Version: '2012-10-17',
    Statement: items.flatMap((item) => (isMap(item) ? [statementOf(item)] : [])),
  }
}

function statementOf(statement: JsonMap): EvaluatedValue {
  const entries: (readonly [string, EvaluatedValue])[] = [['Effect', statement.effect ?? 'Allow']]
  for (const [from, to] of [
    ['actions', 'Action'],
    ['not_actions', 'NotAction'],
    ['resources', 'Resource'],
    ['not_resources', 'NotResource'],
  ] as const) {
    const value = statement[from]
    if (value instanceof Unresolved || (Array.isArray(value) && value.length > 0)) entries.push([to, value])
  }
  for (const [from, to] of [
    ['principals', 'Principal'],
    ['not_principals', 'NotPrincipal'],
  ] as const) {
    const value = principals(statement[from])
    if (value !== undefined) entries.push([to, value])
  }
  const condition = conditions(statement.condition)
  if (condition !== undefined) entries.push(['Condition', condition])
  return Object.fromEntries(entries)
}

function maps(value: EvaluatedValue | undefined): readonly JsonMap[] {
  return Array.isArray(value)
    ? (value as readonly EvaluatedValue[]).filter((item): item is JsonMap => isMap(item))
    : []
}

function principals(value: EvaluatedValue | undefined): EvaluatedValue | undefined {
  if (value instanceof Unresolved) return value
  const all = maps(value)
  if (all.length === 0) return undefined
  if (all.some(({ type }) => type === '*')) return '*'
  return Object.fromEntries(all.map(({ type, identifiers }) => [scalarText(type) ?? '', identifiers ?? []]))
}

function conditions(value: EvaluatedValue | undefined): EvaluatedValue | undefined {
  if (value instanceof Unresolved) return value
  const all = maps(value)
  if (all.length === 0) return undefined
  const result: Record<string, Record<string, EvaluatedValue>> = {}
  for (const { test, variable, values } of all) {
    const operator = scalarText(test) ?? ''
    result[operator] = { ...result[operator], [scalarText(variable) ?? '']: values ?? [] }
  }
  return result
}
