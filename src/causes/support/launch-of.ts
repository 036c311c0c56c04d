import type { ContainerDefinition } from '@aws-sdk/client-ecs'
import { evaluateLaunch, type WorldInSubnet } from '../../launch/evaluate-launch.ts'
import type {
  ContainerOutcome,
  EvaluatedLaunch,
  LaunchOutcome,
  LaunchSubject,
} from '../../launch/evaluated-launch.ts'
import type { AskedLaunch } from '../../launch/registration/asked-launch.ts'
import type { RegisteredDefinition } from '../../model/ecs/task-definition.ts'
import { present } from '../../model/launch/fact.ts'
import type { LaunchingService, LaunchRequest } from '../../model/launch/request.ts'
import type { LaunchWorld } from '../../model/launch/world.ts'

/** What a launch of a test differs in from one in which everything holds. */
export interface LaunchChanges {
  /** Of the one container, `app`; ignored where `definition` names containers. */
  readonly container?: Partial<ContainerDefinition>
  readonly definition?: Partial<RegisteredDefinition>
  readonly request?: Partial<LaunchRequest>
  /** The launch is a service's. */
  readonly service?: Partial<LaunchingService>
  readonly world?: Partial<LaunchWorld>
  /** Where subnets differ: the world of each. Made with `worldOf`. */
  readonly worldIn?: WorldInSubnet
  /** Of the subject. Without it a service where there is one, and a task otherwise. */
  readonly kind?: LaunchSubject['kind']
  readonly outcome?: LaunchOutcome
  /** What is known beside, as it stands in the launch. */
  readonly beside?: Pick<EvaluatedLaunch, 'newest' | 'balancerPaths' | 'placeOf'> & {
    /** What of an `AskedLaunch` the test needs. */
    readonly asked?: object
  }
}

const account = '111122223333'
const trust = {
  Statement: { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
}

/** A launch for tests of causes: Fargate, one container, in a world where all is there, allowed and reachable. */
export function launchOf(changes: LaunchChanges = {}): EvaluatedLaunch {
  const request = requestOf(changes)
  const kind = changes.kind ?? (request.service === undefined ? 'task' : 'service')
  const world = worldOf(changes.world)
  const subject = { kind, name: 'shop' }
  return {
    ...evaluateLaunch(request, subject, changes.worldIn ?? (() => world), changes.outcome),
    ...besideOf(changes),
  }
}

function besideOf({ beside = {} }: LaunchChanges): Partial<EvaluatedLaunch> {
  const { asked, ...rest } = beside
  return asked === undefined
    ? rest
    : { ...rest, asked: { definition: {}, ...asked } as unknown as AskedLaunch }
}

/** How a container of a test ended; what is not named is as in one that runs. */
export function containerOutcome(changes: Partial<ContainerOutcome> = {}): ContainerOutcome {
  return { name: 'app', essential: true, lastStatus: 'RUNNING', log: [], healthCheckOutput: [], ...changes }
}

function requestOf({ container, definition, request, service }: LaunchChanges): LaunchRequest {
  const task = '0123456789abcdef0123456789abcdef'
  const arn = (rest: string): string => `arn:aws:ecs:eu-west-1:${account}:${rest}`
  return {
    taskId: task,
    taskArn: arn(`task/shop/${task}`),
    clusterArn: arn('cluster/shop'),
    region: 'eu-west-1',
    account,
    taskDefinitionArn: arn('task-definition/shop:1'),
    family: 'shop',
    revision: 1,
    definition: {
      family: 'shop',
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      executionRoleArn: `arn:aws:iam::${account}:role/exec`,
      taskRoleArn: `arn:aws:iam::${account}:role/task`,
      containerDefinitions: [
        { name: 'app', image: `${account}.dkr.ecr.eu-west-1.amazonaws.com/app:1`, ...container },
      ],
      ...definition,
    },
    overrides: {},
    launchType: 'FARGATE',
    networkConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] },
    ...(service === undefined ? {} : { service: serviceOf(service) }),
    requestId: '11111111-2222-3333-4444-555555555555',
    ...request,
  }
}

function serviceOf(changes: Partial<LaunchingService>): LaunchingService {
  return {
    serviceName: 'shop',
    deploymentId: 'ecs-svc/1234567890123456789',
    loadBalancers: [],
    serviceRegistries: [],
    ...changes,
  }
}

/** A world where all is there, allowed and reachable, but for the changes. */
export function worldOf(changes: Partial<LaunchWorld> = {}): LaunchWorld {
  return {
    role: () => present({ assumeRolePolicyDocument: trust }),
    secret: (_region, id) =>
      present({ arn: id, markedForDeletion: false, versionFound: true, value: present('{"k":"v"}') }),
    parameter: () => present({ value: present('v') }),
    bucket: () => present({ region: 'eu-west-1' }),
    object: () => present({ text: present('A=1') }),
    logGroup: () => present(true as const),
    image: () =>
      present({ entryPoint: [], command: ['serve'], environment: {}, platforms: [], isIndex: false }),
    describedImage: () => undefined,
    subnet: () => present({ freeAddresses: 10 }),
    mayPerform: () => ({ kind: 'allowed' }),
    canReach: () => ({ kind: 'reachable' }),
    ...changes,
  }
}
