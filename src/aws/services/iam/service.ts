import type { Service } from '../../operation.ts'

/** AWS Identity and Access Management. */
export const iam: Service = {
  model: 'iam',
  operations: {},
}
