import { parseArn } from '../../model/arn.ts'
import type { FoundThings } from './found-things.ts'
import type { LiveAccount } from './live-account.ts'
import { cloudFormationNames } from './live-record.ts'
import type { Reference } from './references-of.ts'

/** What ECS adds to what was registered. */
const answered = new Set(
  'compatibilities requiresAttributes registeredAt registeredBy deregisteredAt status'.split(' '),
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
  const { taskDefinitionArn: arn = name, revision, ...rest } = definition
  const asked = Object.fromEntries(Object.entries(rest).filter(([member]) => !answered.has(member)))
  found.add({
    type: 'AWS::ECS::TaskDefinition',
    region,
    account: parseArn(arn)?.account ?? account.account,
    names: [arn, name],
    source: `ecs:DescribeTaskDefinition ${rest.family ?? short}:${String(revision ?? '')}`,
    properties: cloudFormationNames(asked) as Readonly<Record<string, unknown>>,
  })
}
