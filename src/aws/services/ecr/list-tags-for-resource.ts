import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-ecr'
import type { Operation } from '../../operation.ts'
import { findRepositoryOfArn } from './find-repository.ts'

/** The tags of a repository. */
export const listTagsForResource: Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> = (
  tx,
  { resourceArn = '' },
) => ({ tags: [...findRepositoryOfArn(tx, resourceArn).repository.tags] })
