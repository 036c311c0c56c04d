import type {
  EvaluatedValue,
  IntrinsicName,
  IntrinsicValue,
  Source,
  TemplateValue,
} from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { ProblemList } from '../input-error.ts'
import { conditionGraph } from './condition-cycles.ts'
import { levelsOf } from './dependency-graph.ts'
import { dynamicParts } from './dynamic-reference.ts'
import { and, condition, equals, ifFunction, not, or } from './functions/condition-functions.ts'
import { wrong } from './functions/evaluation.ts'
import type { Evaluation, IntrinsicFunction } from './functions/evaluation.ts'
import { cidr, getAzs, length, select } from './functions/list-functions.ts'
import { findInMap, getAtt, importValue, ref, transform } from './functions/lookup-functions.ts'
import { base64, join, split, sub, toJsonString } from './functions/text-functions.ts'
import type { Scope } from './scope.ts'
import { joinPieces, leaf, plain } from './traced-value.ts'
import type { TracedValue } from './traced-value.ts'

/** A place within an evaluated value: keys and indexes from the outside in. */
export type ValuePath = readonly (string | number)[]

/** An evaluated value, with where each part of it came from. */
export interface Evaluated {
  /** Plain JSON with `Unresolved` where something is not known; undefined where the whole is AWS::NoValue. */
  readonly value: EvaluatedValue | undefined
  /** Every value that is not known, in order. Empty means that `value` is plain JSON. */
  readonly unresolved: readonly { readonly path: ValuePath; readonly value: Unresolved }[]
  /** Where the value at a path was written; for a path that leads nowhere, its nearest surroundings. */
  sourceOf(path: ValuePath): Source
  /** Where the key that ends the path was written; the value's own place for an element of a list. */
  keySourceOf(path: ValuePath): Source
}

const functions: Readonly<Record<IntrinsicName, IntrinsicFunction>> = {
  Ref: ref,
  Condition: condition,
  'Fn::And': and,
  'Fn::Base64': base64,
  'Fn::Cidr': cidr,
  'Fn::Equals': equals,
  'Fn::FindInMap': findInMap,
  'Fn::GetAtt': getAtt,
  'Fn::GetAZs': getAzs,
  'Fn::If': ifFunction,
  'Fn::ImportValue': importValue,
  'Fn::Join': join,
  'Fn::Length': length,
  'Fn::Not': not,
  'Fn::Or': or,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::Sub': sub,
  'Fn::ToJsonString': toJsonString,
  'Fn::Transform': transform,
}

/**
 * Evaluates a value of a template: functions applied, AWS::NoValue left out, dynamic references looked up. What is
 * not known stays as `Unresolved`. Throws an InputError with everything that can be seen to be wrong.
 */
export function evaluate(value: TemplateValue, scope: Scope): Evaluated {
  const problems = new ProblemList()
  const evaluation = propertiesIn(scope, problems)
  const result = resolveDynamic(evaluation.trace(value), evaluation)
  problems.throwIfAny()
  return evaluated(result)
}

/** Decides every condition of the scope's template, each after those it mentions. */
export function decideConditions(
  scope: Omit<Scope, 'conditions'>,
  problems: ProblemList,
): ReadonlyMap<string, boolean | Unresolved> {
  const decided = new Map<string, boolean | Unresolved>()
  const evaluation = evaluationIn({ ...scope, conditions: decided }, problems)
  for (const name of levelsOf(conditionGraph(scope.template)).levels.flat()) {
    const declared = scope.template.conditions.get(name)
    const result = declared ? evaluation.trace(declared.value) : undefined
    const value = result?.kind === 'leaf' ? result.value : null
    decided.set(name, value instanceof Unresolved ? value : value === true)
  }
  return decided
}

function evaluationIn(scope: Scope, problems: ProblemList): Evaluation {
  const evaluation: Evaluation = { scope, problems, trace: (value) => trace(value, evaluation) }
  return evaluation
}

/** As `evaluationIn`, for what is not the argument of a function. */
function propertiesIn(scope: Scope, problems: ProblemList): Evaluation {
  const within = evaluationIn(scope, problems)
  if (scope.missingParameters === 'error') return within
  const evaluation: Evaluation = {
    ...within,
    trace: (value) => {
      if (value.kind !== 'intrinsic') return trace(value, evaluation)
      // What Fn::If chooses stands in its place.
      if (value.name !== 'Ref') return call(value, value.name === 'Fn::If' ? evaluation : within)
      return withoutEmptyDefault(value, call(value, within), scope)
    },
  }
  return evaluation
}

