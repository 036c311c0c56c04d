import type { StepDestination } from '../model/launch/step.ts'

/** Host prefixes by the service name of the VPC endpoint that serves the same calls. */
const prefixes: Readonly<Record<string, string>> = {
  'ecr.api': 'api.ecr',
  secretsmanager: 'secretsmanager',
  ssm: 'ssm',
  s3: 's3',
  logs: 'logs',
  ssmmessages: 'ssmmessages',
  ecs: 'ecs',
}

/** Where a regional AWS service answers. `service` is the name its VPC endpoint has, e.g. `ecr.api`. */
export function awsDestination(
  service: 'ecr.api' | 'secretsmanager' | 'ssm' | 's3' | 'logs' | 'ssmmessages' | 'ecs',
  region: string,
): StepDestination {
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  return { service, region, host: `${prefixes[service]}.${region}.${suffix}`, port: 443 }
}
