import type { EvaluatedValue } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { isMap, scalarText } from '../records/project-records.ts'
import type { JsonMap, TerraformInstance } from './terraform-document.ts'
import { parsed } from './parsed-json.ts'

/** Whether an attribute is the JSON of a policy document, which Terraform leaves open where a part of it is. */
export function isPolicyJson({ type, mode }: TerraformInstance, name: string): boolean {
  return mode === 'data' && type === 'aws_iam_policy_document' && /^(?:minified_)?json$/.test(name)
}

/**
 * The document that `aws_iam_policy_document` makes: those it begins with, its own statements, and those that override
 * them, with what is not known left open in it.
 */
export function policyDocument(
  values: JsonMap,
  attribute: (name: string) => EvaluatedValue | undefined,
): EvaluatedValue {
  const isGiven = (name: string): boolean => {
    const value = values[name]
    return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)
  }
  const before = ['source_json', 'source_policy_documents'].map(attribute)
  const after = ['override_json', 'override_policy_documents'].map(attribute)
  const [first, last] = [before, after].map((parts) => parts.map(statementsIn))
  const own = attribute('statement')
  const unreadable = [...(first ?? []), ...(last ?? [])].includes(undefined)
  if (unreadable || own instanceof Unresolved) return notKnown()
  const items = Array.isArray(own) ? (own as readonly EvaluatedValue[]) : []
  if (own === undefined && isGiven('statement')) return notKnown()
  const statements = [
    ...(first ?? []).flatMap((one) => one ?? []),
    ...items.flatMap((item) => (isMap(item) ? [statementOf(item)] : [])),
  ]
  return {
    Version: '2012-10-17',
    Statement: overridden(
      statements,
      (last ?? []).flatMap((one) => one ?? []),
    ),
  }
}

function notKnown(): Unresolved {
  return new Unresolved({
    reason: 'the policy document is known after apply',
    settledBy: 'the state after apply',
  })
}

/** The statements of one document or of several; undefined where one of them is not known. */
function statementsIn(value: EvaluatedValue | undefined): readonly EvaluatedValue[] | undefined {
  if (value === undefined || value === null || value === '') return []
  if (Array.isArray(value)) {
    const all = (value as readonly EvaluatedValue[]).map(statementsIn)
    return all.includes(undefined) ? undefined : all.flatMap((one) => one ?? [])
  }
  const document = parsed(value)
  if (!isMap(document)) return undefined
  const { Statement: statements } = document
  if (statements instanceof Unresolved) return undefined
  return Array.isArray(statements) ? (statements as readonly EvaluatedValue[]) : [statements ?? {}]
}

/** A statement takes the place of the one with the same Sid. */
function overridden(
  statements: readonly EvaluatedValue[],
  overriding: readonly EvaluatedValue[],
): readonly EvaluatedValue[] {
  const sidOf = (one: EvaluatedValue): string | undefined => (isMap(one) ? scalarText(one.Sid) : undefined)
  const sids = new Set(overriding.map(sidOf))
  const kept = statements.filter((one) => sidOf(one) === undefined || !sids.has(sidOf(one)))
  return [...kept, ...overriding]
}

function statementOf(statement: JsonMap): EvaluatedValue {
  const entries: (readonly [string, EvaluatedValue])[] = [['Effect', statement.effect ?? 'Allow']]
  if (typeof statement.sid === 'string' && statement.sid !== '') entries.unshift(['Sid', statement.sid])
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
