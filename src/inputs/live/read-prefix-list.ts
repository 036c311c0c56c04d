import type { FoundThings } from './found-things.ts'
import { unresolved, type LiveAccount } from './live-account.ts'
import type { Reference } from './references-of.ts'

/** A prefix list of AWS's or of a customer, with its blocks. */
export async function readPrefixList(
  account: LiveAccount,
  { name, region }: Reference,
  found: FoundThings,
): Promise<void> {
  const ec2 = await account.client('ec2', region)
  const [asked, entries] = await Promise.all([
    account.ask(
      'ec2:DescribeManagedPrefixLists',
      name,
      async () => await ec2.describeManagedPrefixLists({ PrefixListIds: [name] }),
    ),
    account.list('ec2:GetManagedPrefixListEntries', name, async (NextToken) => {
      const page = await ec2.getManagedPrefixListEntries({ PrefixListId: name, NextToken })
      return { items: page.Entries, next: page.NextToken }
    }),
  ])
  const list = found.settle(asked, ['prefix list', name])?.PrefixLists?.[0]
  if (!list) return
  found.add({
    type: 'AWS::EC2::PrefixList',
    region,
    account: account.account,
    names: [name],
    source: entries.source,
    properties: {
      PrefixListName: list.PrefixListName,
      Entries: entries.kind === 'answer' ? entries.value.map(({ Cidr }) => ({ Cidr })) : unresolved(entries),
    },
  })
}
