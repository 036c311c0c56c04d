/** What instances of a type have in all; a little of the memory is the kernel's. */
export interface InstanceSize {
  readonly vcpus: number
  readonly memoryMiB: number
  readonly architecture: 'X86_64' | 'ARM64'
}

/** GiB of memory for each vCPU, by the letter of the family. */
const memoryPerCpu: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 }
/** The burstable sizes have two vCPUs up to `large`. */
const burstable: Readonly<Record<string, number>> = { nano: 0.5, micro: 1, small: 2, medium: 4, large: 8 }

/**
 * The size of an instance type of the general families, whose types follow one rule; undefined for others.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function instanceSize(type: string): InstanceSize | undefined {
  const match = /^(t|c|m|r)(\d)([a-z]*)\.(nano|micro|small|medium|large|(\d*)xlarge)$/.exec(type)
  if (!match) return undefined
  const [, family = '', generation = '', options = '', size = '', times] = match
  const architecture = options.includes('g') ? 'ARM64' : 'X86_64'
  const isLarge = size === 'large' || size.endsWith('xlarge')
  const vcpus = size.endsWith('xlarge') ? 4 * Number(times === '' ? 1 : times) : size === 'medium' ? 1 : 2
  if (family === 't') {
    // The first generation had one vCPU in its small sizes.
    const few = Number(generation) < 3 && !isLarge ? (size === 'medium' ? 2 : 1) : 2
    const memory = burstable[size]
    if (memory !== undefined) return { vcpus: few, memoryMiB: memory * 1024, architecture }
    return { vcpus, memoryMiB: vcpus * 4 * 1024, architecture }
  }
  const perCpu = memoryPerCpu[family]
  // Older generations have a little less, or sizes of their own.
  if (perCpu === undefined || Number(generation) < 5 || (!isLarge && size !== 'medium')) return undefined
  return { vcpus, memoryMiB: vcpus * perCpu * 1024, architecture }
}
