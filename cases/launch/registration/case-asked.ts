import type { ContainerDefinition } from '@aws-sdk/client-ecs'
import { Unresolved } from '../../../src/model/template.ts'
import type { AskedLaunch } from '../../../src/launch/registration/asked-launch.ts'

/**
 * What a case asks for: what differs from a Fargate task with one container, `app`, that ECS takes. `{"$unknown":
 * "reason"}` stands for a value that is not known, null for a member that is not given.
 */
export interface CaseAsked {
  readonly task?: Readonly<Record<string, unknown>>
  readonly container?: Readonly<Record<string, unknown>>
  /** In place of the one container. */
  readonly containers?: readonly Readonly<Record<string, unknown>>[]
  readonly service?: Readonly<Record<string, unknown>>
  readonly cluster?: Readonly<Record<string, unknown>>
  readonly targetGroups?: readonly Readonly<Record<string, unknown>>[]
}

const account = '111122223333'

/** The container that a case has where it names none. */
export const caseContainer: ContainerDefinition = {
  name: 'app',
  image: `${account}.dkr.ecr.eu-west-1.amazonaws.com/app:1`,
  portMappings: [{ containerPort: 80, name: 'http' }],
}

const task = {
  family: 'web',
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  executionRoleArn: `arn:aws:iam::${account}:role/exec`,
}

const service = {
  serviceName: 'web',
  taskDefinition: 'web',
  desiredCount: 2,
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
}

/** What a case asks for, as a project would be read. */
export function askedOf(one: CaseAsked): AskedLaunch {
  const containers = one.containers ?? [{ ...caseContainer, ...one.container }]
  const asked = {
    definition: { ...task, ...one.task, containerDefinitions: containers },
    ...(one.service === undefined ? {} : { service: { ...service, ...one.service } }),
    ...(one.cluster === undefined ? {} : { cluster: one.cluster }),
    ...(one.targetGroups === undefined ? {} : { targetGroups: one.targetGroups }),
  }
  return settled(asked) as AskedLaunch
}

function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled)
  if (typeof value !== 'object' || value === null) return value
  const { $unknown: reason } = value as { readonly $unknown?: string }
  if (reason !== undefined) return new Unresolved({ reason, settledBy: 'a value for it' })
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => (part === null ? [] : [[key, settled(part)] as const])),
  )
}
