import { Fault } from '../../fault.ts'
import { paginate, type Page } from '../../paging.ts'

/** One page of a listing of Secrets Manager. Throws InvalidNextTokenException. */
export function secretPage<Item>(
  items: readonly Item[],
  request: { readonly NextToken?: string; readonly MaxResults?: number },
  defaultLimit: number,
  keyOf: (item: Item) => string,
): Page<Item> {
  const invalidToken = (): Fault => new Fault('InvalidNextTokenException', 'Invalid NextToken provided.')
  return paginate(items, {
    keyOf,
    token: request.NextToken,
    limit: request.MaxResults ?? defaultLimit,
    invalidToken,
  })
}
