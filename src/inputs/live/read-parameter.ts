import { foreign } from './foreign.ts'
import type { FoundThings } from './found-things.ts'
import type { LiveAccount } from './live-account.ts'
import type { Reference } from './references-of.ts'

/** A parameter by its name: its type and its key, never its value. */
export async function readParameter(
  account: LiveAccount,
  { name, region, account: owner }: Reference,
  found: FoundThings,
): Promise<void> {
  if (owner !== account.account) {
    found.settle(foreign(`parameter ${name}`, owner), ['parameter', name])
    return
  }
  const ssm = await account.client('ssm', region)
  const answer = await account.list('ssm:DescribeParameters', name, async (NextToken) => {
    const page = await ssm.describeParameters({
      ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: [name] }],
      NextToken,
    })
    return { items: page.Parameters, next: page.NextToken }
  })
  const all = found.settle(answer, ['parameter', name])
  if (!all) return
  const bare = (text: string): string => text.replace(/^\//, '')
  const parameter =
    all.find(({ Name = '' }) => Name === name) ?? all.find(({ Name = '' }) => bare(Name) === bare(name))
  if (!parameter) {
    found.settle({ kind: 'absent', source: answer.source }, ['parameter', name])
    return
  }
  const { Name = name, Type, KeyId } = parameter
  found.add({
    type: 'AWS::SSM::Parameter',
    region,
    account: owner,
    names: [Name, `arn:${account.partition}:ssm:${region}:${owner}:parameter/${bare(Name)}`],
    source: answer.source,
    properties: { Name, Type, KeyId },
  })
}
