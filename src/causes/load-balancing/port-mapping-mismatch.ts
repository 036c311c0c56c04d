import type { LoadBalancer, PortMapping } from '@aws-sdk/client-ecs'
import type { EffectiveContainer } from '../../launch/effective-task.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { askedService } from '../../launch/registration/service-rules.ts'
import { ifKnown } from '../../launch/registration/unsettled.ts'
import { defineCause, type CauseAnswer, type CauseFacts, type Found } from '../cause.ts'
import { openContainers } from '../open-containers.ts'
import { failedSigns } from './unhealthy-target.ts'

/** Program, container and target group do not agree on a port. */
export const portMappingMismatch = defineCause({
  code: 'port-mapping-mismatch',
  group: 'H',
  summary: 'the port of the program, of the container and of the target group are not the same',
  rationale:
    'Three places name a port: the program that listens, `containerPort` of the task definition, and the load balancer of the service. A mapping opens nothing and moves nothing with `awsvpc`; it only says where the program is thought to listen, so `hostPort` must be the same or left out. Nobody compares them with what the program really does: a wrong one ends in refused connections, 502 and unhealthy targets.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html',
  signs: [
    { failure: 'host-port-differs', share: 97 },
    { failure: 'load-balancer-container-unknown', words: /did not have a container port/i, share: 96 },
    { failure: 'bad-gateway', words: /\b502\b/, share: 42 },
    { words: /host ports? and container ports? in port mappings must match/i, share: 97 },
    { words: /did not have a container port \d{1,9} defined/i, share: 96 },
    { words: /invalid.{0,60}\bport mapping|portMappings?.{0,60}\b(?:invalid|mismatch)/i, share: 55 },
    { words: /502 Bad Gateway/i, share: 42 },
    {
      words:
        /\b(?:EXPOSE|container|app\w{0,9}|listen\w{0,4})\b.{0,30}\bport \d{2,5}\b.{0,200}(?:listener|load ?balancer|target group).{0,60}\bport\b/i,
      share: 46,
    },
    ...failedSigns(33),
    {
      words: /(?:connection|connect|ECONN).{0,12}refused.{0,200}(?:target|health|load balancer|ALB|ELB)/i,
      share: 38,
    },
    { words: /(?:listening|running|started)\b.{0,60}\bport\W{0,3}\d{2,5}\b.{0,200}unhealthy/i, share: 40 },
    {
      words:
        /\bports?\b.{0,30}\b(?:mismatch\w{0,3}|differs?|(?:do|does) ?(?:not|n't) match|don't match)|\bmismatch\w{0,3}\b.{0,20}\bports?\b|\b(?:wrong|different|incorrect) ports?\b|\bno match(?:ing)?\b.{0,60}\bcontainer port\b/i,
      share: 62,
    },
  ],
  settle: [
    {
      what: 'the port on which the program listens',
      how: 'the container\'s log, or: aws ecs execute-command … --command "ss -ltn"',
    },
    {
      what: 'the port of the service and of its health check',
      how: 'aws ecs describe-services … --query "services[].loadBalancers"; aws elbv2 describe-target-groups … --query "TargetGroups[].[Port,HealthCheckPort]"',
    },
  ],
  find,
  tell: (facts) => ({
    message: message(facts),
    fix: [
      ...(facts.checked === undefined
        ? []
        : [
            {
              title: 'check the port that requests come to',
              text: 'Type: AWS::ElasticLoadBalancingV2::TargetGroup\nProperties:\n  HealthCheckPort: traffic-port',
            },
          ]),
      {
        title: 'name one port everywhere, and give it to the program as well',
        text: `ContainerDefinitions:\n  - Name: ${facts.container ?? 'app'}\n    PortMappings:\n      - ContainerPort: ${facts.port ?? 8080}\n    Environment:\n      - Name: PORT\n        Value: '${facts.port ?? 8080}'`,
      },
      {
        title: 'and in the service',
        text: `LoadBalancers:\n  - TargetGroupArn: !Ref TargetGroup\n    ContainerName: ${facts.container ?? 'app'}\n    ContainerPort: ${facts.port ?? 8080}`,
      },
    ],
  }),
})

function message({ subject, container, port, hostPort, mapped, checked }: CauseFacts): string {
  if (checked !== undefined) {
    return `the health checks of \`${subject}\` come to port ${checked} of the instance, which no container of the task takes`
  }
  const who = `container \`${container}\`${subject === undefined ? '' : ` of \`${subject}\``}`
  if (hostPort !== undefined)
    return `${who} maps port ${port} to host port ${hostPort}: with awsvpc both must be the same`
  if (container !== undefined)
    return `the service sends to port ${port} of ${who}, which maps ${mapped ?? 'another port'}`
  return 'the program listens on another port than the task definition or the target group says'
}

function find(launch: EvaluatedLaunch): CauseAnswer {
  const { subject, request, task } = launch
  const loadBalancers = request.service?.loadBalancers ?? []
  const settledBy = openContainers(launch, 'ports')
  const found = [
    ...(request.definition.networkMode === 'awsvpc' ? task.containers.flatMap(hostPortsThatDiffer) : []),
    ...(settledBy === undefined ? loadBalancers.flatMap((one) => portsNotMapped(one, task.containers)) : []),
    ...(settledBy === undefined ? checksNotMapped(launch) : []),
  ].map((each) => ({ ...each, facts: { subject: subject.name, ...each.facts } }))
  if (found.length > 0) return { found, open: [] }
  return loadBalancers.length === 0
    ? { found, open: [], cleared: [{ fact: 'no load balancer sends to the task' }] }
    : { found, open: [settledBy ?? 'the port on which the program listens'], cleared: [] }
}

function hostPortsThatDiffer({ name, definition }: EffectiveContainer): Found[] {
  return (definition.portMappings ?? []).flatMap(({ containerPort, hostPort }) => {
    if (!hostPort || containerPort === undefined || hostPort === containerPort) return []
    return {
      facts: { container: name, port: String(containerPort), hostPort: String(hostPort) },
      why: [{ fact: `containerPort is ${containerPort} and hostPort ${hostPort}; networkMode is awsvpc` }],
      failure: { code: 'host-port-differs', facts: { networkMode: 'awsvpc' } },
      part: `portMappings/${name}/${containerPort}`,
    }
  })
}

function portsNotMapped(loadBalancer: LoadBalancer, containers: readonly EffectiveContainer[]): Found[] {
  const { containerName, containerPort } = loadBalancer
  const container = containers.find(({ name }) => name === containerName)
  if (container === undefined || containerPort === undefined) return []
  const mappings = container.definition.portMappings ?? []
  if (mappings.some((mapping) => maps(mapping, containerPort))) return []
  const ports = mappings.map(portWords).join(', ')
  const mapped = ports === '' ? 'no port' : ports
  return [
    {
      facts: { container: containerName, port: String(containerPort), mapped },
      why: [
        { fact: `the service's load balancer sends to ${containerName}:${containerPort}` },
        { fact: `container ${containerName} maps ${mapped}` },
      ],
      part: `loadBalancers/${containerName}/${containerPort}`,
    },
  ]
}

