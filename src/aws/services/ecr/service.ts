import type { Service } from '../../operation.ts'

/** Amazon Elastic Container Registry. */
export const ecr: Service = {
  model: 'ecr',
  operations: {},
}
