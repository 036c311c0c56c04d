import type { Service } from '../../operation.ts'

/** Amazon CloudWatch Logs. */
export const logs: Service = {
  model: 'logs',
  operations: {},
}
