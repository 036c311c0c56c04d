import { Fault } from '../aws/fault.ts'
import { createScope } from '../inputs/cloudformation/create-scope.ts'
import { evaluate } from '../inputs/cloudformation/evaluate.ts'
import type { Evaluated } from '../inputs/cloudformation/evaluate.ts'
import type { AskedOutput, Scope, ScopeCallbacks } from '../inputs/cloudformation/scope.ts'
import { InputError } from '../inputs/input-error.ts'
import type { ProjectStack } from '../inputs/project/open-project.ts'
import type { EvaluatedValue, Sourced, TemplateValue } from '../model/template.ts'
import { Unresolved } from '../model/template.ts'
import { dynamicValue, parameterValue } from './dynamic-values.ts'
import type { Call } from './dynamic-values.ts'
import { Questions } from './questions.ts'
import type { SecretHash } from './secret-hash.ts'

/** What a template's values depend on, outside it. */
export interface StackSurroundings {
  readonly account: string
  readonly region: string
  readonly stackId: string
  readonly hash: SecretHash
  readonly call: Call
  readonly parameters: ReadonlyMap<string, Sourced<string>>
  readonly ref: (logicalId: string) => EvaluatedValue | undefined
  /** A value, or the question for one that is not kept. */
  readonly getAtt: (logicalId: string, attribute: string) => EvaluatedValue | AttributeQuestion | undefined
  readonly importValue: (name: string) => EvaluatedValue | undefined
  readonly stackOutput: (asked: AskedOutput) => EvaluatedValue | undefined
}

/** An attribute that is not kept. */
export class AttributeQuestion {
  /** Whether the answer must not be kept. */
  readonly secret: boolean
  readonly ask: () => Promise<EvaluatedValue>

  constructor(secret: boolean, ask: () => Promise<EvaluatedValue>) {
    this.secret = secret
    this.ask = ask
  }
}

/** A value as the services are given it, and as it is kept: without secrets. */
export interface Settled {
  readonly real: Evaluated
  readonly kept: EvaluatedValue | undefined
}

/** Evaluates the values of one stack's template against what was made so far. */
export class StackScope {
  readonly scope: Scope
  private readonly surroundings: StackSurroundings

  private constructor(scope: Scope, surroundings: StackSurroundings) {
    this.scope = scope
    this.surroundings = surroundings
  }

  /** Decides parameters and conditions. Throws an InputError where a parameter is missing or not allowed. */
  static async open(
    stack: ProjectStack,
    surroundings: StackSurroundings,
    missingParameters: 'error' | 'unresolved' = 'error',
  ): Promise<StackScope> {
    const { account, region, stackId, parameters } = surroundings
    const ssm = await ssmParameters(stack, surroundings)
    const scope = createScope(stack.template, {
      accountId: account,
      region,
      stackName: stack.name,
      stackId,
      parameters,
      missingParameters,
      ssmParameter: (name) => ssm.get(name),
    })
    return new StackScope(scope, surroundings)
  }

  /** Evaluates a value. Throws an InputError with everything that can be seen to be wrong. */
  async evaluate(value: TemplateValue): Promise<Settled> {
    const questions = new Questions()
    return await questions.settle(() => {
      const real = evaluate(value, { ...this.scope, ...this.callbacks(questions, false) })
      return { real, kept: this.kept(value, real, questions) }
    })
  }

  /** The text of a value that needs nothing of the stack's resources; undefined where it does, or is wrong. */
  async staticText(value: TemplateValue): Promise<string | undefined> {
    const questions = new Questions()
    const callbacks = { ...this.callbacks(questions, false), ref: () => undefined, getAtt: () => undefined }
    try {
      const { value: text } = await questions.settle(() => evaluate(value, { ...this.scope, ...callbacks }))
      return typeof text === 'string' ? text : undefined
    } catch (error) {
      if (error instanceof InputError) return undefined
      throw error
    }
  }

  /** Evaluates once more with hashes in place of what is secret, so that secrets can be told from what is not. */
  private kept(value: TemplateValue, real: Evaluated, questions: Questions): EvaluatedValue | undefined {
    if (real.unresolved.length > 0 || real.value === undefined) return real.value
    const { hash } = this.surroundings
    const parameters = new Map(this.scope.parameters)
    for (const [name, parameter] of parameters) {
      if (parameter.declaration.noEcho)
        parameters.set(name, { ...parameter, value: hash.within(parameter.value) })
    }
    try {
      const masked = evaluate(value, { ...this.scope, parameters, ...this.callbacks(questions, true) })
      return masked.unresolved.length > 0 ? hash.within(real.value) : masked.value
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      // A function took the secret apart; then nothing of the value is kept.
      return hash.within(real.value)
    }
  }

  private callbacks(questions: Questions, masked: boolean): ScopeCallbacks {
    const { region, call, hash, ref, getAtt, importValue, stackOutput } = this.surroundings
    const hidden = (value: EvaluatedValue | undefined): EvaluatedValue | undefined =>
      value === undefined || value instanceof Unresolved || !masked ? value : hash.within(value)
    return {
      ref,
      importValue,
      stackOutput,
      getAtt: (logicalId, attribute) => {
        const value = getAtt(logicalId, attribute)
        if (!(value instanceof AttributeQuestion)) return value
        const answer = questions.answer(`attribute ${logicalId} ${attribute}`, value.ask)
        return value.secret ? hidden(answer) : answer
      },
      dynamicReference: (reference) =>
        hidden(
          questions.answer(`dynamic ${reference.text}`, async () => await dynamicValue(reference, call)),
        ),
      availabilityZones: (zonesOf) => {
        const ask = async (): Promise<EvaluatedValue> =>
          zonesOf === region ? await zones(call) : new Unresolved(otherRegion(zonesOf))
        const answer = questions.answer(`zones ${zonesOf}`, ask)
        return Array.isArray(answer) ? (answer as readonly string[]) : undefined
      },
    }
  }
}

function otherRegion(region: string): { readonly reason: string; readonly settledBy: string } {
  return { reason: `the zones of ${region} are another region's`, settledBy: "the stack's own region" }
}

async function zones(call: Call): Promise<readonly string[]> {
  const input = { Filters: [{ Name: 'zone-type', Values: ['availability-zone'] }] }
  const { AvailabilityZones: found } = await call<{ AvailabilityZones: { ZoneName: string }[] }>(
    'ec2',
    'DescribeAvailabilityZones',
    input,
  )
  return found.map(({ ZoneName }) => ZoneName)
}

/** The values of the Parameter Store parameters that the template's own parameters name. */
async function ssmParameters(
  stack: ProjectStack,
  { parameters, call }: StackSurroundings,
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>()
  for (const parameter of stack.template.parameters.values()) {
    if (!parameter.type.startsWith('AWS::SSM::Parameter::Value<')) continue
    const name = (parameters.get(parameter.name) ?? parameter.default)?.value
    if (name === undefined) continue
    try {
      values.set(name, await parameterValue(name, call))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      // What is not there stays unresolved, and is said where it is used.
      const fallback = stack.ssmDefaults.get(name)
      if (fallback !== undefined) values.set(name, fallback)
    }
  }
  return values
}
