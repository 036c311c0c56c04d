import { defineCause } from '../cause.ts'
import { definitionFact } from '../definition-fact.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findUnplaced, instanceTypes } from './unplaced.ts'

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
  find: (launch) =>
    findUnplaced(launch, {
      launchTypes: instanceTypes,
      immune: ({ task }) =>
        (task.cpuUnits ?? 0) === 0 && task.containers.every(({ cpuUnits }) => cpuUnits === 0)
          ? definitionFact(launch, 'the task reserves no CPU units')
          : undefined,
      said: /insufficient CPU units available|RESOURCE:CPU\b/,
      open: 'the CPU units that each container instance has left',
      facts: { cpu: launch.task.cpuUnits?.toString() },
    }),
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
