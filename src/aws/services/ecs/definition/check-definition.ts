import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { isResourceName } from '../check-cluster.ts'
import { clientException } from '../errors.ts'
import { checkContainers } from './check-containers.ts'
import { checkFargate } from './check-fargate.ts'
import { checkVolumes } from './check-volumes.ts'

/** At most this many containers in one task. */
const MAX_CONTAINERS = 10
const MAX_PLACEMENT_CONSTRAINTS = 10
const roleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/

/**
 * Checks what RegisterTaskDefinition checks beyond the model; task-level `cpu` and `memory` come as units and MiB.
 * Texts: spec ERRORS H where they are known; see there for how sure each is.
 */
export function checkDefinition(definition: RegisterTaskDefinitionRequest): void {
  const { family = '', containerDefinitions = [] } = definition
  if (family === '') throw clientException('Family should not be null or empty.')
  if (!isResourceName(family)) throw clientException('Family contains invalid characters.')
  if (containerDefinitions.length === 0) throw clientException('Container list cannot be empty.')
  if (containerDefinitions.length > MAX_CONTAINERS) {
    throw clientException(`A task definition can contain at most ${MAX_CONTAINERS} containers.`)
  }
  for (const role of [definition.taskRoleArn, definition.executionRoleArn]) {
    if (role && !roleArn.test(role)) throw clientException('Role is not valid')
  }
  if (definition.inferenceAccelerators?.length)
    throw clientException("Unsupported field 'inferenceAccelerators'.")
  if ((definition.placementConstraints?.length ?? 0) > MAX_PLACEMENT_CONSTRAINTS) {
    throw clientException(`Maximum number of constraints is ${MAX_PLACEMENT_CONSTRAINTS}.`)
  }
  checkContainers(definition)
  checkVolumes(definition)
  checkStorage(definition)
  if (definition.requiresCompatibilities?.includes('FARGATE')) checkFargate(definition)
}

const MIN_EPHEMERAL_GIB = 21
const MAX_EPHEMERAL_GIB = 200

function checkStorage({
  ephemeralStorage,
  requiresCompatibilities = [],
}: RegisterTaskDefinitionRequest): void {
  if (!ephemeralStorage) return
  if (!requiresCompatibilities.includes('FARGATE')) {
    throw clientException('Tasks using the EC2 launch type do not support EphemeralStorage.')
  }
  const { sizeInGiB = 0 } = ephemeralStorage
  if (sizeInGiB < MIN_EPHEMERAL_GIB) {
    throw clientException(`EphemeralStorage size should be at least ${MIN_EPHEMERAL_GIB}.`)
  }
  if (sizeInGiB > MAX_EPHEMERAL_GIB) {
    throw clientException(`EphemeralStorage size should be at most ${MAX_EPHEMERAL_GIB}.`)
  }
}
