import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Evidence } from '../../model/verdict.ts'
import { isUnknownText } from '../../model/unknown-text.ts'
import { defineCause, type CauseAnswer, type CauseFacts } from '../cause.ts'
import { definitionFact, requestFact } from '../definition-fact.ts'
import { openContainers } from '../open-containers.ts'

/** A load balancer, a service registry or an override names a container that the task definition does not have. */
export const containerNameMismatch = defineCause({
  code: 'container-name-mismatch',
  group: 'F',
  summary: 'a load balancer or an override names a container that the task definition does not have',
  rationale:
    'The service and the overrides of a task find a container by its `name` in the task definition: not by the family, the image or the service. Tools that make one of the two from a template, or a renamed container, pull them apart. A service keeps its load balancer settings when it gets a new revision, so the new one needs the old name as well.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html',
  signs: [
    { failure: 'load-balancer-container-unknown', share: 97 },
    { failure: 'override-container-unknown', share: 97 },
    { words: /container \S{1,200} does not exist in the task definition/i, share: 97 },
    { words: /Override for container named .{1,80} is not a container in the TaskDefinition/i, share: 97 },
    {
      words:
        /(?:could not|cannot|unable to) find (?:a )?container (?:definition )?(?:with matching name|named)/i,
      share: 92,
    },
    {
      words: /container ?name.{0,60}(?:not found|does not (?:exist|match)|mismatch).{0,60}task ?definition/i,
      share: 85,
    },
    { words: /container \S{1,200} did not have a container port \d{1,9} defined/i, share: 35 },
    {
      words:
        /\b(?:changed|renamed|changing|renaming|different|wrong)\b.{0,40}\b(?:container(?:'s)? name|name of (?:a|the) container)|\bcontainer(?:'s)? name\b.{0,40}\b(?:changed|renamed|differs|must match|n't match|not match)/i,
      share: 64,
    },
  ],
  settle: [
    {
      what: 'the names of the containers',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.containerDefinitions[].name"',
    },
    {
      what: 'the container that the service sends to',
      how: 'aws ecs describe-services --cluster CLUSTER --services SERVICE --query "services[].loadBalancers"',
    },
  ],
  find: findName,
  tell: (facts) => ({ message: message(facts), fix: fixes(facts) }),
})

function findName(launch: EvaluatedLaunch): CauseAnswer {
  const { request, task, subject } = launch
  const names = task.containers.map(({ name }) => name)
  const has = definitionFact(launch, `the task definition has the containers ${names.join(', ')}`)
  const named = namings(launch)
  const wrong = named.filter(({ container }) => !names.includes(container))
  const open = openNames(launch, wrong)
  if (open.length > 0) return { found: [], open }
  if (wrong.length === 0) {
    return subject.kind === 'task-definition' && request.service === undefined
      ? { found: [], open: ['the load balancers and overrides that the task definition is used with'] }
      : { found: [], open: [], cleared: [has, ...named.map(({ evidence }) => evidence)] }
  }
  const found = wrong.map(({ by, part, container, evidence }) => ({
    facts: { subject: subject.name, by, container, names: names.join(', '), only: only(names) },
    why: [evidence, has],
    failure: {
      code: by === 'containerOverrides' ? 'override-container-unknown' : 'load-balancer-container-unknown',
      facts: { container },
    },
    part,
  }))
  return { found, open: [] }
}

/** A name that is not there may be that of a container whose name is not known. */
function openNames(launch: EvaluatedLaunch, wrong: readonly Naming[]): readonly string[] {
  if (wrong.length === 0) return []
  const settledBy = openContainers(launch)
  if (settledBy !== undefined) return [settledBy]
  return wrong.some(({ container }) => isUnknownText(container)) ? ['the container that is named'] : []
}

function only(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined
}

interface Naming {
  readonly by: string
  /** Where it was written. */
  readonly part: string
  readonly container: string
  readonly evidence: Evidence
}

function namings(launch: EvaluatedLaunch): Naming[] {
  const { service, overrides } = launch.request
  const naming = (by: string, container: string | undefined, part = by): Naming[] =>
    container === undefined
      ? []
      : [{ by, part, container, evidence: requestFact(launch, `${by} names container ${container}`) }]
  return [
    ...(service?.loadBalancers ?? []).flatMap(({ containerName, containerPort }) =>
      naming('loadBalancers', containerName, `loadBalancers/${containerName}/${containerPort}`),
    ),
    ...(service?.serviceRegistries ?? []).flatMap(({ containerName }) =>
      naming('serviceRegistries', containerName),
    ),
    ...(overrides.containerOverrides ?? []).flatMap(({ name }) =>
      naming('containerOverrides', name, 'input'),
    ),
  ]
}

function message({ by, container, names }: CauseFacts): string {
  if (container === undefined) {
    return 'a container is named (by a load balancer, a registry or an override) that the task definition does not have'
  }
  return `${by ?? 'the service'} names container \`${container}\`, which the task definition does not have${names === undefined ? '' : ` (it has ${names})`}`
}

function fixes({ by, container = 'NAME', only: name = 'NAME' }: CauseFacts): {
  title: string
  text: string
}[] {
  const text =
    by === 'containerOverrides'
      ? `Input: '{"containerOverrides":[{"name":"${name}"}]}'`
      : `LoadBalancers:\n  - ContainerName: ${name}\n    ContainerPort: 80\n    TargetGroupArn: !Ref TargetGroup`
  return [
    {
      title: 'name a container that the task definition has',
      text,
    },
    {
      title: 'or give the container the name that is asked for',
      text: `ContainerDefinitions:\n  - Name: ${container}`,
    },
  ]
}
