import type { EvaluatedValue, TemplateValue } from '../../../model/template.ts'
import { Unresolved } from '../../../model/template.ts'
import { suggestion } from '../../nearest-name.ts'
import { mayBeAdded } from '../check-names.ts'
import { isPseudoParameter } from '../pseudo-parameters.ts'
import { isPresent } from '../scope.ts'
import { leaf, traced } from '../traced-value.ts'
import type { TracedValue } from '../traced-value.ts'
import { scalarArgument, unknownBecause, wrong } from './evaluation.ts'
import type { Evaluation, IntrinsicCall } from './evaluation.ts'

/** `Ref`. */
export function ref(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const name = scalarArgument(call.argument, call, evaluation, 'a name')
  return typeof name === 'string' ? valueOfName(name, call, evaluation) : name
}

/** The value of a pseudo parameter, a parameter, or a resource's physical id. */
export function valueOfName(name: string, call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const { scope } = evaluation
  const { source } = call
  if (name === 'AWS::NoValue') return { kind: 'nothing', source }
  if (isPseudoParameter(name)) return traced(scope.pseudo.get(name) ?? null, source)
  const parameter = scope.parameters.get(name)
  if (parameter) return traced(parameter.value, source)
  const absent = absentResource(name, call, evaluation)
  if (absent) return absent
  const value = scope.ref?.(name)
  if (value !== undefined) return traced(value, source)
  const reason = `the physical id of ${name} is decided when it is created`
  return leaf(
    new Unresolved({ reason, settledBy: `creating ${name}`, source, reference: { logicalId: name } }),
    source,
  )
}

/** `Fn::GetAtt`. */
export function getAtt(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const [first, ...rest] = call.items
  const logicalId = scalarArgument(first, call, evaluation, 'a logical id')
  if (typeof logicalId !== 'string') return logicalId
  const attribute: string[] = []
  for (const part of rest) {
    const text = scalarArgument(part, call, evaluation, 'an attribute')
    if (typeof text !== 'string') return text
    attribute.push(text)
  }
  return attributeOf(logicalId, attribute.join('.'), call, evaluation)
}

/** The value of an attribute of a resource. */
export function attributeOf(
  logicalId: string,
  attribute: string,
  call: IntrinsicCall,
  evaluation: Evaluation,
): TracedValue {
  const { source } = call
  const absent = absentResource(logicalId, call, evaluation)
  if (absent) return absent
  const value = evaluation.scope.getAtt?.(logicalId, attribute)
  if (value !== undefined) return traced(value, source)
  const reason = `${attribute} of ${logicalId} is decided when it is created`
  const reference = { logicalId, attribute }
  return leaf(new Unresolved({ reason, settledBy: `creating ${logicalId}`, source, reference }), source)
}

/** The answer for a resource that the stack does not have; undefined for one that it has, or may have. */
function absentResource(
  logicalId: string,
  call: IntrinsicCall,
  evaluation: Evaluation,
): TracedValue | undefined {
  const { template } = evaluation.scope
  const resource = template.resources.get(logicalId)
  if (resource) {
    if (isPresent(resource, evaluation.scope) !== false) return undefined
    const condition = resource.condition?.value ?? ''
    return wrong(
      `${call.name} names ${logicalId}, which condition ${condition} leaves out of the stack`,
      call.source,
      evaluation,
      { remedy: `use it within Fn::If: [${condition}, …, !Ref AWS::NoValue]` },
    )
  }
  if (mayBeAdded(template, logicalId)) {
    const reason = `${logicalId} is added by a transform, which is not run here`
    const reference = { logicalId }
    const { source } = call
    return leaf(new Unresolved({ reason, settledBy: 'the processed template', source, reference }), source)
  }
  const message = `${call.name} names ${logicalId}, which is neither a parameter nor a resource`
  const names = [...template.parameters.keys(), ...template.resources.keys()]
  return wrong(message, call.source, evaluation, suggestion(logicalId, names, 'parameter or resource'))
}