/**
 * On an instance only host ports are reached, and a dynamic one is another for each task: health checks of a fixed port
 * find nothing there, unless something else on the instance answers them.
 */
function checksNotMapped({ asked, request, task }: EvaluatedLaunch): Found[] {
  const { networkMode = 'bridge' } = request.definition
  const groups = networkMode === 'bridge' ? ((asked && askedService(asked))?.targetGroups ?? []) : []
  const hostPorts = new Set(
    task.containers.flatMap(({ definition }) =>
      (definition.portMappings ?? []).flatMap(({ hostPort }) => hostPort ?? []),
    ),
  )
  return groups.flatMap((group) => {
    const port = Number(ifKnown(() => group.healthCheckPort))
    if (!Number.isInteger(port) || hostPorts.has(port)) return []
    const { targetGroupArn } = group
    return [
      {
        facts: { checked: String(port), targetGroupArn },
        why: [
          { fact: `target group ${targetGroupArn} checks port ${port}` },
          { fact: `no container takes host port ${port}; the network mode is bridge` },
        ],
        part: 'loadBalancers',
        isDoubtful: true,
      },
    ]
  })
}

function maps({ containerPort, containerPortRange }: PortMapping, port: number): boolean {
  if (containerPortRange === undefined) return containerPort === port
  const [first = 0, last = first] = containerPortRange.split('-').map(Number)
  return port >= first && port <= last
}

function portWords({ containerPort, containerPortRange }: PortMapping): string {
  return containerPortRange === undefined ? `port ${containerPort}` : `ports ${containerPortRange}`
}
