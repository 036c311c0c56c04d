import type { ListResourceTagsRequest, ListResourceTagsResponse } from '@aws-sdk/client-kms'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'
import { markerPage } from './marker-page.ts'

/** Lists a key's tags. */
export const listResourceTags: Operation<ListResourceTagsRequest, ListResourceTagsResponse> = (
  tx,
  request,
  { now },
) => {
  const key = findKeyWithoutAlias(tx, request.KeyId ?? '', now)
  const { items, rest } = markerPage(key.tags, request, 50, ({ TagKey }) => TagKey ?? '')
  return { Tags: items, ...rest }
}
