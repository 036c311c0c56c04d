import type { TemplateValue } from '../../../model/template.ts'
import { Unresolved } from '../../../model/template.ts'
import { suggestion } from '../../nearest-name.ts'
import { isRewritten } from '../rewriting.ts'
import { firstUnresolved, leaf, plain, textOf } from '../traced-value.ts'
import type { TracedValue } from '../traced-value.ts'
import { unknownBecause, wrong } from './evaluation.ts'
import type { Evaluation, IntrinsicCall } from './evaluation.ts'

/** `Condition`: what a named condition decides. */
export function condition(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const name = call.argument.kind === 'scalar' ? call.argument.text : ''
  const decided = evaluation.scope.conditions.get(name)
  if (decided !== undefined) return leaf(decided, call.source)
  const { template } = evaluation.scope
  if (isRewritten(template.transforms)) {
    const reason = `condition ${name} is added by a transform, which is not run here`
    const settledBy = 'the processed template'
    return leaf(new Unresolved({ reason, settledBy, source: call.source }), call.source)
  }
  const detail = suggestion(name, template.conditions.keys(), 'condition')
  return wrong(`there is no condition ${name}`, call.source, evaluation, detail)
}

/** `Fn::If`: only the chosen branch is evaluated. */
export function ifFunction(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const [name, yes, no] = call.items
  if (!name || !yes || !no) return wrong('Fn::If is not given three values', call.source, evaluation)
  const decided = condition({ ...call, argument: name, source: name.source }, evaluation)
  if (decided.kind === 'leaf' && decided.value instanceof Unresolved) {
    const { reason, settledBy } = decided.value
    return leaf(new Unresolved({ reason, settledBy, source: call.source, isChoice: true }), call.source)
  }
  return evaluation.trace(decided.kind === 'leaf' && decided.value === true ? yes : no)
}

/** `Fn::Equals`: scalars are the same where their texts are, lists where their elements are. */
export function equals(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const [left, right] = call.items.map((item) => evaluation.trace(item))
  if (!left || !right) return wrong('Fn::Equals is not given two values', call.source, evaluation)
  const unknown = firstUnresolved(left) ?? firstUnresolved(right)
  if (unknown) return unknownBecause(unknown, call.source)
  return leaf(comparable(left) === comparable(right), call.source)
}

function comparable(value: TracedValue): string {
  return textOf(value) ?? JSON.stringify(plain(value) ?? null)
}

/** `Fn::And`: false as soon as one is, whatever is unknown about the others. */
export function and(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  return combine(call, evaluation, false)
}

/** `Fn::Or`: true as soon as one is, whatever is unknown about the others. */
export function or(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  return combine(call, evaluation, true)
}

function combine(call: IntrinsicCall, evaluation: Evaluation, decisive: boolean): TracedValue {
  const decided = call.items.map((item) => truth(item, call, evaluation))
  if (decided.includes(decisive)) return leaf(decisive, call.source)
  const unknown = decided.find((one) => one instanceof Unresolved)
  return unknown instanceof Unresolved ? unknownBecause(unknown, call.source) : leaf(!decisive, call.source)
}

/** `Fn::Not`. */
export function not(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const [only] = call.items
  const decided = only ? truth(only, call, evaluation) : true
  return decided instanceof Unresolved ? unknownBecause(decided, call.source) : leaf(!decided, call.source)
}

function truth(item: TemplateValue, call: IntrinsicCall, evaluation: Evaluation): boolean | Unresolved {
  const value = evaluation.trace(item)
  if (value.kind === 'leaf' && (typeof value.value === 'boolean' || value.value instanceof Unresolved))
    return value.value
  const text = textOf(value)?.toLowerCase()
  if (text === 'true' || text === 'false') return text === 'true'
  wrong(`${call.name} is given something that is neither true nor false`, item.source, evaluation, {
    expected: 'Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition',
  })
  return false
}