/** `Fn::FindInMap`, with `DefaultValue` as a fourth element (AWS::LanguageExtensions). */
export function findInMap(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const keys: string[] = []
  for (const item of call.items.slice(0, 3)) {
    const key = scalarArgument(item, call, evaluation, 'a key')
    if (typeof key !== 'string') {
      return key.kind === 'leaf' && key.value instanceof Unresolved
        ? unknownBecause(key.value, call.source)
        : key
    }
    keys.push(key)
  }
  const [mapping = '', top = '', second = ''] = keys
  const [mappingAt, topAt, secondAt] = call.items.map((item) => item.source)
  const rows = evaluation.scope.template.mappings.get(mapping)?.rows
  const row = rows?.get(top)
  const cell = row?.get(second)
  if (cell) return evaluation.trace(cell)
  const fallback = defaultValue(call.items[3])
  if (fallback) return evaluation.trace(fallback)
  const missing = row ? second : top
  if (rows && evaluation.scope.assumed.includes(missing)) {
    const reason = `mapping ${mapping} has no key ${missing}, which is only assumed`
    const settledBy = 'the account and the region that it is deployed to'
    return leaf(new Unresolved({ reason, settledBy, source: call.source }), call.source)
  }
  const at = (rows ? (row ? secondAt : topAt) : mappingAt) ?? call.source
  if (!rows) {
    const names = evaluation.scope.template.mappings.keys()
    return wrong(`there is no mapping ${mapping}`, at, evaluation, suggestion(mapping, names, 'mapping'))
  }
  if (!row) {
    return wrong(`mapping ${mapping} has no key ${top}`, at, evaluation, suggestion(top, rows.keys(), 'key'))
  }
  const detail = suggestion(second, row.keys(), 'key')
  return wrong(`${top} of mapping ${mapping} has no key ${second}`, at, evaluation, detail)
}

function defaultValue(value: TemplateValue | undefined): TemplateValue | undefined {
  return value?.kind === 'map' ? value.entries.find(({ key }) => key === 'DefaultValue')?.value : undefined
}

/** `Fn::ImportValue`. */
export function importValue(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const name = scalarArgument(call.argument, call, evaluation, 'the name of an export')
  if (typeof name !== 'string') {
    return name.kind === 'leaf' && name.value instanceof Unresolved
      ? unknownBecause(name.value, call.source)
      : name
  }
  const value: EvaluatedValue | undefined = evaluation.scope.importValue?.(name)
  if (value !== undefined) return traced(value, call.source)
  const reason = `${name} is exported by another stack`
  return leaf(
    new Unresolved({ reason, settledBy: `the stack that exports ${name}`, source: call.source }),
    call.source,
  )
}

/** `Fn::GetStackOutput`. */
export function getStackOutput(call: IntrinsicCall, evaluation: Evaluation): TracedValue {
  const { argument } = call
  const given: Record<string, string> = {}
  for (const key of ['StackName', 'OutputName', 'Region', 'RoleArn']) {
    const entry = argument.kind === 'map' ? argument.entries.find((one) => one.key === key) : undefined
    if (!entry && (key === 'Region' || key === 'RoleArn')) continue
    const text = scalarArgument(entry?.value, call, evaluation, key)
    if (typeof text !== 'string') {
      return text.kind === 'leaf' && text.value instanceof Unresolved
        ? unknownBecause(text.value, call.source)
        : text
    }
    given[key] = text
  }
  const { StackName: stackName = '', OutputName: outputName = '', Region: region, RoleArn: roleArn } = given
  const asked = { stackName, outputName, ...(region && { region }), ...(roleArn && { roleArn }) }
  const value = evaluation.scope.stackOutput?.(asked)
  if (value !== undefined) return traced(value, call.source)
  const reason = `${outputName} is an output of stack ${stackName}`
  return leaf(
    new Unresolved({ reason, settledBy: `the template of stack ${stackName}`, source: call.source }),
    call.source,
  )
}

/** `Fn::Transform`: what a macro makes is not known. */
export function transform(call: IntrinsicCall): TracedValue {
  const named =
    call.argument.kind === 'map' ? call.argument.entries.find(({ key }) => key === 'Name')?.value : undefined
  const name = named?.kind === 'scalar' ? named.text : 'a macro'
  const reason = `this is what the transform ${name} makes of it`
  return leaf(
    new Unresolved({ reason, settledBy: 'the processed template', source: call.source }),
    call.source,
  )
}
