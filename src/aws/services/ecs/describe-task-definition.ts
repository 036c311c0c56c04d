import type { DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse } from '@aws-sdk/client-ecs'
import type { Operation } from '../../operation.ts'
import { clientException } from './errors.ts'
import { lookUpTaskDefinition } from './find-task-definition.ts'
import { taskDefinitionView } from './task-definition-view.ts'

/** Describes a revision, or the latest ACTIVE one of a family. */
export const describeTaskDefinition: Operation<
  DescribeTaskDefinitionRequest,
  DescribeTaskDefinitionResponse
> = (tx, { taskDefinition = '', include = [] }) => {
  const row = lookUpTaskDefinition(tx, taskDefinition)
  if (!row) throw clientException('Unable to describe task definition.')
  return {
    taskDefinition: taskDefinitionView(row),
    tags: include.includes('TAGS') ? [...row.tags] : undefined,
  }
}
