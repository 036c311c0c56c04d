import type { DeleteTagsRequest } from '@aws-sdk/client-ec2'
import { resourceTags } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { missingParameter } from './faults.ts'
import { taggedType } from './taggable.ts'

/** Takes tags from resources: those of a key, or of a key with this value, or all where none are named. */
export const deleteTags: Operation<DeleteTagsRequest, void> = (tx, request) => {
  if (!request.Resources?.length) throw missingParameter('resourceIdSet')
  const wanted = request.Tags
  for (const id of request.Resources) {
    taggedType(tx, id)
    const row = tx.get(resourceTags, id)
    if (!row) continue
    const tags = wanted?.length
      ? row.tags.filter(
          ({ key, value }) =>
            !wanted.some((tag) => tag.Key === key && (tag.Value === undefined || tag.Value === value)),
        )
      : []
    if (tags.length === 0) tx.delete(resourceTags, id)
    else tx.put(resourceTags, id, { ...row, tags })
  }
}
