import type { RemoveTagsFromResourceRequest, RemoveTagsFromResourceResult } from '@aws-sdk/client-ssm'
import { parameterKey, parameters } from '../../../model/ssm/tables.ts'
import type { Operation } from '../../operation.ts'
import { taggedParameter } from './parameter-tags.ts'

/** Takes tags from a parameter. Keys that are not there are passed over. */
export const removeTagsFromResource: Operation<
  RemoveTagsFromResourceRequest,
  RemoveTagsFromResourceResult
> = (tx, request) => {
  const parameter = taggedParameter(tx, request.ResourceType, request.ResourceId)
  const removed = new Set(request.TagKeys)
  const tags = parameter.tags.filter(({ Key }) => !removed.has(Key ?? ''))
  tx.put(parameters, parameterKey(parameter.name), { ...parameter, tags })
  return {}
}
