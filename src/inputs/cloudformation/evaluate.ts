import type {
  EvaluatedValue,
  IntrinsicName,
  IntrinsicValue,
  ListValue,
  MapValue,
  Source,
  TemplateValue,
} from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { ProblemList } from '../input-error.ts'
import { conditionGraph } from './condition-cycles.ts'
import { KeyAsWritten } from './as-written.ts'
import { levelsOf } from './dependency-graph.ts'
import { dynamicParts } from './dynamic-reference.ts'
import { and, condition, equals, ifFunction, not, or } from './functions/condition-functions.ts'
import { wrong } from './functions/evaluation.ts'
import type { Evaluation, IntrinsicFunction } from './functions/evaluation.ts'
import { cidr, getAzs, length, select } from './functions/list-functions.ts'
import {
  findInMap,
  getAtt,
  getStackOutput,
  importValue,
  ref,
  transform,
} from './functions/lookup-functions.ts'
import { base64, join, split, sub, toJsonString } from './functions/text-functions.ts'
import type { Scope } from './scope.ts'
import { isLiteral } from './read-value.ts'
import {
  entryUnder,
  joinPieces,
  leaf,
  literal,
  ListAsWritten,
  LiteralList,
  LiteralMap,
  MapAsWritten,
  plain,
} from './traced-value.ts'
import type { TracedEntry, TracedValue } from './traced-value.ts'

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
  'Fn::GetStackOutput': getStackOutput,
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
  if (isLiteral(value) && !isDynamic(value)) return new EvaluatedTrace(literal(value))
  const problems = new ProblemList()
  const evaluation = propertiesIn(scope, problems)
  const result = resolveDynamic(evaluation.trace(value), evaluation)
  problems.throwIfAny()
  return new EvaluatedTrace(result)
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
  const { source } = result
  return leaf(new Unresolved({ reason, settledBy, source, parameter: declaration.name }), source)
}

function trace(value: TemplateValue, evaluation: Evaluation): TracedValue {
  if (value.kind === 'intrinsic') return call(value, evaluation)
  // Much of a template has no function in it, and is not followed part by part: a tenth of the time of its evaluation.
  if (value.kind === 'scalar' || isLiteral(value)) return literal(value)
  return value.kind === 'list' ? traceList(value, evaluation) : traceMap(value, evaluation)
}

function traceList(value: ListValue, evaluation: Evaluation): TracedValue {
  const items: TracedValue[] = []
  for (const item of value.items) {
    const result = evaluation.trace(item)
    if (result.kind !== 'nothing') items.push(result)
  }
  return new ListAsWritten(items, value)
}

function traceMap(value: MapValue, evaluation: Evaluation): TracedValue {
  const entries: TracedEntry[] = []
  for (const entry of value.entries) {
    const { key, value: child } = entry
    const result =
      key === 'Fn::Transform'
        ? transform({ name: key, argument: child, items: [child], source: entry.keySource })
        : evaluation.trace(child)
    if (result.kind !== 'nothing') entries.push(new KeyAsWritten(result, entry))
  }
  return new MapAsWritten(entries, value)
}

function call({ name, argument, source }: IntrinsicValue, evaluation: Evaluation): TracedValue {
  const items = argument.kind === 'list' ? argument.items : [argument]
  return functions[name]({ name, argument, items, source }, evaluation)
}

/** Looks up the dynamic references in every string of a value. */
function resolveDynamic(value: TracedValue, evaluation: Evaluation): TracedValue {
  if (!holdsDynamic(value)) return value
  if (value.kind === 'list') {
    const items = value.items.map((item) => resolveDynamic(item, evaluation))
    return { kind: 'list', items, source: value.source }
  }
  if (value.kind === 'map') {
    const entries = value.entries.map(({ key, value: child, keySource }) => ({
      key,
      value: resolveDynamic(child, evaluation),
      keySource,
    }))
    return { kind: 'map', entries, source: value.source }
  }
  if (value.kind === 'nothing' || typeof value.value !== 'string') return value
  return dynamicString(value.value, value.source, evaluation)
}

/** Few values hold any: those that do not are not built a second time. */
function holdsDynamic(value: TracedValue): boolean {
  if (value.kind === 'leaf') return typeof value.value === 'string' && value.value.includes('{{resolve:')
  if (value.kind === 'nothing') return false
  if (value instanceof LiteralList || value instanceof LiteralMap) return isDynamic(value.written)
  if (value.kind === 'list') return value.items.some(holdsDynamic)
  for (const entry of value.entries) if (holdsDynamic(entry.value)) return true
  return false
}

function isDynamic(value: TemplateValue): boolean {
  if (value.kind === 'scalar') return typeof value.value === 'string' && value.value.includes('{{resolve:')
  if (value.kind === 'list') return value.items.some(isDynamic)
  return value.kind === 'map' && value.entries.some((entry) => isDynamic(entry.value))
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

class EvaluatedTrace implements Evaluated {
  readonly value: EvaluatedValue | undefined
  private readonly root: TracedValue

  constructor(root: TracedValue) {
    this.value = plain(root)
    this.root = root
  }

  get unresolved(): Evaluated['unresolved'] {
    const found: { readonly path: ValuePath; readonly value: Unresolved }[] = []
    collectUnresolved(this.root, [], found)
    return found
  }

  sourceOf(path: ValuePath): Source {
    return placeOf(this.root, path).at.source
  }

  keySourceOf(path: ValuePath): Source {
    const { at, entry } = placeOf(this.root, path)
    return entry?.keySource ?? at.source
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
    for (const { key, value: child } of value.entries) collectUnresolved(child, [...path, key], found)
}

/** The part at a path, or the nearest around it, and the key that leads there. */
function placeOf(
  root: TracedValue,
  path: ValuePath,
): { readonly at: { readonly source: Source }; readonly entry: TracedEntry | undefined } {
  let at = root
  let entry: TracedEntry | undefined
  for (const step of path) {
    const under = at.kind === 'map' ? entryUnder(at, String(step)) : undefined
    const next = under?.value ?? (at.kind === 'list' ? at.items[Number(step)] : undefined)
    if (!next) break
    at = next
    entry = under
  }
  return { at, entry }
}
