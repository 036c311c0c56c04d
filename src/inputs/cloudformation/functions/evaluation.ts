import type { IntrinsicName, Source, TemplateValue } from '../../../model/template.ts'
import { Unresolved } from '../../../model/template.ts'
import type { ProblemList } from '../../input-error.ts'
import type { Scope } from '../scope.ts'
import { leaf, textOf } from '../traced-value.ts'
import type { TracedValue } from '../traced-value.ts'

/** What a function needs to be evaluated: the scope, where to note what is wrong, and the way back to its arguments. */
export interface Evaluation {
  readonly scope: Scope
  readonly problems: ProblemList
  readonly trace: (value: TemplateValue) => TracedValue
}

/** One use of a function. `items` are the elements of its argument, or the argument alone. */
export interface IntrinsicCall {
  readonly name: IntrinsicName
  readonly argument: TemplateValue
  readonly items: readonly TemplateValue[]
  readonly source: Source
}

/** Evaluates one function. */
export type IntrinsicFunction = (call: IntrinsicCall, evaluation: Evaluation) => TracedValue

/** Notes what is wrong, and gives a value for evaluation to go on with. */
export function wrong(
  message: string,
  source: Source,
  evaluation: Evaluation,
  detail: { readonly expected?: string; readonly remedy?: string } = {},
): TracedValue {
  evaluation.problems.add(message, source, detail)
  return leaf(new Unresolved({ reason: message, settledBy: 'correcting the template', source }), source)
}

/** A value that is not known for the same reason as another one. */
export function unknownBecause(cause: Unresolved, source: Source): TracedValue {
  const { reason, settledBy } = cause
  return leaf(new Unresolved({ reason, settledBy, source }), source)
}

/** Evaluates an argument that must be a scalar: its text, or why there is none. */
export function scalarArgument(
  value: TemplateValue | undefined,
  call: IntrinsicCall,
  evaluation: Evaluation,
  what: string,
): string | TracedValue {
  const source = value?.source ?? call.source
  const result = value ? evaluation.trace(value) : ({ kind: 'nothing', source } as const)
  if (result.kind === 'leaf' && result.value instanceof Unresolved) return leaf(result.value, call.source)
  const text = textOf(result)
  if (text !== undefined) return text
  const given = result.kind === 'leaf' || result.kind === 'nothing' ? 'nothing' : `a ${result.kind}`
  return wrong(`${call.name} is given ${given} as ${what}`, source, evaluation, { expected: 'a string' })
}
