import type { ListKeysRequest, ListKeysResponse } from '@aws-sdk/client-kms'
import { keys } from '../../../model/kms/tables.ts'
import type { Operation } from '../../operation.ts'
import { liveKey } from './find-key.ts'
import { markerPage } from './marker-page.ts'

/** Lists the keys of the account and region, those of AWS among them. */
export const listKeys: Operation<ListKeysRequest, ListKeysResponse> = (tx, request, { now }) => {
  const live = [...tx.all(keys)].filter(({ keyId }) => liveKey(tx, keyId, now))
  const { items, rest } = markerPage(live, request, 100, ({ keyId }) => keyId)
  return { Keys: items.map(({ keyId, arn }) => ({ KeyId: keyId, KeyArn: arn })), ...rest }
}
