import type { DescribeManagedPrefixListsRequest, DescribeManagedPrefixListsResult } from '@aws-sdk/client-ec2'
import { managedPrefixLists, type ManagedPrefixListFacts } from '../../../model/ec2/prefix-lists.ts'
import type { Operation } from '../../operation.ts'
import type { FilterValues } from './filters.ts'
import { listRows } from './list-rows.ts'
import { namedPrefixLists } from './named-prefix-lists.ts'

const filters: FilterValues<ManagedPrefixListFacts> = {
  'owner-id': () => 'AWS',
  'prefix-list-id': (list) => list.prefixListId,
  'prefix-list-name': (list) => list.prefixListName,
}

/** Describes managed prefix lists: those of AWS; lists of the account's own cannot be made here. */
export const describeManagedPrefixLists: Operation<
  DescribeManagedPrefixListsRequest,
  DescribeManagedPrefixListsResult
> = (tx, request) => {
  const rows = namedPrefixLists(managedPrefixLists(tx.region), request.PrefixListIds)
  const page = listRows(tx, request, { rows, idOf: (list) => list.prefixListId, filters })
  return {
    PrefixLists: page.rows.map((list) => ({
      PrefixListId: list.prefixListId,
      PrefixListName: list.prefixListName,
      PrefixListArn: `arn:aws:ec2:${tx.region}:aws:prefix-list/${list.prefixListId}`,
      AddressFamily: list.addressFamily,
      State: 'create-complete',
      OwnerId: 'AWS',
      Tags: [],
    })),
    NextToken: page.nextToken,
  }
}
