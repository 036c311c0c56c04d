import type { Sourced, TemplateParameter } from '../../model/template.ts'
import type { ProblemList } from '../input-error.ts'
import { nearestName } from '../nearest-name.ts'
import { describeTagged } from '../syntax/syntax.ts'
import type { SyntaxEntry, SyntaxNode } from '../syntax/syntax.ts'
import { checkConstraints } from './parameter-constraints.ts'
import { mapEntries, Section } from './section.ts'

const parameterKeys = [
  'Type',
  'Default',
  'Description',
  'AllowedValues',
  'AllowedPattern',
  'ConstraintDescription',
  'MaxLength',
  'MinLength',
  'MaxValue',
  'MinValue',
  'NoEcho',
]

const plainTypes = ['String', 'Number', 'List<Number>', 'CommaDelimitedList']

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html */
function isParameterType(type: string): boolean {
  if (plainTypes.includes(type) || type === 'List<String>') return true
  const value = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(type)?.[1]
  if (value !== undefined) return /^(?:String|CommaDelimitedList|List<.+>|AWS::\w+(?:::\w+)+)$/.test(value)
  return /^(?:List<)?AWS::\w+(?:::\w+)+>?$/.test(type) && type.startsWith('List<') === type.endsWith('>')
}

/** Reads one entry of the Parameters section. */
export function readParameter(entry: SyntaxEntry, problems: ProblemList): TemplateParameter {
  const name = entry.key
  const what = `parameter ${name}`
  const blank = { name, type: 'String', source: entry.keySource, noEcho: false }
  if (entry.value.kind !== 'map') {
    mapEntries(entry.value, what, problems)
    return blank
  }
  const section = new Section(entry.value, what, entry.keySource, problems)
  section.allow(parameterKeys)
  const type = readType(section, problems)
  const fallback = readDefault(section, problems)
  const parameter: TemplateParameter = {
    ...blank,
    type,
    noEcho: section.text('NoEcho')?.value.toLowerCase() === 'true',
    ...defined('default', fallback),
    ...defined('allowedValues', readAllowedValues(section, problems)),
    ...defined('allowedPattern', section.text('AllowedPattern')?.value),
    ...defined('minLength', section.number('MinLength')),
    ...defined('maxLength', section.number('MaxLength')),
    ...defined('minValue', section.number('MinValue')),
    ...defined('maxValue', section.number('MaxValue')),
    ...defined('constraintDescription', section.text('ConstraintDescription')?.value),
    ...defined('description', section.text('Description')?.value),
  }
  if (fallback) checkConstraints(parameter, fallback, problems, 'default')
  return parameter
}

function defined<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>)
}

function readType(section: Section, problems: ProblemList): string {
  if (!section.node('Type')) {
    problems.add(`${section.what} has no Type`, section.source, {
      expected: `a Type, such as ${plainTypes[0]}`,
    })
    return 'String'
  }
  const type = section.text('Type')
  if (!type) return 'String'
  if (isParameterType(type.value)) return type.value
  const near = nearestName(type.value, plainTypes)
  problems.add(`${section.what} has the unknown type ${type.value}`, type.source, {
    expected: `${plainTypes.join(', ')}, or a type such as AWS::EC2::VPC::Id`,
    ...(near === undefined ? {} : { remedy: `did you mean ${near}?` }),
  })
  return 'String'
}

/** A default may be written as a list for list types only by mistake: CloudFormation wants commas. */
function readDefault(section: Section, problems: ProblemList): Sourced<string> | undefined {
  const node = section.node('Default')
  if (!node) return undefined
  if (node.kind === 'scalar' && node.tag === undefined)
    return { value: defaultText(node), source: node.source }
  problems.add(`Default of ${section.what} is ${describeTagged(node)}`, node.source, {
    expected: 'a string',
    ...(node.kind === 'list' ? { remedy: 'write the list as one string with commas' } : {}),
    ...(node.tag === undefined ? {} : { remedy: 'functions are not allowed in the Parameters section' }),
  })
  return undefined
}

function defaultText(node: SyntaxNode & { readonly kind: 'scalar' }): string {
  if (typeof node.value === 'boolean') return String(node.value)
  return node.value === null ? '' : node.text
}

function readAllowedValues(section: Section, problems: ProblemList): readonly string[] | undefined {
  const node = section.node('AllowedValues')
  if (!node) return undefined
  if (node.kind !== 'list') {
    problems.add(`AllowedValues of ${section.what} is ${describeTagged(node)}`, node.source, {
      expected: 'a list',
    })
    return undefined
  }
  return node.items.flatMap((item) => {
    if (item.kind === 'scalar') return [defaultText(item)]
    problems.add(`AllowedValues of ${section.what} holds ${describeTagged(item)}`, item.source, {
      expected: 'strings',
    })
    return []
  })
}
