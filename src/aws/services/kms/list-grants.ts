import type { ListGrantsRequest, ListGrantsResponse } from '@aws-sdk/client-kms'
import { grants } from '../../../model/kms/tables.ts'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'
import { grantEntry } from './grant-entry.ts'
import { markerPage } from './marker-page.ts'

/** Lists the grants of one key. */
export const listGrants: Operation<ListGrantsRequest, ListGrantsResponse> = (tx, request, { now }) => {
  const { KeyId = '', GrantId, GranteePrincipal } = request
  const key = findKeyWithoutAlias(tx, KeyId, now)
  const rows = [...tx.by(grants, 'key', key.keyId)]
    .filter(({ grantId }) => (GrantId ?? grantId) === grantId)
    .filter(({ granteePrincipal }) => (GranteePrincipal ?? granteePrincipal) === granteePrincipal)
  const { items, rest } = markerPage(rows, request, 50, ({ grantId }) => grantId)
  return { Grants: items.map(grantEntry), ...rest }
}
