import type { LogConfiguration, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { clientException } from '../errors.ts'

/** Without these the awslogs driver has nowhere to write. An empty value is taken: the task then fails at its start. */
const awslogsOptions = ['awslogs-group', 'awslogs-region'] as const

/** Checks the log configurations of all containers, and that awsfirelens has its router. */
export function checkLogging({ containerDefinitions = [] }: RegisterTaskDefinitionRequest): void {
  const hasRouter = containerDefinitions.some(({ firelensConfiguration }) => firelensConfiguration)
  for (const { logConfiguration } of containerDefinitions) {
    if (!logConfiguration) continue
    if (logConfiguration.logDriver === 'awslogs') checkAwslogs(logConfiguration)
    if (logConfiguration.logDriver === 'awsfirelens' && !hasRouter) {
      throw clientException(
        'When awsfirelens log driver is specified in log configuration, a firelens configuration object must be specified.',
      )
    }
  }
}

function checkAwslogs({ options = {} }: LogConfiguration): void {
  const missing = awslogsOptions.filter((option) => options[option] === undefined)
  if (missing.length > 0) throw clientException(`Log driver awslogs requires options: ${missing.join(', ')}`)
}
