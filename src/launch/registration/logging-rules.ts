import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { containersOf, refused, type ContainerRule } from './definition-scope.ts'
import type { Rule } from './refusal.ts'
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
  return containersOf(task).flatMap((scope) => [() => awslogsRule(scope), () => routerRule(scope)])
}
