import type { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs'
import type { EC2 } from '@aws-sdk/client-ec2'
import type { ECR } from '@aws-sdk/client-ecr'
import type { ECS } from '@aws-sdk/client-ecs'
import type { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { EventBridge } from '@aws-sdk/client-eventbridge'
import type { IAM } from '@aws-sdk/client-iam'
import type { KMS } from '@aws-sdk/client-kms'
import type { S3 } from '@aws-sdk/client-s3'
import type { Scheduler } from '@aws-sdk/client-scheduler'
import type { SecretsManager } from '@aws-sdk/client-secrets-manager'
import type { SSM } from '@aws-sdk/client-ssm'
import type { STS } from '@aws-sdk/client-sts'
import type { fromNodeProviderChain } from '@aws-sdk/credential-providers'

/** The official clients, by the prefix of their actions. */
export interface Clients {
  readonly ec2: EC2
  readonly ecr: ECR
  readonly ecs: ECS
  readonly elasticloadbalancing: ElasticLoadBalancingV2
  readonly events: EventBridge
  readonly iam: IAM
  readonly kms: KMS
  readonly logs: CloudWatchLogs
  readonly s3: S3
  readonly scheduler: Scheduler
  readonly secretsmanager: SecretsManager
  readonly ssm: SSM
  readonly sts: STS
}

/** A client's name. */
export type ClientName = keyof Clients

/** How every client is made. What is missing is found as the SDKs find it: environment, profile, instance. */
interface ClientConfig {
  readonly credentials: ReturnType<typeof fromNodeProviderChain>
  readonly maxAttempts: number
  readonly requestHandler: {
    readonly connectionTimeout: number
    readonly requestTimeout: number
    /** Without it the official clients only warn of an endpoint that does not answer, and wait on. */
    readonly throwOnRequestTimeout: true
  }
  readonly region?: string
  readonly profile?: string
  readonly endpoint?: string
}

/** How often a call is tried, throttled or not answered, before what it would tell is unknown. */
const MAX_ATTEMPTS = 4
/** How long one try may take to connect, milliseconds. */
const CONNECT_MS = 5_000
/** How long one try may take to be answered, milliseconds. */
const ANSWER_MS = 15_000

/** The clients are large and only some are needed, so that each is loaded by the first call that needs it. */
const makers: { readonly [Name in ClientName]: (config: ClientConfig) => Promise<Clients[Name]> } = {
  ec2: async (config) => new (await import('@aws-sdk/client-ec2')).EC2(config),
  ecr: async (config) => new (await import('@aws-sdk/client-ecr')).ECR(config),
  ecs: async (config) => new (await import('@aws-sdk/client-ecs')).ECS(config),
  elasticloadbalancing: async (config) =>
    new (await import('@aws-sdk/client-elastic-load-balancing-v2')).ElasticLoadBalancingV2(config),
  events: async (config) => new (await import('@aws-sdk/client-eventbridge')).EventBridge(config),
  iam: async (config) => new (await import('@aws-sdk/client-iam')).IAM(config),
  kms: async (config) => new (await import('@aws-sdk/client-kms')).KMS(config),
  logs: async (config) => new (await import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogs(config),
  // Paths are understood by every endpoint; names of hosts with a bucket in them are not.
  s3: async (config) => new (await import('@aws-sdk/client-s3')).S3({ ...config, forcePathStyle: true }),
  scheduler: async (config) => new (await import('@aws-sdk/client-scheduler')).Scheduler(config),
  secretsmanager: async (config) =>
    new (await import('@aws-sdk/client-secrets-manager')).SecretsManager(config),
  ssm: async (config) => new (await import('@aws-sdk/client-ssm')).SSM(config),
  sts: async (config) => new (await import('@aws-sdk/client-sts')).STS(config),
}

/** Where an account is read. Everything that is missing is taken from where the SDKs take it. */
export interface Endpoint {
  readonly profile?: string
  readonly region?: string
  /** Missing: `AWS_ENDPOINT_URL`, the profile's, or AWS itself. */
  readonly endpoint?: string
}

/** The clients of one account, each made once for each region. */
export class ClientPool {
  private readonly endpoint: Endpoint
  private readonly made = new Map<string, Promise<Clients[ClientName]>>()
  private readonly hosts = new Map<ClientName, string>()
  private credentials: Promise<ClientConfig['credentials']> | undefined

  constructor(endpoint: Endpoint) {
    this.endpoint = endpoint
  }

  /** A client; without a region one of the region that the SDKs would use. */
  async client<Name extends ClientName>(name: Name, region?: string): Promise<Clients[Name]> {
    // The command line tools of AWS read this variable, its JavaScript SDK does not.
    const where = region ?? this.endpoint.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION
    const key = `${name} ${where ?? ''}`
    const made = this.made.get(key) ?? this.make(name, where)
    this.made.set(key, made)
    return (await made) as Clients[Name]
  }

  /** Whether AWS itself answers a client; known after its first call. */
  isAws(name: ClientName): boolean {
    return /\.(?:amazonaws\.com(?:\.cn)?|aws)$/.test(this.hosts.get(name) ?? '')
  }

  /** Ends the connections that are kept. */
  async close(): Promise<void> {
    for (const client of await Promise.allSettled(this.made.values())) {
      if (client.status === 'fulfilled') client.value.destroy()
    }
  }

  private async make<Name extends ClientName>(
    name: Name,
    region: string | undefined,
  ): Promise<Clients[Name]> {
    const { profile, endpoint } = this.endpoint
    // Which Node.js this is, is told by the package itself; the SDK need not tell it among findings.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
    this.credentials ??= providers(profile)
    const client = await makers[name]({
      credentials: await this.credentials,
      maxAttempts: MAX_ATTEMPTS,
      requestHandler: {
        connectionTimeout: CONNECT_MS,
        requestTimeout: ANSWER_MS,
        throwOnRequestTimeout: true,
      },
      ...(region === undefined ? {} : { region }),
      ...(profile === undefined ? {} : { profile }),
      ...(endpoint === undefined ? {} : { endpoint }),
    })
    noteHost(client, (host) => this.hosts.set(name, host))
    return client
  }
}

/** The part of every client that lets its requests be seen. */
interface Watched {
  readonly middlewareStack: {
    add(
      middleware: (next: (call: Call) => Promise<object>) => (call: Call) => Promise<object>,
      options: { readonly step: 'finalizeRequest'; readonly name: string },
    ): void
  }
}

interface Call {
  readonly request: unknown
}

/** Which host answers is decided by settings of several kinds, and told by the request alone. */
function noteHost(client: unknown, note: (host: string) => void): void {
  const { middlewareStack } = client as Watched
  middlewareStack.add(
    (next) => async (call) => {
      note((call.request as { readonly hostname?: string }).hostname ?? '')
      return await next(call)
    },
    { step: 'finalizeRequest', name: 'noteHost' },
  )
}

async function providers(profile: string | undefined): Promise<ClientConfig['credentials']> {
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers')
  return fromNodeProviderChain(profile === undefined ? {} : { profile })
}
