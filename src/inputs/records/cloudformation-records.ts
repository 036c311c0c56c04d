import type { EvaluatedValue, TemplateResource, Sourced } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { evaluate, type Evaluated } from '../cloudformation/evaluate.ts'
import { isRewritten } from '../cloudformation/rewriting.ts'
import { isPresent } from '../cloudformation/scope.ts'
import { InputError, type Problem } from '../input-error.ts'
import { checkShape, type WrongProperty } from '../shapes/check-properties.ts'
import { isMap } from './project-records.ts'
import type { MisplacedProperty, ReadRecords } from './read-records.ts'
import { isNestedStack, StackValues } from './stack-values.ts'
import type { StackToRead, StackFamily } from './stack-values.ts'
import type { UnknownNames } from './unknown-names.ts'
import type { RecordPath, WorldRecord } from './world-record.ts'

/**
 * Reads every resource of every stack, with references between them resolved to what they will be called; where that is
 * not known, to a text that stands for it.
 */
export function cloudFormationRecords(stacks: readonly StackToRead[], unknowns: UnknownNames): ReadRecords {
  const family: StackFamily = {
    several: stacks.length > 1,
    unknowns,
    exports: (name) => exported(values, name),
    output: (asked, by) => values.find((stack) => stack.isMeant(asked, by))?.output(asked.outputName),
  }
  const problems: Problem[] = []
  const values = stacks.map((stack) => StackValues.open(stack, family))
  const records: WorldRecord[] = []
  const misplaced: MisplacedProperty[] = []
  for (const stack of values) collect(stack, { records, problems, misplaced })
  return { records, problems, misplaced }
}

/** What is being read. */
interface Reading {
  readonly records: WorldRecord[]
  readonly problems: Problem[]
  readonly misplaced: MisplacedProperty[]
}

function exported(stacks: readonly StackValues[], name: string): EvaluatedValue | undefined {
  for (const stack of stacks) {
    const value = stack.exportOf(name)
    if (value !== undefined) return value
  }
  return undefined
}

function collect(stack: StackValues, reading: Reading): void {
  for (const loop of stack.template.openLoops ?? []) reading.problems.push(notWritten(loop))
  for (const resource of stack.template.resources.values()) {
    const present = isPresent(resource, stack.scope)
    if (present === false) continue
    try {
      reading.records.push(recordOf(resource, stack, present, reading.misplaced))
      if (!isNestedStack(resource.type)) continue
      const nested = stack.nested(resource.logicalId)
      if (nested) collect(nested, reading)
      else reading.problems.push(notRead(resource))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      reading.problems.push(...error.problems)
    }
  }
}

/** What a loop makes of values that are not known cannot be told. */
function notWritten({ value: name, source }: Sourced<string>): Problem {
  return {
    message: `what ${name} makes is not checked: the values that it runs over are not known here`,
    source,
    remedy: 'give its parameter a value under parameters in seatrial.yaml',
  }
}

/** What a stack starts whose template is uploaded from elsewhere cannot be told. */
function notRead({ logicalId, source }: TemplateResource): Problem {
  return {
    message: `what stack ${logicalId} starts is not checked: its template is not here`,
    source,
    remedy: 'put its template beside this one, or check it by itself',
  }
}

function recordOf(
  resource: TemplateResource,
  stack: StackValues,
  present: true | Unresolved,
  misplaced: MisplacedProperty[],
): WorldRecord {
  const { type, logicalId, source } = resource
  const evaluated = evaluate(resource.properties, stack.scope)
  const identity = stack.identity(logicalId)
  const { Arn } = identity?.attributes ?? {}
  const given = isMap(evaluated.value) ? evaluated.value : {}
  const { properties, wrong } = checkShape(type, given, 'converted')
  // A macro may make of it what CloudFormation takes.
  const rewritten = isRewritten(stack.template.transforms)
  if (!rewritten) for (const one of wrong) misplaced.push(misplacedIn(resource, evaluated, one))
  return {
    type,
    id: stack.handle(logicalId),
    region: stack.place.region,
    account: stack.place.account,
    names: identity ? [identity.ref, ...(Arn === undefined || Arn === identity.ref ? [] : [Arn])] : [],
    properties,
    source,
    madeAfter: (id) => stack.isMadeAfter(logicalId, id),
    placeOf: (path) => (leads(evaluated.value, path) ? evaluated.sourceOf(path) : undefined),
    ...(rewritten ? { isRewritten: true as const } : {}),
    ...(present instanceof Unresolved ? { conditional: present } : {}),
  }
}

function misplacedIn(
  { type, logicalId }: TemplateResource,
  evaluated: Evaluated,
  { path, at, ...wrong }: WrongProperty,
): MisplacedProperty {
  const source = at === 'key' ? evaluated.keySourceOf(path) : evaluated.sourceOf(path)
  return { resource: logicalId, type, source, ...wrong }
}

function leads(value: EvaluatedValue | undefined, path: RecordPath): boolean {
  let at = value
  for (const step of path) {
    if (Array.isArray(at)) at = (at as readonly EvaluatedValue[])[Number(step)]
    else at = isMap(at) && Object.hasOwn(at, step) ? at[step] : undefined
    if (at === undefined) return false
  }
  return true
}
