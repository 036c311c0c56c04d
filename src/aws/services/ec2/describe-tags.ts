import type { DescribeTagsRequest, DescribeTagsResult, TagDescription } from '@aws-sdk/client-ec2'
import { resourceTags } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import type { FilterValues } from './filters.ts'
import { listRows } from './list-rows.ts'

const filters: FilterValues<TagDescription> = {
  key: (tag) => tag.Key,
  'resource-id': (tag) => tag.ResourceId,
  'resource-type': (tag) => tag.ResourceType,
  value: (tag) => tag.Value,
}

/** Describes tags, one by one. */
export const describeTags: Operation<DescribeTagsRequest, DescribeTagsResult> = (tx, request) => {
  const rows = [...tx.all(resourceTags)].flatMap(({ resourceId, resourceType, tags }) =>
    tags.map(({ key, value }): TagDescription => ({
      ResourceId: resourceId,
      ResourceType: resourceType as TagDescription['ResourceType'],
      Key: key,
      Value: value,
    })),
  )
  const byKey = (request.Filters ?? []).map((filter) => {
    const key = filter.Name?.startsWith('tag:') ? filter.Name.slice('tag:'.length) : undefined
    return key === undefined
      ? [filter]
      : [
          { Name: 'key', Values: [key] },
          { Name: 'value', Values: filter.Values },
        ]
  })
  const list = { ...request, Filters: byKey.flat() }
  const page = listRows(tx, list, { rows, idOf: (tag) => `${tag.ResourceId}/${tag.Key}`, filters })
  return { Tags: page.rows, NextToken: page.nextToken }
}
