import type { DescribePrefixListsRequest, DescribePrefixListsResult } from '@aws-sdk/client-ec2'
import { managedPrefixLists, type ManagedPrefixListFacts } from '../../../model/ec2/prefix-lists.ts'
import type { Operation } from '../../operation.ts'
import type { FilterValues } from './filters.ts'
import { listRows } from './list-rows.ts'
import { namedPrefixLists } from './named-prefix-lists.ts'

const filters: FilterValues<ManagedPrefixListFacts> = {
  'prefix-list-id': (list) => list.prefixListId,
  'prefix-list-name': (list) => list.prefixListName,
}

/** Describes the prefix lists of the services with gateway endpoints, with their blocks. */
export const describePrefixLists: Operation<DescribePrefixListsRequest, DescribePrefixListsResult> = (
  tx,
  request,
) => {
  const rows = namedPrefixLists(managedPrefixLists(tx.region), request.PrefixListIds)
  const page = listRows(tx, request, { rows, idOf: (list) => list.prefixListId, filters })
  return {
    PrefixLists: page.rows.map((list) => ({
      PrefixListId: list.prefixListId,
      PrefixListName: list.prefixListName,
      Cidrs: [...list.cidrs],
    })),
    NextToken: page.nextToken,
  }
}
