import type { Filter } from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import { paginate } from '../../paging.ts'
import { compileFilters, type FilterValues } from './filters.ts'

/** What every Describe operation takes. */
export interface ListRequest {
  readonly Filters?: readonly Filter[] | undefined
  readonly MaxResults?: number | undefined
  readonly NextToken?: string | undefined
}

/** What is listed, and how. */
export interface Listing<Row> {
  readonly rows: readonly Row[]
  readonly idOf: (row: Row) => string
  readonly filters: FilterValues<Row>
}

/** EC2 gives at most so many rows at once. */
const PAGE = 1000

/** Filters rows and cuts them into a page, as all Describe operations do. */
export function listRows<Row>(
  view: View,
  request: ListRequest,
  { rows, idOf, filters }: Listing<Row>,
): { readonly rows: Row[]; readonly nextToken: string | undefined } {
  const matches = compileFilters(view, request.Filters, filters, idOf)
  const page = paginate(rows.filter(matches), {
    keyOf: idOf,
    token: request.NextToken,
    limit: Math.min(request.MaxResults ?? PAGE, PAGE),
    invalidToken: () => new Fault('InvalidNextToken', `The token '${request.NextToken}' is invalid`),
  })
  return { rows: page.items, nextToken: page.nextToken }
}
