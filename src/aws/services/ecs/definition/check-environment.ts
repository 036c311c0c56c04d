import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { parseArn } from '../../../../model/arn.ts'
import { clientException } from '../errors.ts'

/** A container reads at most this many env files. */
const MAX_ENVIRONMENT_FILES = 10

/** Checks the environment of a container: plain variables, secrets and files. */
export function checkEnvironment(container: ContainerDefinition, task: RegisterTaskDefinitionRequest): void {
  const { environment = [], secrets = [], environmentFiles = [], logConfiguration } = container
  if (environment.some(({ name }) => !name)) {
    throw clientException(
      `Invalid 'environment' setting for container '${container.name}'. The name cannot be empty.`,
    )
  }
  if (secrets.length + (logConfiguration?.secretOptions?.length ?? 0) > 0 && !task.executionRoleArn) {
    throw clientException(
      "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    )
  }
  const names = new Set(environment.map(({ name }) => name))
  for (const { name } of secrets) {
    if (names.has(name)) {
      throw clientException(
        `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${name}'.`,
      )
    }
    names.add(name)
  }
  if (environmentFiles.length > MAX_ENVIRONMENT_FILES) {
    throw clientException(
      'The maximum number of environment files was exceeded. Specify ten or less and try again.',
    )
  }
  for (const { value = '' } of environmentFiles) {
    if (parseArn(value)?.service !== 's3') throw clientException('Invalid arn syntax.')
  }
}
