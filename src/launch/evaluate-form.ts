import type { LaunchStep, LaunchStepKind } from '../model/launch/step.ts'
import { type Finding, grounded } from './findings.ts'
import { fails } from './verdicts.ts'

/** What the awslogs driver needs on Fargate, in the order in which it is asked for (spec: LAUNCH step 6). */
const requiredOptions = ['awslogs-region', 'awslogs-group', 'awslogs-stream-prefix'] as const

/** What the EC2 agent reads as the execution role, as its texts call it (spec: E-07). Fargate asks for a role before. */
const agentResources: Partial<Record<LaunchStepKind, string>> = {
  'registry-secret': 'Asm',
  secret: 'ASM secret',
  parameters: 'Ssm secret',
  'env-file': 'Environment file',
}

/**
 * What is wrong before any call is made, so that none is: a reference that ECS cannot read, an option that is missing
 * or empty. Undefined where nothing is.
 */
export function evaluateForm({ kind, actor, roleArn, requires, task }: LaunchStep): Finding | undefined {
  const ground = { kind: 'requirement', requires } as const
  const resource = agentResources[kind]
  if (actor === 'execution-role' && roleArn === undefined && task.launchType === 'EC2' && resource) {
    return grounded(fails('execution-credentials-missing', { resource }), ground)
  }
  if (requires.kind === 'secret' && 'malformed' in requires.reference) {
    const { malformed, valueFrom } = requires.reference
    if (malformed === 'arn-fields') return grounded(fails('secret-arn-invalid', { valueFrom }), ground)
  }
  if (requires.kind === 'env-file' && requires.bucket === '') {
    return grounded(fails('env-file-arn-invalid', { arn: requires.arn }), ground)
  }
  if (requires.kind === 'log-destination' && task.launchType === 'FARGATE') {
    const option = requiredOptions.find((name) => !requires.log.options[name])
    if (option !== undefined) return grounded(fails('log-option-missing', { option }), ground)
  }
  return undefined
}
