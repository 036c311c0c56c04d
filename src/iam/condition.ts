import type { RequestKeys } from '../model/iam/access.ts'
import type { PolicyCondition, PolicyText } from '../model/iam/policy.ts'
import { parseOperator, type QualifiedOperator, type WantedValue } from './condition-operators.ts'
import { openPartsOf, writtenAs } from './pattern.ts'
import { isKnown, valuesOf } from './request-keys.ts'
import { and, maybe, no, not, or, yes, type Truth } from './truth.ts'

/** One test of a statement's `Condition`, ready for evaluation. */
export interface CompiledCondition {
  readonly condition: PolicyCondition
  /** In lower case. */
  readonly key: string
  /** Undefined where there is no such operator: nobody knows what it would say. */
  readonly operator: QualifiedOperator | undefined
  readonly wanted: readonly WantedValue[]
}

/** Makes one test of a `Condition` ready; `variables` as the policy's version has it. */
export function compileCondition(condition: PolicyCondition, variables: boolean): CompiledCondition {
  const operator = parseOperator(condition.operator)
  const compile =
    operator === undefined || operator.operator === 'Null' ? undefined : operator.operator.compile
  return {
    condition,
    key: condition.key.toLowerCase(),
    operator,
    wanted: compile ? condition.values.map((value) => compile(value, variables)) : [],
  }
}

/** Whether the test holds for the keys of a request. */
export function evaluateCondition(
  { condition, key, operator, wanted }: CompiledCondition,
  keys: RequestKeys,
): Truth {
  if (!operator) return maybe
  const values = valuesOf(keys, key)
  if (!isKnown(values)) return maybe
  if (operator.operator === 'Null') return isAbsent(condition, values)
  const { set } = operator
  const { negated } = operator.operator
  if (values === undefined || values.length === 0) return whereAbsent(operator, negated)
  const one = (value: string): Truth => compareOne(value, wanted, negated, keys)
  if (set === 'all') {
    // "also returns true … if the key value resolves to a null dataset, such as an empty string"
    if (values.every((value) => value === '')) return yes
    return values.map(one).reduce<Truth>(and, yes)
  }
  if (set === 'any') return values.map(one).reduce<Truth>(or, no)
  if (values.length === 1) return one(values[0] ?? '')
  // Several values without a set operator: one that is wanted is enough, and none may be where none is wanted.
  return values.map(one).reduce<Truth>(negated ? and : or, negated ? yes : no)
}

/**
 * An absent key does not match, so that a negated test holds. `…IfExists` and `ForAllValues` hold, `ForAnyValue` does
 * not. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function whereAbsent({ set, ifExists }: QualifiedOperator, negated: boolean): Truth {
  if (ifExists || set === 'all') return yes
  return negated && set !== 'any' ? yes : no
}

function isAbsent({ values }: PolicyCondition, given: readonly string[] | undefined): Truth {
  const absent = String(given === undefined || given.length === 0)
  let result: Truth = no
  for (const value of values) {
    if (typeof value !== 'string') result = or(result, maybe)
    else if (value.toLowerCase() === absent) return yes
  }
  return result
}

function compareOne(
  value: string,
  wanted: readonly WantedValue[],
  negated: boolean,
  keys: RequestKeys,
): Truth {
  let found: Truth = no
  for (const one of wanted) {
    found = or(found, one.matches(value, keys))
    if (found === yes) break
  }
  if (!negated) return found
  // AWS says that a variable without a value makes the statement invalid, and not which way a negated test then falls.
  if (found === no && wanted.some((one) => one.isVoid(keys))) return maybe
  return not(found)
}

/** What would settle a test that can be neither held nor ruled out. */
export function settlesCondition(
  { condition, key, operator, wanted }: CompiledCondition,
  keys: RequestKeys,
): readonly string[] {
  if (!operator) return [`there is no condition operator ${condition.operator}`]
  const values = valuesOf(keys, key)
  if (!isKnown(values)) return [values.settledBy]
  const open = [
    ...condition.values.flatMap(openPartsOf),
    ...condition.values.flatMap((value) => openVariables(value, keys)),
  ]
  if (open.length > 0) return open
  const empty = condition.values.filter((_, index) => wanted[index]?.isVoid(keys))
  return empty.map((value) => `the value of ${writtenAs(value)}, which this request does not have`)
}

/** What would settle the variables of a text whose keys are not known. */
export function openVariables(text: PolicyText, keys: RequestKeys): readonly string[] {
  return [...writtenAs(text).matchAll(/\$\{([^},]+)/g)].flatMap(([, name = '']) => {
    const values = valuesOf(keys, name.trim().toLowerCase())
    return isKnown(values) ? [] : [values.settledBy]
  })
}
