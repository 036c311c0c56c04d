import type { ListGrantsResponse, ListRetirableGrantsRequest } from '@aws-sdk/client-kms'
import { grants } from '../../../model/kms/tables.ts'
import type { Operation } from '../../operation.ts'
import { grantEntry } from './grant-entry.ts'
import { markerPage } from './marker-page.ts'

/** Lists the grants that a principal may retire. */
export const listRetirableGrants: Operation<ListRetirableGrantsRequest, ListGrantsResponse> = (
  tx,
  request,
) => {
  const rows = [...tx.all(grants)].filter(
    ({ retiringPrincipal }) => retiringPrincipal === request.RetiringPrincipal,
  )
  const { items, rest } = markerPage(rows, request, 50, ({ grantId }) => grantId)
  return { Grants: items.map(grantEntry), ...rest }
}
