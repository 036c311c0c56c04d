import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { ClusterCapacity } from '../../launch/registration/asked-launch.ts'
import { askedService } from '../../launch/registration/service-rules.ts'
import { ifKnown } from '../../launch/registration/unsettled.ts'
import type { Evidence } from '../../model/verdict.ts'
import { defineCause, type CauseAnswer } from '../cause.ts'
import { requestFact } from '../definition-fact.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findUnplaced, instanceTypes } from './unplaced.ts'

/** The cluster has no container instance. */
export const placementNoInstances = defineCause({
  code: 'placement-no-instances',
  group: 'G',
  summary: 'the cluster has no container instance, and the task needs one',
  rationale:
    'EC2 is the launch type where nothing is said, so a service without a launch type waits for instances that nobody has. An Auto Scaling group with a desired capacity of 0, in other subnets or in another cluster gives the same text; so does a group whose instances never register.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
  signs: [
    { failure: 'no-instances', share: 62 },
    { words: /No Container Instances were found in your (?:cluster|capacity provider)/i, share: 62 },
    { words: /EMPTY CAPACITY PROVIDER/i, share: 48 },
    { words: /NO ACTIVE INSTANCES/i, share: 62 },
    { words: /no container instances?\b/i, share: 45 },
  ],
  settle: [
    { what: 'the instances of the cluster', how: 'aws ecs list-container-instances --cluster CLUSTER' },
    {
      what: 'what the Auto Scaling group did',
      how: 'aws autoscaling describe-scaling-activities --auto-scaling-group-name GROUP',
    },
    {
      what: 'the launch type that is meant',
      how: 'aws ecs describe-services --cluster CLUSTER --services SERVICE --query "services[].[launchType,capacityProviderStrategy]"',
    },
  ],
  find,
  tell: (facts) => ({
    message:
      facts.doubt === undefined
        ? keepsFromStarting(facts.subject, 'the cluster has no container instance to place it on')
        : `task \`${facts.subject}\` may find no place: ${facts.doubt}`,
    fix: [
      { title: 'if it should run on Fargate, say so', text: 'LaunchType: FARGATE' },
      {
        title: 'otherwise launch instances that join this cluster',
        text: 'UserData:\n  Fn::Base64: !Sub |\n    #!/bin/bash\n    echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config',
      },
      {
        title: 'or give the Auto Scaling group a capacity',
        text: 'aws autoscaling set-desired-capacity --auto-scaling-group-name GROUP --desired-capacity 1',
      },
    ],
  }),
})

function find(launch: EvaluatedLaunch): CauseAnswer {
  const answer = findUnplaced(launch, {
    launchTypes: instanceTypes,
    open: 'whether the cluster has container instances, and why not',
  })
  const isAsked = launch.request.launchType === 'EC2' && launch.request.service?.desiredCount !== 0
  return answer.open.length > 0 && isAsked ? (emptyCluster(launch) ?? answer) : answer
}

/** A cluster into which nothing brings instances; undefined where something may. */
function emptyCluster(launch: EvaluatedLaunch): CauseAnswer | undefined {
  const { asked, subject } = launch
  const service = asked && askedService(asked)
  const capacity = asked?.capacity
  if (service === undefined || capacity === undefined) return undefined
  // A capacity provider launches instances when tasks wait for them.
  if (ifKnown(() => usesProvider(service)) !== false) return undefined
  const fact = emptiness(capacity)
  if (fact === undefined) return undefined
  // Who writes a task for Fargate alone has no instances elsewhere either.
  const isForFargate = capacity.isMadeTogether && ifKnown(() => meansFargate(service.task)) === true
  const isDoubtful = capacity.registered !== 0 && !isForFargate
  const why: Evidence[] = [
    requestFact(launch, 'the launch type is EC2'),
    { fact, source: capacity.source },
    ...(isForFargate ? [{ fact: 'the task definition requires FARGATE alone' }] : []),
  ]
  const facts = { subject: subject.name, doubt: isDoubtful ? fact : undefined }
  return { found: [{ facts, why, part: 'cluster', isDoubtful }], open: [] }
}

/** Why there are no instances; undefined where there may be some. */
function emptiness({ registered, sources }: ClusterCapacity): string | undefined {
  if (registered !== undefined) {
    return registered === 0 ? 'the cluster has no registered container instance' : undefined
  }
  if (!sources.known) return undefined
  if (sources.absent) return 'nothing in the project launches container instances'
  const isEmpty = sources.value.every(({ maxSize }) => maxSize === 0)
  return isEmpty
    ? `${sources.value.map(({ name }) => name).join(', ')} may have no instance: the MaxSize is 0`
    : undefined
}

type Service = NonNullable<ReturnType<typeof askedService>>

function usesProvider({ service, cluster }: Service): boolean {
  if ((service.capacityProviderStrategy ?? []).length > 0) return true
  if (service.launchType) return false
  return (cluster().defaultCapacityProviderStrategy ?? []).length > 0
}

function meansFargate({ requiresCompatibilities = [] }: Service['task']): boolean {
  return requiresCompatibilities.length === 1 && requiresCompatibilities[0] === 'FARGATE'
}
