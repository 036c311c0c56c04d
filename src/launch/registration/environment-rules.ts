import { parseArn } from '../../model/arn.ts'
import { refused, type ContainerRule } from './definition-scope.ts'
import { verified, type Refusal } from './refusal.ts'
import { ifKnown, knownItems } from './unsettled.ts'

/** A container reads at most this many env files. */
const MAX_ENVIRONMENT_FILES = 10

const variableNameRule: ContainerRule = function* ({ container, part }): Generator<Refusal> {
  for (const { item, index } of knownItems(() => container.environment)) {
    if (item.name) continue
    yield refused(
      'variable-name',
      `${part}/environment/${index}`,
      `Invalid 'environment' setting for container '${container.name}'. The name cannot be empty.`,
    )
  }
}

const secretsRoleRule: ContainerRule = ({ container: { secrets = [], logConfiguration }, task, part }) => {
  if (secrets.length + (logConfiguration?.secretOptions?.length ?? 0) === 0) return undefined
  if (task.executionRoleArn) return undefined
  return refused(
    'execution-role',
    secrets.length > 0 ? `${part}/secrets` : `${part}/logConfiguration/secretOptions`,
    "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
  )
}

/** One name is a variable's or one secret's (spec ERRORS A-09). */
const secretNameRule: ContainerRule = function* ({ container, part }): Generator<Refusal> {
  const names = new Set(
    knownItems(() => container.environment).flatMap(({ item }) => ifKnown(() => item.name) ?? []),
  )
  for (const { item, index } of knownItems(() => container.secrets)) {
    const name = ifKnown(() => item.name)
    if (name === undefined) continue
    if (names.has(name)) {
      yield refused(
        'secret-name-taken',
        `${part}/secrets/${index}`,
        `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${name}'.`,
        verified,
      )
    }
    names.add(name)
  }
}

const fileCountRule: ContainerRule = ({ container: { environmentFiles = [] }, part }) =>
  environmentFiles.length > MAX_ENVIRONMENT_FILES
    ? refused(
        'environment-files',
        `${part}/environmentFiles`,
        'The maximum number of environment files was exceeded. Specify ten or less and try again.',
      )
    : undefined

const fileArnRule: ContainerRule = function* ({ container, part }): Generator<Refusal> {
  for (const { item, index } of knownItems(() => container.environmentFiles)) {
    const { value = '' } = item
    if (parseArn(value)?.service !== 's3') {
      yield refused('environment-file-arn', `${part}/environmentFiles/${index}`, 'Invalid arn syntax.')
    }
  }
}

/** The environment of a container: plain variables, secrets and files. */
export const environmentRules: readonly ContainerRule[] = [
  variableNameRule,
  secretsRoleRule,
  secretNameRule,
  fileCountRule,
  fileArnRule,
]
