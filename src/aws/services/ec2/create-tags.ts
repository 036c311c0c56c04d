import type { CreateTagsRequest } from '@aws-sdk/client-ec2'
import type { Operation } from '../../operation.ts'
import { missingParameter } from './faults.ts'
import { taggedType } from './taggable.ts'
import { putTags } from './tags.ts'

/** Adds tags to resources, all of them or none. */
export const createTags: Operation<CreateTagsRequest, void> = (tx, request) => {
  if (!request.Resources?.length) throw missingParameter('resourceIdSet')
  if (!request.Tags?.length) throw missingParameter('tagSet')
  for (const id of request.Resources) putTags(tx, taggedType(tx, id), id, request.Tags)
}
