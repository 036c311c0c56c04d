import type {
  GetManagedPrefixListEntriesRequest,
  GetManagedPrefixListEntriesResult,
} from '@aws-sdk/client-ec2'
import { managedPrefixLists } from '../../../model/ec2/prefix-lists.ts'
import type { Operation } from '../../operation.ts'
import { missingParameter } from './faults.ts'
import { listRows } from './list-rows.ts'
import { namedPrefixLists } from './named-prefix-lists.ts'

/** Tells the blocks of a managed prefix list. */
export const getManagedPrefixListEntries: Operation<
  GetManagedPrefixListEntriesRequest,
  GetManagedPrefixListEntriesResult
> = (tx, request) => {
  if (!request.PrefixListId) throw missingParameter('prefixListId')
  const [list] = namedPrefixLists(managedPrefixLists(tx.region), [request.PrefixListId])
  const rows = list?.cidrs ?? []
  const page = { MaxResults: request.MaxResults, NextToken: request.NextToken }
  const { rows: cidrs, nextToken } = listRows(tx, page, { rows, idOf: (cidr) => cidr, filters: {} })
  return { Entries: cidrs.map((Cidr) => ({ Cidr })), NextToken: nextToken }
}
