import type { TaskDefinition } from '@aws-sdk/client-ecs'
import { parseArn } from '../../model/arn.ts'
import { ownTypes } from '../records/own-types.ts'
import type { FoundThings } from './found-things.ts'
import type { LiveAccount } from './live-account.ts'
import { cloudFormationNames, type LiveRecord } from './live-record.ts'
import type { Reference } from './references-of.ts'

/** What ECS adds to what was registered. */
const answered = new Set(
  'compatibilities requiresAttributes registeredAt registeredBy deregisteredAt'.split(' '),
)

/** A task definition, by its ARN, its family, or its family and revision. */
export async function readTaskDefinition(
  account: LiveAccount,
  { name, region }: Reference,
  found: FoundThings,
): Promise<void> {
  const ecs = await account.client('ecs', region)
  const short = name.slice(name.lastIndexOf('/') + 1)
  const answer = await account.ask(
    'ecs:DescribeTaskDefinition',
    short,
    async () => await ecs.describeTaskDefinition({ taskDefinition: name }),
  )
  if (answer.kind === 'unknown') found.problem(answer, `task definition ${short} is not known`)
  const definition = answer.kind === 'answer' ? answer.value.taskDefinition : undefined
  if (!definition) return
  const record = recordOf(account, definition, region)
  found.add({ ...record, type: 'AWS::ECS::TaskDefinition', names: [...record.names, name] })
}

/** The newest revision of a service's task definition, where the service uses another. */
export async function readNewestDefinition(
  account: LiveAccount,
  used: string,
  found: FoundThings,
): Promise<void> {
  const family = used.slice(used.lastIndexOf('/') + 1).replace(/:\d+$/, '')
  const { region } = account
  const ecs = await account.client('ecs')
  const answer = await account.once(
    `newest ${family}`,
    async () =>
      await account.ask(
        'ecs:DescribeTaskDefinition',
        family,
        async () => await ecs.describeTaskDefinition({ taskDefinition: family }),
      ),
  )
  const definition = answer.kind === 'answer' ? answer.value.taskDefinition : undefined
  if (!definition) return
  found.add({ ...recordOf(account, definition, region), type: ownTypes.newestDefinition })
}

function recordOf(
  account: LiveAccount,
  definition: TaskDefinition,
  region: string,
): Omit<LiveRecord, 'type'> {
  const { taskDefinitionArn: arn = '', revision = '', status, ...rest } = definition
  const asked = Object.fromEntries(Object.entries(rest).filter(([member]) => !answered.has(member)))
  return {
    region,
    account: parseArn(arn)?.account ?? account.account,
    names: [arn],
    source: `ecs:DescribeTaskDefinition ${rest.family ?? ''}:${String(revision)}`,
    properties: {
      ...(cloudFormationNames(asked) as Readonly<Record<string, unknown>>),
      // Nothing new may be started of a revision that was deregistered.
      ...(status === 'INACTIVE' ? { Status: status } : {}),
    },
  }
}
