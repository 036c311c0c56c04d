import type {
  EvaluatedValue,
  Sourced,
  Template,
  TemplateParameter,
  UnresolvedDetail,
} from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import type { ProblemList } from '../input-error.ts'
import { suggestion } from '../nearest-name.ts'
import { checkConstraints, isListType, listElements, ssmValueType } from './parameter-constraints.ts'

/** A parameter with the value that Ref of it returns. */
export interface ResolvedParameter {
  readonly declaration: TemplateParameter
  /** Numbers are text here, as they are for Ref; list types are lists. */
  readonly value: EvaluatedValue
  readonly origin: 'given' | 'default' | 'none'
}

/** What decides the values of parameters. */
export interface ParameterOptions {
  readonly parameters?: ReadonlyMap<string, Sourced<string>> | Readonly<Record<string, string>>
  readonly missingParameters?: 'error' | 'unresolved'
  readonly ssmParameter?: (name: string) => string | undefined
}

/** `<account-id>`: a default that says what is to be given in its place. Whoever deploys gives another value. */
const standIn = /<[A-Za-z][\w .-]*>/

/** The values of all parameters of a template; notes those that are missing, unknown or not allowed. */
export function resolveParameters(
  template: Template,
  options: ParameterOptions,
  problems: ProblemList,
): ReadonlyMap<string, ResolvedParameter> {
  const given = givenValues(template, options)
  for (const [name, { source }] of given) {
    if (template.parameters.has(name)) continue
    const detail = suggestion(name, template.parameters.keys(), 'parameter')
    problems.add(`the template has no parameter ${name}`, source, detail)
  }
  const resolved = new Map<string, ResolvedParameter>()
  for (const declaration of template.parameters.values()) {
    const own = given.get(declaration.name)
    if (own) checkConstraints(declaration, own, problems, 'given')
    resolved.set(declaration.name, resolveParameter(declaration, own, options, problems))
  }
  return resolved
}

function givenValues(template: Template, options: ParameterOptions): ReadonlyMap<string, Sourced<string>> {
  const { parameters } = options
  if (!parameters) return new Map()
  if (parameters instanceof Map) return parameters as ReadonlyMap<string, Sourced<string>>
  const entries = Object.entries(parameters as Readonly<Record<string, string>>)
  const placeOf = (name: string) =>
    template.parameters.get(name)?.source ?? { file: template.file, line: 1, column: 1 }
  return new Map(entries.map(([name, value]) => [name, { value, source: placeOf(name) }]))
}

function resolveParameter(
  declaration: TemplateParameter,
  given: Sourced<string> | undefined,
  options: ParameterOptions,
  problems: ProblemList,
): ResolvedParameter {
  const { name, type, source } = declaration
  const chosen = given ?? declaration.default
  if (!chosen) {
    const remedy = `give it a Default, or a value under parameters in seatrial.yaml`
    if (options.missingParameters !== 'unresolved')
      problems.add(`parameter ${name} has no value`, source, { expected: `a value of type ${type}`, remedy })
    const reason = `parameter ${name} has no value`
    return {
      declaration,
      value: unresolved(declaration, { reason, settledBy: remedy, source }),
      origin: 'none',
    }
  }
  const origin = given ? 'given' : 'default'
  if (origin === 'default' && standIn.test(chosen.value)) {
    const reason = `parameter ${name} has a stand-in as its default, ${chosen.value}`
    const settledBy = `a value for ${name} under parameters in seatrial.yaml`
    return {
      declaration,
      value: unresolved(declaration, { reason, settledBy, source: chosen.source }),
      origin,
    }
  }
  const inner = ssmValueType(type)
  if (inner === undefined) return { declaration, value: valueOf(type, chosen.value), origin }
  const stored = options.ssmParameter?.(chosen.value)
  if (stored !== undefined) return { declaration, value: valueOf(inner, stored), origin }
  const reason = `SSM parameter ${chosen.value} is not known`
  const settledBy = `the value of ${chosen.value} in Parameter Store`
  return { declaration, value: unresolved(declaration, { reason, settledBy, source: chosen.source }), origin }
}

function unresolved({ name }: TemplateParameter, detail: UnresolvedDetail): Unresolved {
  return new Unresolved({ ...detail, parameter: name })
}

function valueOf(type: string, text: string): EvaluatedValue {
  return isListType(type) ? listElements(text) : text
}
