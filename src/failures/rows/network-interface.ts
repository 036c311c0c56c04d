import { wording, type FailureEntry } from '../entry.ts'

const create = 'Unexpected EC2 error while attempting to Create Network Interface '

/** Group F of the catalogue: the task's network interface. */
export const networkInterface: readonly FailureEntry[] = [
  {
    code: 'subnet-full-public-ip',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'T-04',
        `${create}with public IP assignment enabled in subnet '{subnetId:word}': InsufficientFreeAddressesInSubnet`,
      ),
    ],
  },
  {
    code: 'subnet-full',
    stopCode: 'TaskFailedToStart',
    wordings: [wording('T-04', `${create}in subnet '{subnetId:word}': InsufficientFreeAddressesInSubnet`)],
  },
  {
    code: 'internal-error',
    stopCode: 'TaskFailedToStart',
    wordings: [wording('S-26', 'InternalError: {reason:text}')],
  },
]
