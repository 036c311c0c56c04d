import type { Cluster } from '@aws-sdk/client-ecs'
import type { FoundThings } from './found-things.ts'
import type { LiveAccount } from './live-account.ts'
import { cloudFormationNames } from './live-record.ts'

/** The rules of EventBridge that start tasks in a cluster. */
export async function readRules(account: LiveAccount, cluster: Cluster, found: FoundThings): Promise<void> {
  const events = await account.client('events')
  const { clusterArn: TargetArn = '', clusterName = '' } = cluster
  const listed = await account.list('events:ListRuleNamesByTarget', clusterName, async (NextToken) => {
    const page = await events.listRuleNamesByTarget({ TargetArn, NextToken })
    return { items: page.RuleNames, next: page.NextToken }
  })
  if (listed.kind === 'unknown')
    found.problem(listed, `the rules that start tasks in ${clusterName} are not known`)
  if (listed.kind !== 'answer') return
  await Promise.all(listed.value.map(async (name) => await readRule(account, name, found)))
}

async function readRule(account: LiveAccount, name: string, found: FoundThings): Promise<void> {
  const events = await account.client('events')
  const [rule, targets] = await Promise.all([
    account.ask('events:DescribeRule', name, async () => await events.describeRule({ Name: name })),
    account.list('events:ListTargetsByRule', name, async (NextToken) => {
      const page = await events.listTargetsByRule({ Rule: name, NextToken })
      return { items: page.Targets, next: page.NextToken }
    }),
  ])
  if (targets.kind === 'unknown') found.problem(targets, `what rule ${name} starts is not known`)
  if (targets.kind !== 'answer') return
  const told = rule.kind === 'answer' ? rule.value : undefined
  found.add({
    type: 'AWS::Events::Rule',
    region: account.region,
    account: account.account,
    names: [name, ...(told?.Arn === undefined ? [] : [told.Arn])],
    source: targets.source,
    properties: {
      Name: name,
      ScheduleExpression: told?.ScheduleExpression,
      State: told?.State,
      Targets: cloudFormationNames(targets.value),
    },
  })
}

/** The schedules of EventBridge Scheduler that start tasks in a cluster. */
export async function readSchedules(
  account: LiveAccount,
  cluster: Cluster,
  found: FoundThings,
): Promise<void> {
  const scheduler = await account.client('scheduler')
  const listed = await account.once(
    'schedules',
    async () =>
      await account.list('scheduler:ListSchedules', '', async (NextToken) => {
        const page = await scheduler.listSchedules({ NextToken, MaxResults: 100 })
        return { items: page.Schedules, next: page.NextToken }
      }),
  )
  const { clusterArn, clusterName = '' } = cluster
  if (listed.kind === 'unknown')
    found.problem(listed, `the schedules that start tasks in ${clusterName} are not known`)
  if (listed.kind !== 'answer') return
  const own = listed.value.filter(({ Target }) => Target?.Arn === clusterArn)
  await Promise.all(
    own.map(async ({ Name = '', GroupName }) => await readSchedule(account, { Name, GroupName }, found)),
  )
}

async function readSchedule(
  account: LiveAccount,
  named: { readonly Name: string; readonly GroupName: string | undefined },
  found: FoundThings,
): Promise<void> {
  const scheduler = await account.client('scheduler')
  const answer = await account.ask(
    'scheduler:GetSchedule',
    named.Name,
    async () => await scheduler.getSchedule(named),
  )
  if (answer.kind === 'unknown') found.problem(answer, `what schedule ${named.Name} starts is not known`)
  if (answer.kind !== 'answer') return
  const {
    Name = named.Name,
    Arn,
    GroupName,
    ScheduleExpression,
    ScheduleExpressionTimezone,
    State,
    Target,
  } = answer.value
  found.add({
    type: 'AWS::Scheduler::Schedule',
    region: account.region,
    account: account.account,
    names: [Name, ...(Arn === undefined ? [] : [Arn])],
    source: answer.source,
    properties: {
      Name,
      GroupName,
      ScheduleExpression,
      ScheduleExpressionTimezone,
      State,
      FlexibleTimeWindow: answer.value.FlexibleTimeWindow,
      Target: cloudFormationNames(Target),
    },
  })
}
