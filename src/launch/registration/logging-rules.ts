import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { containersOf, refused, type ContainerRule } from './definition-scope.ts'
import { verified, type Rule } from './refusal.ts'
import { ifKnown } from './unsettled.ts'

/** Without these the awslogs driver has nowhere to write. An empty value is taken: the task then fails at its start. */
const awslogsOptions = ['awslogs-group', 'awslogs-region'] as const

const awslogsRule: ContainerRule = ({ container: { logConfiguration }, part }) => {
  if (logConfiguration?.logDriver !== 'awslogs') return undefined
  const { options = {} } = logConfiguration
  // An option whose value is not known is there.
  const missing = awslogsOptions.filter((option) => ifKnown(() => options[option] === undefined) ?? false)
  if (missing.length === 0) return undefined
  return refused(
    'log-options',
    `${part}/logConfiguration`,
    `Log driver awslogs requires options: ${missing.join(', ')}`,
  )
}

/**
 * What ECS passes on to the awslogs driver (developer guide, using_awslogs; API reference, LogConfiguration). Docker's
 * own options are left alone: which of them are taken has changed.
 */
const passedOn = new Set([
  ...['awslogs-group', 'awslogs-region', 'awslogs-stream-prefix', 'awslogs-create-group', 'awslogs-endpoint'],
  ...['awslogs-datetime-format', 'awslogs-multiline-pattern', 'awslogs-stream', 'awslogs-create-stream'],
  ...['awslogs-format', 'awslogs-force-flush-interval-seconds', 'awslogs-max-buffered-events'],
  ...['awslogs-credentials-endpoint', 'mode', 'max-buffer-size'],
  ...['tag', 'labels', 'labels-regex', 'env', 'env-regex', 'max-size', 'max-file', 'cache-disabled'],
])

/** Options of other drivers and misspelt ones (https://github.com/aws-samples/amazon-ecs-firelens-examples/issues/83). */
const disallowedRule: ContainerRule = ({ container: { logConfiguration }, part }) => {
  if (logConfiguration?.logDriver !== 'awslogs') return undefined
  const others = Object.keys(logConfiguration.options ?? {}).filter((option) => !passedOn.has(option))
  if (others.length === 0) return undefined
  const text = `Log driver awslogs disallows options: ${others.join(', ')}`
  return refused('log-options-other', `${part}/logConfiguration`, text, verified)
}

const routerRule: ContainerRule = ({ container: { logConfiguration }, task, part }) => {
  if (logConfiguration?.logDriver !== 'awsfirelens') return undefined
  if (task.containerDefinitions?.some(({ firelensConfiguration }) => firelensConfiguration)) return undefined
  return refused(
    'log-router',
    `${part}/logConfiguration`,
    'When awsfirelens log driver is specified in log configuration, a firelens configuration object must be specified.',
  )
}

/** The log configurations of all containers, and that awsfirelens has its router. */
export function loggingRules(task: RegisterTaskDefinitionRequest): readonly Rule[] {
  return containersOf(task).flatMap((scope) => [
    () => awslogsRule(scope),
    () => disallowedRule(scope),
    () => routerRule(scope),
  ])
}
