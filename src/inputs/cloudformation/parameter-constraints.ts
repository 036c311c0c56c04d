import type { Sourced, TemplateParameter } from '../../model/template.ts'
import type { ProblemList } from '../input-error.ts'
import { nearestName } from '../nearest-name.ts'

/** Values longer than this are not matched against AllowedPattern: a pattern may take time beyond all bounds. */
const maxMatchedLength = 4096

/** Whether values of this type are lists written with commas. */
export function isListType(type: string): boolean {
  const inner = ssmValueType(type) ?? type
  return inner === 'CommaDelimitedList' || inner.startsWith('List<')
}

/** `String` of `AWS::SSM::Parameter::Value<String>`; undefined for every other type. */
export function ssmValueType(type: string): string | undefined {
  return /^AWS::SSM::Parameter::Value<(.+)>$/.exec(type)?.[1]
}

/** The elements of a list parameter; spaces around the commas do not count. */
export function listElements(text: string): readonly string[] {
  return text === '' ? [] : text.split(',').map((element) => element.trim())
}

/** Java's patterns match the whole value. One that JavaScript cannot read decides nothing here. */
function matchesPattern(pattern: string, value: string): boolean {
  if (value.length > maxMatchedLength) return true
  try {
    return new RegExp(`^(?:${pattern})$`, 's').test(value)
  } catch {
    return true
  }
}

/** What is wrong with a value of a parameter, or undefined. */
function violation(parameter: TemplateParameter, value: string): string | undefined {
  const { type, allowedValues, allowedPattern, minLength, maxLength, minValue, maxValue } = parameter
  const numeric = type === 'Number' || type === 'List<Number>'
  const elements = isListType(type) ? listElements(value) : [value]
  if (numeric) {
    const wrong = elements.find((element) => element.trim() === '' || Number.isNaN(Number(element)))
    if (wrong !== undefined) return 'must be a number'
  }
  const refused = allowedValues && elements.find((element) => !allowedValues.includes(element))
  if (refused !== undefined && allowedValues) {
    const near = nearestName(refused, allowedValues)
    return `must be one of ${allowedValues.join(', ')}${near === undefined ? '' : `; did you mean ${near}?`}`
  }
  if (allowedPattern !== undefined && !elements.every((element) => matchesPattern(allowedPattern, element)))
    return `must match the pattern ${allowedPattern}`
  if (minLength !== undefined && value.length < minLength)
    return `must be at least ${minLength} characters long`
  if (maxLength !== undefined && value.length > maxLength)
    return `must be at most ${maxLength} characters long`
  if (!numeric) return undefined
  if (minValue !== undefined && elements.some((element) => Number(element) < minValue))
    return `must be at least ${minValue}`
  if (maxValue !== undefined && elements.some((element) => Number(element) > maxValue))
    return `must be at most ${maxValue}`
  return undefined
}

/** Notes a value that the parameter's declaration does not allow. The value itself is not printed under NoEcho. */
export function checkConstraints(
  parameter: TemplateParameter,
  value: Sourced<string>,
  problems: ProblemList,
  origin: 'default' | 'given',
): void {
  const expected = violation(parameter, value.value)
  if (expected === undefined) return
  const shown = parameter.noEcho || value.value.length > 80 ? '' : ` ${JSON.stringify(value.value)}`
  const what = origin === 'default' ? 'the default' : 'the value'
  problems.add(`${what}${shown} of parameter ${parameter.name} is not allowed`, value.source, {
    expected: parameter.constraintDescription ?? expected,
  })
}
