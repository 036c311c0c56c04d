import { recognised, wording, type FailureEntry } from '../entry.ts'

const create = 'Unexpected EC2 error while attempting to Create Network Interface '

/** Group F of the catalogue: the task's network interface. */
export const networkInterface: readonly FailureEntry[] = [
  {
    code: 'subnet-full-public-ip',
    summary: 'a subnet has no free address for the task',
    step: 'network-interface',
    broader: 'subnet-full',
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
    summary: 'a subnet has no free address for the task',
    step: 'network-interface',
    broader: 'network-interface-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('T-04', `${create}in subnet '{subnetId:word}': InsufficientFreeAddressesInSubnet`),
      ...recognised(
        'T-04',
        'InsufficientFreeAddressesInSubnet',
        'has reached its maximum capacity of IP addresses',
      ),
    ],
  },
  {
    code: 'internal-error',
    summary: 'ECS had an error of its own, such as a network interface that was reported too late',
    step: 'network-interface',
    stopCode: 'TaskFailedToStart',
    wordings: [wording('S-26', 'InternalError: {reason:text}')],
  },
]
