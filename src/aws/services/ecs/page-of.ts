import { paginate, type Page } from '../../paging.ts'
import { invalidParameter } from './errors.ts'

/** ECS gives at most this many items in one page of any listing. */
const MAX_PAGE = 100

/** Cuts a listing of texts (ARNs, names) as ECS does. */
export function pageOf(
  items: readonly string[],
  request: { readonly nextToken?: string; readonly maxResults?: number },
  defaultLimit = MAX_PAGE,
): Page<string> {
  return pageOfItems(items, (item) => item, request, defaultLimit)
}

/** Cuts a listing of anything as ECS does. */
export function pageOfItems<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  request: { readonly nextToken?: string; readonly maxResults?: number },
  defaultLimit = MAX_PAGE,
): Page<Item> {
  const { maxResults: limit = defaultLimit, nextToken } = request
  if (limit < 1) throw invalidParameter('maxResults can not be lesser than 1')
  if (limit > MAX_PAGE) throw invalidParameter(`maxResults can not be greater than ${MAX_PAGE}`)
  return paginate(items, {
    keyOf,
    token: nextToken,
    limit,
    invalidToken: () => invalidParameter('Invalid token'),
  })
}