/** Who deploys gives a value where a template has nothing but an empty default to be put in a place of its own. */
function withoutEmptyDefault({ argument }: IntrinsicValue, result: TracedValue, scope: Scope): TracedValue {
  const parameter = argument.kind === 'scalar' ? scope.parameters.get(argument.text) : undefined
  if (parameter?.origin !== 'default') return result
  const { value, declaration } = parameter
  if (value !== '' && !(Array.isArray(value) && value.length === 0)) return result
  const reason = `parameter ${declaration.name} is empty where nothing else is given`
  const settledBy = `a value for ${declaration.name} under parameters in seatrial.yaml`
  return leaf(new Unresolved({ reason, settledBy, source: result.source }), result.source)
}

function trace(value: TemplateValue, evaluation: Evaluation): TracedValue {
  if (value.kind === 'scalar') return leaf(value.value, value.source)
  if (value.kind === 'intrinsic') return call(value, evaluation)
  if (value.kind === 'list') {
    const items = value.items.map(evaluation.trace).filter((item) => item.kind !== 'nothing')
    return { kind: 'list', items, source: value.source }
  }
  const entries = new Map<string, { readonly value: TracedValue; readonly keySource: Source }>()
  for (const { key, keySource, value: child } of value.entries) {
    const result =
      key === 'Fn::Transform'
        ? transform({ name: key, argument: child, items: [child], source: keySource })
        : evaluation.trace(child)
    if (result.kind !== 'nothing') entries.set(key, { value: result, keySource })
  }
  return { kind: 'map', entries, source: value.source }
}

function call({ name, argument, source }: IntrinsicValue, evaluation: Evaluation): TracedValue {
  const items = argument.kind === 'list' ? argument.items : [argument]
  return functions[name]({ name, argument, items, source }, evaluation)
}

/** Looks up the dynamic references in every string of a value. */
function resolveDynamic(value: TracedValue, evaluation: Evaluation): TracedValue {
  if (!holdsDynamic(value)) return value
  if (value.kind === 'list') {
    return { ...value, items: value.items.map((item) => resolveDynamic(item, evaluation)) }
  }
  if (value.kind === 'map') {
    const entries = [...value.entries].map(
      ([key, entry]) => [key, { ...entry, value: resolveDynamic(entry.value, evaluation) }] as const,
    )
    return { ...value, entries: new Map(entries) }
  }
  if (value.kind === 'nothing' || typeof value.value !== 'string') return value
  return dynamicString(value.value, value.source, evaluation)
}

/** Few values hold any: those that do not are not built a second time. */
function holdsDynamic(value: TracedValue): boolean {
  if (value.kind === 'leaf') return typeof value.value === 'string' && value.value.includes('{{resolve:')
  if (value.kind === 'list') return value.items.some(holdsDynamic)
  if (value.kind === 'nothing') return false
  for (const entry of value.entries.values()) if (holdsDynamic(entry.value)) return true
  return false
}

function dynamicString(text: string, source: Source, evaluation: Evaluation): TracedValue {
  const pieces: (string | Unresolved)[] = []
  for (const part of dynamicParts(text)) {
    if (part.kind === 'text') pieces.push(part.text)
    else if (part.kind === 'malformed')
      return wrong(`${part.text} is not a dynamic reference`, source, evaluation, { expected: part.expected })
    else {
      const value = evaluation.scope.dynamicReference?.(part.reference)
      const settledBy =
        part.reference.service === 'secretsmanager' ? 'the secret' : 'the parameter in Parameter Store'
      if (value instanceof Unresolved) pieces.push(value)
      else if (typeof value === 'string' || typeof value === 'number') pieces.push(String(value))
      else pieces.push(new Unresolved({ reason: `${part.reference.text} is not known`, settledBy, source }))
    }
  }
  return joinPieces(pieces, source)
}

function evaluated(root: TracedValue): Evaluated {
  return {
    value: plain(root),
    get unresolved() {
      const found: { readonly path: ValuePath; readonly value: Unresolved }[] = []
      collectUnresolved(root, [], found)
      return found
    },
    sourceOf: (path) => placeOf(root, path).source,
    keySourceOf: (path) => placeOf(root, path).keySource,
  }
}

function collectUnresolved(
  value: TracedValue,
  path: ValuePath,
  found: { readonly path: ValuePath; readonly value: Unresolved }[],
): void {
  if (value.kind === 'leaf' && value.value instanceof Unresolved) found.push({ path, value: value.value })
  else if (value.kind === 'list')
    value.items.forEach((item, index) => collectUnresolved(item, [...path, index], found))
  else if (value.kind === 'map')
    for (const [key, entry] of value.entries) collectUnresolved(entry.value, [...path, key], found)
}

function placeOf(
  root: TracedValue,
  path: ValuePath,
): { readonly source: Source; readonly keySource: Source } {
  let at = root
  let keySource = root.source
  for (const step of path) {
    const entry = at.kind === 'map' ? at.entries.get(String(step)) : undefined
    const next = entry?.value ?? (at.kind === 'list' ? at.items[Number(step)] : undefined)
    if (!next) break
    at = next
    keySource = entry?.keySource ?? next.source
  }
  return { source: at.source, keySource }
}
