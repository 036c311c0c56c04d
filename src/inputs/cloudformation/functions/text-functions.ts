import type { TemplateValue } from '../../../model/template.ts'
import { Unresolved } from '../../../model/template.ts'
import { splitAttribute, subParts } from '../sub-text.ts'
import { isPseudoParameter } from '../pseudo-parameters.ts'
import { firstUnresolved, joinPieces, leaf, plain, textOf } from '../traced-value.ts'
import type { TracedValue } from '../traced-value.ts'
import { subVariableSource } from '../value-uses.ts'
import { scalarArgument, unknownBecause, wrong } from './evaluation.ts'
import type { Evaluation, IntrinsicCall } from './evaluation.ts'
import { attributeOf, valueOfName } from './lookup-functions.ts'

/** `Fn::Sub`: the string with its variables filled in. */
export function sub(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const [text, variables] = call.items
  if (text?.kind !== 'scalar') return wrong('Fn::Sub is given no string', call.source, evaluation)
  const own = new Map<string, TemplateValue>(
    variables?.kind === 'map' ? variables.entries.map(({ key, value }) => [key, value]) : [],
  )
  const pieces = subParts(text.text).map((part) => {
    if (part.kind === 'text') return part.text
    const source = subVariableSource(text, part.offset, part.name)
    const given = own.get(part.name)
    const split = isPseudoParameter(part.name) ? undefined : splitAttribute(part.name)
    const at = { ...call, source }
    if (given) return piece(evaluation.trace(given), part.name, at, evaluation)
    const value = split
      ? attributeOf(split.logicalId, split.attribute, at, evaluation)
      : valueOfName(part.name, at, evaluation)
    return piece(value, part.name, at, evaluation)
  })
  return joinPieces(pieces, call.source)
}

function piece(
  value: TracedValue,
  name: string,
  call: IntrinsicCall,
  evaluation: Evaluation,
): string | Unresolved {
  if (value.kind === 'leaf' && value.value instanceof Unresolved) return value.value
  const text = textOf(value)
  if (text !== undefined) return text
  const given = value.kind === 'list' || value.kind === 'map' ? `a ${value.kind}` : 'nothing'
  wrong(`Fn::Sub puts \${${name}} into a string, and its value is ${given}`, call.source, evaluation, {
    expected: 'a string',
    ...(value.kind === 'list' ? { remedy: 'join it first with Fn::Join' } : {}),
  })
  return ''
}

/** `Fn::Join`: elements that are AWS::NoValue are left out. */
export function join(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const [delimiter, list] = call.items
  const between = scalarArgument(delimiter, call, evaluation, 'its delimiter')
  if (typeof between !== 'string') return between
  const values = list ? evaluation.trace(list) : undefined
  if (values?.kind === 'leaf' && values.value instanceof Unresolved)
    return unknownBecause(values.value, call.source)
  if (values?.kind !== 'list') {
    return wrong('Fn::Join is given no list of values', list?.source ?? call.source, evaluation, {
      expected: 'a list: delimiter, list of values',
    })
  }
  const pieces: (string | Unresolved)[] = []
  for (const item of values.items) {
    const text = textOf(item)
    if (pieces.length > 0) pieces.push(between)
    if (item.kind === 'leaf' && item.value instanceof Unresolved) pieces.push(item.value)
    else if (text !== undefined) pieces.push(text)
    else {
      return wrong(
        `Fn::Join is given ${item.kind === 'leaf' ? 'nothing' : `a ${item.kind}`} to join`,
        item.source,
        evaluation,
        {
          expected: 'strings',
        },
      )
    }
  }
  return joinPieces(pieces, call.source)
}

/** `Fn::Split`. */
export function split(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const delimiter = scalarArgument(call.items[0], call, evaluation, 'its delimiter')
  if (typeof delimiter !== 'string') return delimiter
  const text = scalarArgument(call.items[1], call, evaluation, 'the string to split')
  if (typeof text !== 'string') {
    return text.kind === 'leaf' && text.value instanceof Unresolved
      ? unknownBecause(text.value, call.source)
      : text
  }
  const items = text.split(delimiter).map((element) => leaf(element, call.source))
  return { kind: 'list', items, source: call.source }
}

/** `Fn::Base64`, of the text as UTF-8. */
export function base64(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const text = scalarArgument(call.argument, call, evaluation, 'the text to encode')
  if (typeof text === 'string') return leaf(Buffer.from(text, 'utf8').toString('base64'), call.source)
  return text.kind === 'leaf' && text.value instanceof Unresolved
    ? unknownBecause(text.value, call.source)
    : text
}

/** `Fn::ToJsonString`: without spaces, keys in the order they were written. */
export function toJsonString(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const value = evaluation.trace(call.argument)
  const unknown = firstUnresolved(value)
  if (unknown) return unknownBecause(unknown, call.source)
  return leaf(JSON.stringify(plain(value) ?? null), call.source)
}
