import type { EvaluatedValue, Template, Unresolved } from '../../model/template.ts'
import { ProblemList } from '../input-error.ts'
import { decideConditions } from './evaluate.ts'
import { resolveParameters } from './parameters.ts'
import { partitionOf, urlSuffixOf } from './pseudo-parameters.ts'
import type { Scope, ScopeOptions } from './scope.ts'

/** Decides parameters and conditions. Throws an InputError with every parameter that is missing or not allowed. */
export function createScope(template: Template, options: ScopeOptions): Scope {
  const problems = new ProblemList()
  const parameters = resolveParameters(template, options, problems)
  problems.throwIfAny()
  const { ref, getAtt, importValue, stackOutput, availabilityZones, dynamicReference } = options
  const scope = {
    ref,
    getAtt,
    importValue,
    stackOutput,
    availabilityZones,
    dynamicReference,
    template,
    parameters,
    assumed: options.assumed ?? [],
    missingParameters: options.missingParameters ?? 'error',
    pseudo: pseudoValues(options),
    conditions: new Map<string, boolean | Unresolved>(),
  }
  const conditions = decideConditions(scope, problems)
  problems.throwIfAny()
  return { ...scope, conditions }
}

function pseudoValues(options: ScopeOptions): ReadonlyMap<string, EvaluatedValue> {
  const { accountId, region, stackName } = options
  const partition = partitionOf(region)
  const stackId =
    options.stackId ?? `arn:${partition}:cloudformation:${region}:${accountId}:stack/${stackName}/local`
  return new Map<string, EvaluatedValue>([
    ['AWS::AccountId', accountId],
    ['AWS::NotificationARNs', options.notificationArns ?? []],
    ['AWS::Partition', partition],
    ['AWS::Region', region],
    ['AWS::StackId', stackId],
    ['AWS::StackName', stackName],
    ['AWS::URLSuffix', urlSuffixOf(region)],
  ])
}
