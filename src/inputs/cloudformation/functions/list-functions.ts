import { Unresolved } from '../../../model/template.ts'
import { splitCidr } from '../cidr.ts'
import { leaf, traced } from '../traced-value.ts'
import type { TracedValue } from '../traced-value.ts'
import { scalarArgument, unknownBecause, wrong } from './evaluation.ts'
import type { Evaluation, IntrinsicCall } from './evaluation.ts'

/** `Fn::Select`. */
export function select(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const [indexAt, listAt] = call.items
  const index = scalarArgument(indexAt, call, evaluation, 'its index')
  if (typeof index !== 'string') return index
  const list = listAt ? evaluation.trace(listAt) : undefined
  if (list?.kind === 'leaf' && list.value instanceof Unresolved)
    return unknownBecause(list.value, call.source)
  if (list?.kind !== 'list') {
    return wrong('Fn::Select is given no list', listAt?.source ?? call.source, evaluation, {
      expected: 'a list',
    })
  }
  const chosen = /^\d+$/.test(index) ? list.items[Number(index)] : undefined
  if (chosen) return chosen
  return wrong(
    `Fn::Select asks for index ${index} of a list of ${list.items.length}`,
    indexAt?.source ?? call.source,
    evaluation,
    {
      expected:
        list.items.length === 0 ? 'a list that is not empty' : `an index from 0 to ${list.items.length - 1}`,
    },
  )
}

/** `Fn::Length`. */
export function length(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const list = evaluation.trace(call.argument)
  if (list.kind === 'list') return leaf(list.items.length, call.source)
  if (list.kind === 'leaf' && list.value instanceof Unresolved) return unknownBecause(list.value, call.source)
  return wrong('Fn::Length is given no list', call.source, evaluation, { expected: 'a list' })
}

/** `Fn::GetAZs`; an empty region is the stack's own. */
export function getAzs(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const text = scalarArgument(call.argument, call, evaluation, 'a region')
  if (typeof text !== 'string') {
    return text.kind === 'leaf' && text.value instanceof Unresolved
      ? unknownBecause(text.value, call.source)
      : text
  }
  const own = evaluation.scope.pseudo.get('AWS::Region')
  const region = text === '' && typeof own === 'string' ? own : text
  const zones = evaluation.scope.availabilityZones?.(region)
  if (zones) return traced(zones, call.source)
  const reason = `the availability zones of ${region} are not known`
  return leaf(
    new Unresolved({ reason, settledBy: `the zones of the account in ${region}`, source: call.source }),
    call.source,
  )
}

/** `Fn::Cidr`: consecutive blocks out of one; 8 host bits where none are given. */
export function cidr(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const texts: string[] = []
  for (const [position, item] of call.items.entries()) {
    const what = ['its address block', 'its count', 'its host bits'][position] ?? 'an argument'
    const text = scalarArgument(item, call, evaluation, what)
    if (typeof text !== 'string') {
      return text.kind === 'leaf' && text.value instanceof Unresolved
        ? unknownBecause(text.value, call.source)
        : text
    }
    texts.push(text)
  }
  const [block = '', count = '', hostBits = '8'] = texts
  const result = splitCidr(block, Number(count), Number(hostBits))
  return result.ok
    ? traced(result.blocks, call.source)
    : wrong(`Fn::Cidr ${result.reason}`, call.source, evaluation, { expected: result.expected })
}
