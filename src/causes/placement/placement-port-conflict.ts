import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Evidence } from '../../model/verdict.ts'
import { defineCause } from '../cause.ts'
import { definitionFact } from '../definition-fact.ts'
import { keepsFromStarting } from '../launch-message.ts'
import type { Found } from '../cause.ts'
import { faultOfInstances } from './launched-instances.ts'
import { findUnplaced, instanceTypes } from './unplaced.ts'

/** The host port of the task is taken on every container instance. */
export const placementPortConflict = defineCause({
  code: 'placement-port-conflict',
  group: 'G',
  summary: 'a fixed host port of the task is in use on every container instance',
  rationale:
    'A host port can be given once per instance. A service with a fixed one can have as many tasks as there are instances, and a rolling deployment that keeps all old tasks needs one instance more. In host mode the container port is the host port. `hostPort: 0` in bridge mode takes any free port.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
  signs: [
    { failure: 'ports-taken', share: 97 },
    { failure: 'host-port-taken', share: 88 },
    { words: /already using a port required by your task/i, share: 97 },
    { words: /RESOURCE:PORTS?\b/, share: 97 },
    { words: /port is already allocated|Bind for 0\.0\.0\.0:\d{1,9} failed/i, share: 88 },
    { words: /address already in use|EADDRINUSE/i, share: 35 },
    {
      words:
        /\bport \W?\d{2,5}\W? (?:is |was )?(?:already |being |already being )?(?:in use|used|taken|occupied|bound)\b|\b(?:same|fixed|static) host ?port/i,
      share: 60,
    },
  ],
  settle: [
    {
      what: 'the host ports of the task definition',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.[networkMode,containerDefinitions[].portMappings[]]"',
    },
    {
      what: 'how many instances and tasks there are, and how many a deployment may stop',
      how: 'aws ecs describe-services --cluster CLUSTER --services SERVICE --query "services[].[desiredCount,deploymentConfiguration]"',
    },
  ],
  find: (launch) => {
    const found = tooFewInstances(launch)
    if (found.length > 0) return { found, open: [] }
    return findUnplaced(launch, {
      launchTypes: instanceTypes,
      immune: noFixedPort,
      said: /already using a port required by your task|RESOURCE:PORTS?\b|port is already allocated/,
      open: 'which container instances have the host ports free',
      facts: { ports: fixedPorts(launch).join(', ') },
    })
  },
  tell: ({ ports, ...facts }) => ({
    message: keepsFromStarting(
      facts.subject,
      `host port${ports === undefined || ports === '' ? ' of the task' : ` ${ports}`} is in use on every container instance`,
    ),
    fix: [
      {
        title: 'let the instance choose the port',
        text: 'PortMappings:\n  - ContainerPort: 80\n    HostPort: 0',
      },
      {
        title: 'or let a deployment stop the old task first',
        text: 'DeploymentConfiguration:\n  MinimumHealthyPercent: 0\n  MaximumPercent: 100',
      },
      { title: 'or give each task an interface of its own', text: 'NetworkMode: awsvpc' },
    ],
  }),
})

function noFixedPort(launch: EvaluatedLaunch): Evidence | undefined {
  const { networkMode = 'bridge' } = launch.request.definition
  if (networkMode === 'awsvpc') {
    return definitionFact(launch, 'the network mode is awsvpc: the task takes no port of the instance')
  }
  return fixedPorts(launch).length === 0 ? definitionFact(launch, 'no host port is fixed') : undefined
}

function fixedPorts({ request, task }: EvaluatedLaunch): number[] {
  const isHost = request.definition.networkMode === 'host'
  return task.containers
    .flatMap(({ definition }) => definition.portMappings ?? [])
    .flatMap(({ hostPort, containerPort }) => (isHost ? containerPort : hostPort) ?? [])
    .filter((port) => port !== 0)
}

/** A fixed host port is there once on each instance: more tasks than instances can never run. */
function tooFewInstances(launch: EvaluatedLaunch): readonly Found[] {
  if (noFixedPort(launch) !== undefined) return []
  const ports = fixedPorts(launch)
  const wanted = launch.request.service?.desiredCount ?? 0
  const sizes = (launch.asked?.capacity?.patterns ?? []).map(({ maxSize }) => maxSize)
  if (ports.length === 0 || sizes.length === 0 || sizes.includes(undefined)) return []
  const most = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
  if (wanted <= most) return []
  const told = `${wanted} tasks with host port ${ports.join(', ')} are wanted, and there are at most ${most} instances`
  return faultOfInstances(launch, ({ source }) => ({
    why: [{ fact: told, source }],
    part: portPart(launch),
    facts: { ports: ports.join(', ') },
  }))
}

function portPart({ task }: EvaluatedLaunch): string {
  const holder = task.containers.find(({ definition }) => (definition.portMappings ?? []).length > 0)
  return `portMappings/${holder?.name ?? ''}/${holder?.definition.portMappings?.[0]?.containerPort ?? ''}`
}
