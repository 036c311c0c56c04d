import type { Service } from '../../operation.ts'

/** AWS Key Management Service. */
export const kms: Service = {
  model: 'kms',
  operations: {},
}
