import type { Service } from '../../operation.ts'

/** Amazon EC2, as far as networks go. */
export const ec2: Service = {
  model: 'ec2',
  operations: {},
}
