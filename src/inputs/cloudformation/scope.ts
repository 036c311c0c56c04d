import type { EvaluatedValue, Sourced, Template, TemplateResource } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { isRewritten } from './rewriting.ts'
import type { DynamicReference } from './dynamic-reference.ts'
import type { ResolvedParameter } from './parameters.ts'

/** An output of another stack, which need not be exported. */
export interface AskedOutput {
  readonly stackName: string
  readonly outputName: string
  /** That of the stack that asks, where none is said. */
  readonly region?: string
  /** By which role it is asked for: it is of the stack's own account. */
  readonly roleArn?: string
}

/**
 * What lies outside the template. A callback that is absent, or returns undefined, leaves the value unresolved; one
 * that returns an `Unresolved` says why itself.
 */
export interface ScopeCallbacks {
  /** What Ref of a resource returns: its physical id. */
  readonly ref?: (logicalId: string) => EvaluatedValue | undefined
  /** What GetAtt of a resource returns. */
  readonly getAtt?: (logicalId: string, attribute: string) => EvaluatedValue | undefined
  /** The value that another stack exports under this name. */
  readonly importValue?: (name: string) => EvaluatedValue | undefined
  /** The value of an output of another stack. */
  readonly stackOutput?: (asked: AskedOutput) => EvaluatedValue | undefined
  /** The availability zones of a region, in order. */
  readonly availabilityZones?: (region: string) => readonly string[] | undefined
  /** The value of a `{{resolve:…}}` reference. */
  readonly dynamicReference?: (reference: DynamicReference) => EvaluatedValue | undefined
}

/** What a stack is given. */
export interface ScopeOptions extends ScopeCallbacks {
  readonly accountId: string
  readonly region: string
  readonly stackName: string
  readonly stackId?: string
  readonly notificationArns?: readonly string[]
  /** Values of parameters; names that the template does not have are errors. */
  readonly parameters?: ReadonlyMap<string, Sourced<string>> | Readonly<Record<string, string>>
  /** Whether a parameter with neither value nor default is an error (a deploy) or unresolved (a check). */
  readonly missingParameters?: 'error' | 'unresolved'
  /** Account and region where they are only assumed: of a mapping that has no such key nothing is then known. */
  readonly assumed?: readonly string[]
  /** The value of an SSM parameter, for parameters of type `AWS::SSM::Parameter::Value<…>`. */
  readonly ssmParameter?: (name: string) => string | undefined
}

/** All that evaluation needs to know. Replace its callbacks with `{ ...scope, ref, getAtt }`. */
export interface Scope extends ScopeCallbacks {
  readonly template: Template
  readonly parameters: ReadonlyMap<string, ResolvedParameter>
  readonly assumed: readonly string[]
  /** Whether a parameter without a value is unresolved, and one whose default is empty where nothing else stands. */
  readonly missingParameters: 'error' | 'unresolved'
  /** Every pseudo parameter but AWS::NoValue. */
  readonly pseudo: ReadonlyMap<string, EvaluatedValue>
  /** Every condition of the template, decided; unresolved where a parameter it needs is. */
  readonly conditions: ReadonlyMap<string, boolean | Unresolved>
}

/** Whether a resource (or output) is part of the stack, by its condition. */
export function isPresent(item: Pick<TemplateResource, 'condition'>, scope: Scope): boolean | Unresolved {
  const { condition } = item
  if (!condition) return true
  return scope.conditions.get(condition.value) ?? addedCondition(condition, scope)
}

/** A condition that the template does not have is one that its macros add. */
function addedCondition(
  { value, source }: Sourced<string>,
  { template }: Pick<Scope, 'template'>,
): boolean | Unresolved {
  if (!isRewritten(template.transforms)) return false
  const reason = `condition ${value} is added by a transform, which is not run here`
  return new Unresolved({ reason, settledBy: 'the processed template', source })
}
