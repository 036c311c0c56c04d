import type { Service } from '../../operation.ts'

/** Amazon Simple Storage Service. */
export const s3: Service = {
  model: 's3',
  operations: {},
}
