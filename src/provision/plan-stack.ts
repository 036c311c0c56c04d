import { isDeepStrictEqual } from 'node:util'
import { dependencyOrder } from '../inputs/cloudformation/dependency-order.ts'
import type { Evaluated } from '../inputs/cloudformation/evaluate.ts'
import { resourceKind } from '../inputs/cloudformation/resource-kind.ts'
import { usesOf } from '../inputs/cloudformation/value-uses.ts'
import type { EvaluatedValue, TemplateResource, TemplateValue } from '../model/template.ts'
import { isMap } from './api-shapes.ts'
import { localSecretOf, planLocal } from './local-settings.ts'
import type { LocalPlan } from './local-settings.ts'
import { inOrder } from './planned-resource.ts'
import type { PlannedProperties, PlannedResource } from './planned-resource.ts'
import { templateHandlers } from './resource-handlers.ts'
import type { StackScope } from './stack-scope.ts'

/** Everything that a stack shall have, in the order in which it is made. */
export function planStack(plan: LocalPlan): readonly PlannedResource[] {
  const { order, needs } = dependencyOrder(plan.scope.scope)
  const ofTemplate = order
    .filter(({ type }) => resourceKind(type) !== 'metadata')
    .map((resource) => planResource(resource, [...(needs.get(resource.logicalId) ?? [])], plan))
  return inOrder([...planLocal(plan), ...ofTemplate])
}

function planResource(
  resource: TemplateResource,
  needs: readonly string[],
  plan: LocalPlan,
): PlannedResource {
  const { logicalId, type, typeSource } = resource
  const deletionPolicy = policyOf(resource.deletionPolicy)
  return {
    logicalId,
    type,
    region: plan.region,
    source: typeSource,
    handler: templateHandlers.get(type),
    needs,
    mentions: mentionsOf(resource, plan.scope),
    deletionPolicy,
    updateReplacePolicy: policyOf(resource.updateReplacePolicy),
    properties: async () => await propertiesOf(resource, plan),
  }
}

function policyOf(value: TemplateValue | undefined): string {
  return value?.kind === 'scalar' ? value.text : 'Delete'
}

async function propertiesOf(resource: TemplateResource, plan: LocalPlan): Promise<PlannedProperties> {
  const { real, kept } = await plan.scope.evaluate(resource.properties)
  const secretNames = templateHandlers.get(resource.type)?.secret ?? []
  const given = withLocalValue(resource, mapOf(real.value), plan)
  const plain = secretNames.filter((name) => isDeepStrictEqual(given[name], mapOf(kept)[name]))
  const keptValues = { ...mapOf(kept), ...onlySecrets(given, secretNames) }
  if (!('GenerateSecretString' in given)) delete keptValues['GenerateSecretString']
  const { sourceOf, keySourceOf } = place(real)
  return {
    value: given,
    kept: plan.hash.properties(keptValues, secretNames, plain),
    unresolved: real.unresolved.map(({ path, value }) => ({ value, source: real.sourceOf(path) })),
    place: { path: [], sourceOf, keySourceOf },
  }
}

function place(evaluated: Evaluated): Pick<Evaluated, 'sourceOf' | 'keySourceOf'> {
  return {
    sourceOf: (path) => evaluated.sourceOf(path),
    keySourceOf: (path) => evaluated.keySourceOf(path),
  }
}

function mapOf(value: EvaluatedValue | undefined): Record<string, EvaluatedValue> {
  return isMap(value) ? { ...value } : {}
}

function onlySecrets(
  value: Readonly<Record<string, EvaluatedValue>>,
  names: readonly string[],
): Record<string, EvaluatedValue> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)))
}

/** The value that `seatrial.yaml` gives a secret or parameter stands in place of the template's. */
function withLocalValue(
  { logicalId, type }: TemplateResource,
  value: Record<string, EvaluatedValue>,
  { secrets }: LocalPlan,
): Record<string, EvaluatedValue> {
  const { Name: name } = value
  const local = localSecretOf(secrets, { logicalId, type }, typeof name === 'string' ? name : undefined)
  if (!local) return value
  if (type === 'AWS::SSM::Parameter') return { ...value, Value: local.value }
  const { GenerateSecretString: _generated, ...rest } = value
  return { ...rest, SecretString: local.value }
}

/** Logical ids that a resource's properties mention, in the branches that its conditions choose. */
function mentionsOf(resource: TemplateResource, scope: StackScope): ReadonlySet<string> {
  const uses = usesOf(resource.properties, (condition) => {
    const decided = scope.scope.conditions.get(condition)
    return typeof decided === 'boolean' ? decided : undefined
  })
  return new Set(
    uses.flatMap((use) =>
      use.kind === 'name' ? [use.name] : use.kind === 'attribute' ? [use.logicalId] : [],
    ),
  )
}
