import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { InstancePattern } from '../../launch/registration/asked-launch.ts'
import { faultOfInstances, partOf, type InstanceFault } from './launched-instances.ts'
import { findUnplaced, instanceTypes } from './unplaced.ts'
import { instanceSize } from '../../model/ec2/instance-size.ts'

/** No container instance has as much memory free as the task reserves. */
export const placementResourceMemory = defineCause({
  code: 'placement-resource-memory',
  group: 'G',
  summary: 'no container instance has enough memory free',
  rationale:
    'An instance registers less memory than its type names: the kernel and the agent keep some, so a task of 4096 MiB does not fit an instance of 4 GiB. `memory` is reserved in full, or `memoryReservation` where a container has one. During a rolling deployment old and new tasks need room at the same time.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html',
  signs: [
    { failure: 'memory-insufficient', share: 97 },
    { words: /insufficient memory available/i, share: 97 },
    { words: /RESOURCE:MEMORY\b/, share: 97 },
    { words: /(?:not enough|insufficient) (?:free |available )?memory\b/i, share: 50 },
  ],
  settle: [
    {
      what: 'the memory that each instance registered and has left',
      how: `aws ecs describe-container-instances --cluster CLUSTER --container-instances INSTANCE --query "containerInstances[].[registeredResources,remainingResources]"`,
    },
  ],
  find: (launch) => {
    const found = faultOfInstances(launch, (pattern) => tooSmall(launch, pattern))
    if (found.length > 0) return { found, open: [] }
    return findUnplaced(launch, {
      launchTypes: instanceTypes,
      said: /insufficient memory available|RESOURCE:MEMORY\b/,
      open: 'the memory that each container instance has left',
      facts: { memory: launch.task.memoryMiB?.toString() },
    })
  },
  tell: ({ memory, ...facts }) => ({
    message: keepsFromStarting(
      facts.subject,
      `no container instance has ${memory === undefined ? 'enough memory' : `${memory} MiB of memory`} free`,
    ),
    fix: [
      {
        title: 'reserve what the container usually needs, with a higher limit',
        text: 'ContainerDefinitions:\n  - Name: app\n    MemoryReservation: 256\n    Memory: 512',
      },
      {
        title: 'or let a deployment stop old tasks before it starts new ones',
        text: 'DeploymentConfiguration:\n  MinimumHealthyPercent: 50\n  MaximumPercent: 100',
      },
      { title: 'or take larger instances', text: 'InstanceType: m7i.xlarge' },
    ],
  }),
})

/** Instances that have less memory in all than the task reserves. */
function tooSmall(
  launch: EvaluatedLaunch,
  { name, instanceTypes: types, source }: InstancePattern,
): InstanceFault | undefined {
  const { task, request } = launch
  const containers = request.definition.containerDefinitions ?? []
  const own = containers.reduce(
    (sum, { memoryReservation, memory }) => sum + (memoryReservation ?? memory ?? 0),
    0,
  )
  const reserved = task.memoryMiB ?? own
  const sizes = types.map((type) => instanceSize(type))
  if (types.length === 0 || !sizes.every((size) => size !== undefined && size.memoryMiB <= reserved))
    return undefined
  const most = Math.max(...sizes.map((size) => size?.memoryMiB ?? 0))
  const fact = `${name} launches ${types.join(', ')}, with ${most} MiB less what the system keeps, and the task reserves ${reserved} MiB`
  return { why: [{ fact, source }], part: partOf(launch, 'memory'), facts: { memory: String(reserved) } }
}
