import { foreign } from './foreign.ts'
import type { FoundThings } from './found-things.ts'
import type { LiveAccount } from './live-account.ts'
import type { Reference } from './references-of.ts'

/** A log group by its name. */
export async function readLogGroup(
  account: LiveAccount,
  { name, region, account: owner }: Reference,
  found: FoundThings,
): Promise<void> {
  if (owner !== account.account) {
    found.settle(foreign(`log group ${name}`, owner), ['log group', name])
    return
  }
  const logs = await account.client('logs', region)
  const answer = await account.list('logs:DescribeLogGroups', name, async (nextToken) => {
    const page = await logs.describeLogGroups({ logGroupNamePrefix: name, nextToken })
    return { items: page.logGroups, next: page.nextToken }
  })
  const all = found.settle(answer, ['log group', name])
  if (!all) return
  const group = all.find(({ logGroupName }) => logGroupName === name)
  if (!group) {
    found.settle({ kind: 'absent', source: answer.source }, ['log group', name])
    return
  }
  found.add({
    type: 'AWS::Logs::LogGroup',
    region,
    account: owner,
    names: [name, ...(group.arn === undefined ? [] : [group.arn])],
    source: answer.source,
    properties: { LogGroupName: name, KmsKeyId: group.kmsKeyId, RetentionInDays: group.retentionInDays },
  })
}
