import type { ManagedPrefixListFacts } from '../../../model/ec2/prefix-lists.ts'
import { Fault } from '../../fault.ts'

/** The lists of these ids, or all of them where none are given. Throws where there is no such list. */
export function namedPrefixLists(
  lists: readonly ManagedPrefixListFacts[],
  ids: readonly string[] | undefined,
): readonly ManagedPrefixListFacts[] {
  if (!ids || ids.length === 0) return lists
  return ids.map((id) => {
    const list = lists.find(({ prefixListId }) => prefixListId === id)
    if (list) return list
    throw new Fault('InvalidPrefixListID.NotFound', `The prefix list ID '${id}' does not exist`)
  })
}
