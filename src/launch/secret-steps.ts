import type { LaunchStep } from '../model/launch/step.ts'
import type { ParameterReference, ValueFrom } from '../model/launch/secret-reference.ts'
import { awsDestination } from './endpoints.ts'
import { launchStep, type LaunchPlan } from './step-builder.ts'
import { isMalformed, parseValueFrom } from './value-from.ts'

/** GetParameters takes no more names than this, https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
const namesPerBatch = 10

interface SecretUse {
  readonly container: string
  readonly name: string
  readonly reference: ValueFrom
}

/** One step per secret of Secrets Manager that a container or its log driver uses (spec: LAUNCH step 4c). */
export function secretSteps(plan: LaunchPlan): LaunchStep[] {
  return uses(plan).flatMap(({ container, name, reference }) => {
    if (reference.service !== 'secretsmanager') return []
    const parts = {
      id: `secret/${container}/${name}`,
      kind: 'secret',
      actor: 'execution-role',
      container,
    } as const
    if (isMalformed(reference)) {
      const requires = { kind: 'secret', reference } as const
      return [launchStep(plan, { ...parts, title: `read secret ${reference.valueFrom}`, requires })]
    }
    return [
      launchStep(plan, {
        ...parts,
        title: `read secret ${reference.secretName}`,
        access: [{ action: 'secretsmanager:GetSecretValue', resource: reference.secretArn }],
        destination: awsDestination('secretsmanager', reference.region),
        requires: { kind: 'secret', reference },
      }),
    ]
  })
}

/** The task's parameters in batches of one GetParameters call each, per region (spec: LAUNCH step 4d). */
export function parameterSteps(plan: LaunchPlan): LaunchStep[] {
  const byRegion = new Map<string, Map<string, ParameterReference>>()
  for (const { reference } of uses(plan)) {
    if (reference.service !== 'ssm') continue
    const parameter: ParameterReference = isMalformed(reference)
      ? unusable(plan, reference.valueFrom)
      : reference
    const names = byRegion.get(parameter.region) ?? new Map<string, ParameterReference>()
    byRegion.set(parameter.region, names.set(parameter.valueFrom, parameter))
  }
  return [...byRegion].flatMap(([region, names]) =>
    batches([...names.values()]).map((references, index) =>
      launchStep(plan, {
        id: `parameters/${region}/${index + 1}`,
        kind: 'parameters',
        title: `read ${references.length === 1 ? 'parameter' : 'parameters'} ${references.map(({ valueFrom }) => valueFrom).join(', ')}`,
        actor: 'execution-role',
        access: references.map((reference) => ({
          action: 'ssm:GetParameters',
          resource: parameterArn(reference),
        })),
        destination: awsDestination('ssm', region),
        requires: { kind: 'parameters', references },
      }),
    ),
  )
}

/** The ARN that a permission for this parameter names: without version or label, and never with two slashes. */
export function parameterArn({ region, account, parameterName }: ParameterReference): string {
  return `arn:aws:ssm:${region}:${account}:parameter/${parameterName.replace(/^\//, '')}`
}

/** Parameter Store answers for a name it cannot read as for one that does not exist: it is among the invalid ones. */
function unusable(plan: LaunchPlan, valueFrom: string): ParameterReference {
  const { region, account } = plan.request
  return { service: 'ssm', valueFrom, region, account, parameterName: valueFrom, form: 'name' }
}

function uses(plan: LaunchPlan): SecretUse[] {
  return plan.task.containers.flatMap(({ name: container, secrets, definition }) => {
    const logOptions = (definition.logConfiguration?.secretOptions ?? []).map(({ name, valueFrom = '' }) => ({
      name: `log/${name}`,
      valueFrom,
    }))
    return [...secrets, ...logOptions].map(({ name, valueFrom }) => ({
      container,
      name,
      reference: parseValueFrom(valueFrom, plan.request),
    }))
  })
}

function batches<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / namesPerBatch)
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * namesPerBatch, (index + 1) * namesPerBatch),
  )
}
