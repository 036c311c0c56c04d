import type { AddTagsToResourceRequest, AddTagsToResourceResult } from '@aws-sdk/client-ssm'
import { parameterKey, parameters } from '../../../model/ssm/tables.ts'
import type { Operation } from '../../operation.ts'
import { addTags, taggedParameter } from './parameter-tags.ts'

/** Adds tags to a parameter, or changes them. */
export const addTagsToResource: Operation<AddTagsToResourceRequest, AddTagsToResourceResult> = (
  tx,
  request,
) => {
  const parameter = taggedParameter(tx, request.ResourceType, request.ResourceId)
  const tags = addTags(parameter.tags, request.Tags ?? [])
  tx.put(parameters, parameterKey(parameter.name), { ...parameter, tags })
  return {}
}
