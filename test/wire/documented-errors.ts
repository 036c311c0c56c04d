import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const clients: Readonly<Record<string, string>> = {
  ecr: 'ecr',
  ecs: 'ecs',
  iam: 'iam',
  kms: 'kms',
  logs: 'cloudwatch-logs',
  secretsmanager: 'secrets-manager',
  ssm: 'ssm',
  sts: 'sts',
}

/** The errors that AWS documents for an operation, by the names of their shapes, as the SDK's types list them. */
export function documentedErrors(service: string, operation: string): readonly string[] {
  const client = clients[service]
  if (client === undefined) return []
  const entry = createRequire(import.meta.url).resolve(`@aws-sdk/client-${client}`)
  const path = join(dirname(entry), '..', 'dist-types', 'commands', `${operation}Command.d.ts`)
  return [...readFileSync(path, 'utf8').matchAll(/@throws \{@link (\w+)\}/g)].map((found) => found[1] ?? '')
}
