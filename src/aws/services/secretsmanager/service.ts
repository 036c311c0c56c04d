import type { Service } from '../../operation.ts'

/** AWS Secrets Manager. */
export const secretsManager: Service = {
  model: 'secretsmanager',
  operations: {},
}
