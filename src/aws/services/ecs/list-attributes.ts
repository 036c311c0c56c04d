import type { ListAttributesRequest, ListAttributesResponse } from '@aws-sdk/client-ecs'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from './errors.ts'
import { findCluster } from './find-cluster.ts'
import { pageOf } from './page-of.ts'

/** Lists the attributes of container instances, of which there are none here. */
export const listAttributes: Operation<ListAttributesRequest, ListAttributesResponse> = (tx, request) => {
  findCluster(tx, request.cluster)
  if (request.attributeValue !== undefined && request.attributeName === undefined) {
    throw invalidParameter('You must specify an attribute name to filter by an attribute value.')
  }
  pageOf([], request)
  return { attributes: [] }
}
