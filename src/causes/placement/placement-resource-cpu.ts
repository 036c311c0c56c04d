import { defineCause } from '../cause.ts'
import { definitionFact } from '../definition-fact.ts'
import { keepsFromStarting } from '../launch-message.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { InstancePattern } from '../../launch/registration/asked-launch.ts'
import { faultOfInstances, partOf, type InstanceFault } from './launched-instances.ts'
import { findUnplaced, instanceTypes } from './unplaced.ts'
import { instanceSize } from '../../model/ec2/instance-size.ts'

/** No container instance has as many CPU units free as the task reserves. */
export const placementResourceCpu = defineCause({
  code: 'placement-resource-cpu',
  group: 'G',
  summary: 'no container instance has enough CPU units free',
  rationale:
    'The `cpu` of a task is reserved on its instance whether it is used or not, and an instance with idle processors can be full. During a rolling deployment old and new tasks stand side by side, so the cluster needs room for both up to `maximumPercent`. On container instances the `cpu` of a task may be left out, in which case only its containers reserve.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
  signs: [
    { failure: 'cpu-insufficient', share: 97 },
    { words: /insufficient CPU units available/i, share: 97 },
    { words: /RESOURCE:CPU\b/, share: 97 },
    { words: /(?:not enough|insufficient|no) (?:free |available )?(?:v?cpu)\b/i, share: 55 },
  ],
  settle: [
    {
      what: 'the CPU units that each instance has left',
      how: 'aws ecs describe-container-instances --cluster CLUSTER --container-instances INSTANCE --query "containerInstances[].remainingResources"',
    },
    {
      what: 'how many tasks a deployment may add',
      how: 'aws ecs describe-services --cluster CLUSTER --services SERVICE --query "services[].deploymentConfiguration"',
    },
  ],
  find: (launch) => {
    const found = faultOfInstances(launch, (pattern) => tooSmall(launch, pattern))
    if (found.length > 0) return { found, open: [] }
    return findUnplaced(launch, {
      launchTypes: instanceTypes,
      immune: ({ task }) =>
        (task.cpuUnits ?? 0) === 0 && task.containers.every(({ cpuUnits }) => cpuUnits === 0)
          ? definitionFact(launch, 'the task reserves no CPU units')
          : undefined,
      said: /insufficient CPU units available|RESOURCE:CPU\b/,
      open: 'the CPU units that each container instance has left',
      facts: { cpu: launch.task.cpuUnits?.toString() },
    })
  },
  tell: ({ cpu, ...facts }) => ({
    message: keepsFromStarting(
      facts.subject,
      `no container instance has ${cpu === undefined ? 'enough' : cpu} CPU units free`,
    ),
    fix: [
      {
        title: 'reserve fewer CPU units, or none for the task',
        text: 'ContainerDefinitions:\n  - Name: app\n    Cpu: 128\n# no Cpu of the task',
      },
      {
        title: 'or let a deployment stop old tasks before it starts new ones',
        text: 'DeploymentConfiguration:\n  MinimumHealthyPercent: 50\n  MaximumPercent: 100',
      },
      {
        title: 'or add instances',
        text: 'aws autoscaling set-desired-capacity --auto-scaling-group-name GROUP --desired-capacity 2',
      },
    ],
  }),
})

/** Instances that have fewer CPU units in all than the task reserves. */
function tooSmall(
  launch: EvaluatedLaunch,
  { name, instanceTypes: types, source }: InstancePattern,
): InstanceFault | undefined {
  const { task } = launch
  const reserved = task.cpuUnits ?? task.containers.reduce((sum, { cpuUnits }) => sum + cpuUnits, 0)
  const sizes = types.map((type) => instanceSize(type))
  if (types.length === 0 || !sizes.every((size) => size !== undefined && size.vcpus * 1024 < reserved))
    return undefined
  const units = sizes.map((size) => (size?.vcpus ?? 0) * 1024)
  const fact = `${name} launches ${types.join(', ')}, with ${Math.max(...units)} CPU units, and the task reserves ${reserved}`
  return { why: [{ fact, source }], part: partOf(launch, 'cpu'), facts: { cpu: String(reserved) } }
}
