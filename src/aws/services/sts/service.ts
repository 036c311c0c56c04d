import type { Service } from '../../operation.ts'

/** AWS Security Token Service. */
export const sts: Service = {
  model: 'sts',
  operations: {},
}
