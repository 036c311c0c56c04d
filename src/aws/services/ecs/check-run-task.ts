import type { RunTaskRequest } from '@aws-sdk/client-ecs'
import type { TaskDefinitionRow } from '../../../model/ecs/task-definition.ts'
import { invalidParameter, notImplemented } from './errors.ts'

/** One request starts at most this many tasks. */
const MAX_COUNT = 10
const MAX_STARTED_BY = 128
const MAX_CLIENT_TOKEN = 64

/** Checks the parameters of RunTask that concern the request alone, and says how many tasks it wants. */
export function checkRunTask(request: RunTaskRequest, { definition }: TaskDefinitionRow): number {
  const { count = 1, startedBy = '', clientToken = '', group = '', enableExecuteCommand } = request
  if (count < 1) throw invalidParameter('Task count can not be lesser than 1')
  if (count > MAX_COUNT) throw invalidParameter(`Task count can not be greater than ${MAX_COUNT}`)
  if (startedBy.length > MAX_STARTED_BY) throw invalidParameter(`startedBy longer than ${MAX_STARTED_BY}.`)
  if (clientToken.length > MAX_CLIENT_TOKEN) {
    throw invalidParameter(`idempotency token longer than ${MAX_CLIENT_TOKEN}.`)
  }
  if (/^(?:service|ecs):/.test(group)) throw invalidParameter(`Invalid namespace for group ${group}.`)
  if (request.propagateTags === 'SERVICE') {
    throw invalidParameter(
      'The propagateTags value SERVICE is not supported for tasks that are not part of a service.',
    )
  }
  if (request.volumeConfigurations?.length) throw notImplemented('Volume configuration at launch')
  if (enableExecuteCommand && !(request.overrides?.taskRoleArn ?? definition.taskRoleArn)) {
    throw invalidParameter(
      "The task couldn't be started because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.",
    )
  }
  return count
}
