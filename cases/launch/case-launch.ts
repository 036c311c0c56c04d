import type { AwsVpcConfiguration, ContainerDefinition } from '@aws-sdk/client-ecs'
import type { RegisteredDefinition } from '../../src/model/ecs/task-definition.ts'
import { absent, present, type Fact } from '../../src/model/launch/fact.ts'
import type { LaunchRequest } from '../../src/model/launch/request.ts'
import type { AccessAnswer, ImageFact, LaunchWorld, ReachAnswer } from '../../src/model/launch/world.ts'
import type { PacketOutcome } from '../../src/model/network/reach-verdict.ts'

/** A launch as a case writes it: what differs from a Fargate task whose everything is there. */
export interface CaseLaunch {
  readonly task: Partial<RegisteredDefinition>
  readonly container: Partial<ContainerDefinition>
  readonly launchType?: 'FARGATE' | 'EC2'
  readonly network?: AwsVpcConfiguration
  readonly world?: CaseWorld
}

/** What is not as it should be; null means that it is not there. Everything else is there and allowed. */
export interface CaseWorld {
  readonly roles?: Readonly<Record<string, object | null>>
  readonly secrets?: Readonly<Record<string, CaseSecret | null>>
  readonly parameters?: Readonly<Record<string, Pick<CaseSecret, 'keyArn' | 'undecryptable'> | null>>
  /** Region by name. */
  readonly buckets?: Readonly<Record<string, string | null>>
  readonly objects?: Readonly<Record<string, { readonly text?: string; readonly keyArn?: string } | null>>
  readonly groups?: Readonly<Record<string, null>>
  readonly images?: Readonly<Record<string, Partial<ImageFact> | null>>
  /** Free addresses by id. */
  readonly subnets?: Readonly<Record<string, number | null>>
  /** Actions that are refused. */
  readonly deny?: readonly string[]
  /** Services, as destinations name them, that give no answer. */
  readonly block?: Readonly<Record<string, PacketOutcome>>
}

interface CaseSecret {
  readonly text?: string
  readonly keyArn?: string
  /** What the service answers because the key is of no use. */
  readonly undecryptable?: { readonly code: string; readonly message: string }
  readonly marked?: true
  readonly versionMissing?: true
}

const account = '111122223333'
const region = 'eu-west-1'
const taskId = '0123456789abcdef0123456789abcdef'
const trusted = {
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
}
const anyImage: ImageFact = { entryPoint: [], command: [], environment: {}, platforms: [], isIndex: false }

/** The launch that a case is about. */
export function caseRequest({ task, container, launchType = 'FARGATE', network }: CaseLaunch): LaunchRequest {
  return {
    taskId,
    taskArn: `arn:aws:ecs:${region}:${account}:task/shop/${taskId}`,
    clusterArn: `arn:aws:ecs:${region}:${account}:cluster/shop`,
    region,
    account,
    taskDefinitionArn: `arn:aws:ecs:${region}:${account}:task-definition/shop:1`,
    family: 'shop',
    revision: 1,
    overrides: {},
    launchType,
    requestId: '11111111-2222-3333-4444-555555555555',
    networkConfiguration: { subnets: ['subnet-1'], assignPublicIp: 'ENABLED', ...network },
    definition: {
      family: 'shop',
      networkMode: 'awsvpc',
      executionRoleArn: `arn:aws:iam::${account}:role/exec`,
      ...task,
      containerDefinitions: [
        { name: 'api', image: `${account}.dkr.ecr.${region}.amazonaws.com/api:1`, ...container },
      ],
    },
  }
}

/** The world that a case is in. */
export function caseWorld(world: CaseWorld = {}): LaunchWorld {
  const { roles, secrets, parameters, buckets, objects, groups, images, subnets, deny = [], block = {} } = world
  return {
    describedImage: () => undefined,
    role: (arn) => factOf(roles, arn, trusted, (trust) => ({ assumeRolePolicyDocument: trust })),
    secret: (_, id) =>
      factOf(secrets, id, {}, ({ text, keyArn, undecryptable, marked, versionMissing }: CaseSecret) => ({
        arn: id,
        markedForDeletion: marked === true,
        versionFound: versionMissing !== true,
        versionId: 'v1',
        value: present(text ?? '{"username":"u","password":"p"}'),
        ...(keyArn === undefined ? {} : { keyArn }),
        ...(undecryptable && { undecryptable: () => undecryptable }),
      })),
    parameter: (_region, _account, name) =>
      factOf(parameters, name, {}, ({ keyArn, undecryptable }: CaseSecret) => ({
        value: present('v'),
        ...(keyArn === undefined ? {} : { keyArn }),
        ...(undecryptable && { undecryptable: () => undecryptable }),
      })),
    bucket: (name) => factOf(buckets, name, region, (place) => ({ region: place })),
    object: (bucket, key) =>
      factOf(objects, `${bucket}/${key}`, {}, ({ text = 'A=1', keyArn }: { text?: string; keyArn?: string }) => ({
        text: present(text),
        ...(keyArn === undefined ? {} : { keyArn }),
      })),
    logGroup: (_, name) => factOf(groups, name, {}, () => true as const),
    image: (reference) => factOf(images, reference, {}, (image) => ({ ...anyImage, ...image })),
    subnet: (_, id) => factOf(subnets, id, 10, (freeAddresses) => ({ freeAddresses })),
    mayPerform: ({ action, roleArn = '' }) => answerTo(action, roleArn, deny),
    canReach: ({ service, host }) => wayTo(block[service], host),
  }
}

function factOf<Given, Value>(
  given: Readonly<Record<string, Given | null>> | undefined,
  key: string,
  otherwise: Given,
  value: (given: Given) => Value,
): Fact<Value> {
  const found = given?.[key]
  return found === null ? absent('the case') : present(value(found ?? otherwise), 'the case')
}

function answerTo(action: string, roleArn: string, deny: readonly string[]): AccessAnswer {
  if (!deny.includes(action)) return { kind: 'allowed' }
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1)
  return {
    kind: 'denied',
    principal: `arn:aws:sts::${account}:assumed-role/${role}/${taskId}`,
    reason: `because no identity-based policy allows the ${action} action`,
  }
}

function wayTo(outcome: PacketOutcome | undefined, host: string): ReachAnswer {
  if (outcome === undefined) return { kind: 'reachable' }
  const stoppedAt = { kind: 'route', passes: 'no', fact: `no way to ${host}` } as const
  const walk = { hops: [stoppedAt], port: 443, host, resolver: '10.0.0.2' }
  const verdict = { kind: 'unreachable', ...walk, stoppedAt, obstacles: [stoppedAt], outcome } as const
  const named = outcome === 'timeout' || outcome === 'refused'
  return { kind: 'unreachable', outcome, verdict, ...(named ? { address: '10.0.0.9' } : {}) }
}
