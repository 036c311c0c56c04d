import type { EvaluatedValue, TemplateResource } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { evaluate } from '../cloudformation/evaluate.ts'
import { isPresent } from '../cloudformation/scope.ts'
import { InputError, type Problem } from '../input-error.ts'
import { isMap } from './project-records.ts'
import type { ReadRecords } from './read-records.ts'
import { StackValues } from './stack-values.ts'
import type { StackToRead, StackFamily } from './stack-values.ts'
import type { RecordPath, WorldRecord } from './world-record.ts'

/** Reads every resource of every stack, with references between them resolved to what they will be called. */
export function cloudFormationRecords(stacks: readonly StackToRead[]): ReadRecords {
  const family: StackFamily = { several: stacks.length > 1, exports: (name) => exported(values, name) }
  const problems: Problem[] = []
  const values = stacks.map((stack) => StackValues.open(stack, family))
  const records: WorldRecord[] = []
  for (const stack of values) collect(stack, records, problems)
  return { records, problems }
}

function exported(stacks: readonly StackValues[], name: string): EvaluatedValue | undefined {
  for (const stack of stacks) {
    const value = stack.exportOf(name)
    if (value !== undefined) return value
  }
  return undefined
}

function collect(stack: StackValues, records: WorldRecord[], problems: Problem[]): void {
  for (const resource of stack.template.resources.values()) {
    const present = isPresent(resource, stack.scope)
    if (present === false) continue
    try {
      records.push(recordOf(resource, stack, present))
      const nested = stack.nested(resource.logicalId)
      if (nested) collect(nested, records, problems)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      problems.push(...error.problems)
    }
  }
}

function recordOf(resource: TemplateResource, stack: StackValues, present: true | Unresolved): WorldRecord {
  const { type, logicalId, source } = resource
  const evaluated = evaluate(resource.properties, stack.scope)
  const identity = stack.identity(logicalId)
  const { Arn } = identity?.attributes ?? {}
  return {
    type,
    id: stack.handle(logicalId),
    region: stack.place.region,
    account: stack.place.account,
    names: identity ? [identity.ref, ...(Arn === undefined || Arn === identity.ref ? [] : [Arn])] : [],
    properties: isMap(evaluated.value) ? evaluated.value : {},
    source,
    madeAfter: (id) => stack.isMadeAfter(logicalId, id),
    placeOf: (path) => (leads(evaluated.value, path) ? evaluated.sourceOf(path) : undefined),
    ...(present instanceof Unresolved ? { conditional: present } : {}),
  }
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
