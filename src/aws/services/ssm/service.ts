import type { Service } from '../../operation.ts'

/** AWS Systems Manager Parameter Store. */
export const ssm: Service = {
  model: 'ssm',
  operations: {},
}
