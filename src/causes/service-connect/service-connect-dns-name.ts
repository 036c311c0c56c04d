import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { ConnectServer, ConnectSurroundings } from '../../launch/registration/asked-launch.ts'
import { editDistance } from '../../model/edit-distance.ts'
import { defineCause, type CauseAnswer, type CauseFacts } from '../cause.ts'
import { connectNameUnresolved, isOwnName, nameUnresolved } from './unresolved-name.ts'

/** The client calls a name that Service Connect does not know. */
export const serviceConnectDnsName = defineCause({
  code: 'service-connect-dns-name',
  group: 'K',
  summary: 'the client calls a name that no client alias of its namespace has, or is itself no client',
  rationale:
    "A service is called by the `dnsName` of its client alias, and where it has none by `discoveryName.namespace`, of which the discovery name is the port's name unless given; the bare name of the ECS service is no name at all. Only tasks of a service with `serviceConnectConfiguration.enabled` know those names: neither standalone tasks, nor the load balancer, nor a shell elsewhere in the VPC, as they stand in no DNS zone. The port to call is the alias's, not the container's.",
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html',
  signs: [
    { failure: 'name-not-resolved', when: ({ host }) => isOwnName(host), share: 32 },
    {
      words:
        /^(?=.*(?:name or service not known|no such host|not resolve|ENOTFOUND|Unknown ?Host))(?=.*\b(?:client_?alias(?:es)?|dns_?name|discovery_?name)\b)/i,
      share: 70,
    },
    { words: connectNameUnresolved, share: 40 },
    { words: nameUnresolved, share: 30 },
  ],
  settle: [
    {
      what: 'under which names the service is called',
      how: 'aws ecs describe-services --cluster CLUSTER --services SERVER --query "services[].deployments[].serviceConnectConfiguration.[namespace,services]"',
    },
    {
      what: 'whether the client takes part, and in which namespace',
      how: 'aws ecs describe-services --cluster CLUSTER --services CLIENT --query "services[].deployments[].serviceConnectConfiguration.[enabled,namespace]"',
    },
    {
      what: 'which names the client knows',
      how: 'aws ecs execute-command --cluster CLUSTER --task CLIENT_TASK --container app --interactive --command "cat /etc/hosts"',
    },
  ],
  find,
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: 'give the server the name that is called',
        text: 'ServiceConnectConfiguration:\n  Enabled: true\n  Namespace: shop\n  Services:\n    - PortName: http\n      ClientAliases:\n        - Port: 8080\n          DnsName: api',
      },
      {
        title: 'and let the client take part in the same namespace',
        text: 'ServiceConnectConfiguration:\n  Enabled: true\n  Namespace: shop',
      },
      {
        title: 'then deploy the client once more',
        text: 'aws ecs update-service --cluster CLUSTER --service CLIENT --force-new-deployment',
      },
    ],
  }),
})

function message({ subject, host, server, meant }: CauseFacts): string {
  const name = host === undefined ? 'that it calls' : `\`${host}\``
  if (subject === undefined || server === undefined)
    return `no client alias that the client knows has the name ${name}`
  return meant === undefined
    ? `service \`${subject}\` calls ${name}, a Service Connect name of ${server}, and takes no part in its namespace`
    : `service \`${subject}\` calls ${name}, and ${server} is called \`${meant}\``
}

/** A name that differs by so many letters is the same, mistyped. */
const mistyped = 2

/**
 * Looks for the names of other services in what the containers are told. Who else answers to a name nobody knows: what
 * is found may be wrong, and is told as that.
 */
function find({ asked, subject, task, request }: EvaluatedLaunch): CauseAnswer {
  const connect = asked?.connect
  if (request.service === undefined && subject.kind !== 'task-definition') {
    return { found: [], open: [], cleared: [{ fact: 'no service starts the task' }] }
  }
  if (connect === undefined)
    return { found: [], open: [`which services ${subject.name} calls, and by which names`] }
  const own = new Set(
    task.containers.flatMap(({ name, definition }) => [
      name,
      ...(definition.extraHosts ?? []).map(({ hostname }) => hostname),
    ]),
  )
  const found = task.containers.flatMap(({ name: container, environment }) =>
    environment.flatMap(({ name: variable, value }) =>
      hostsIn(value).flatMap((host) => {
        const miss = own.has(host) ? undefined : missOf(host, connect)
        if (miss === undefined || connect.resolvedByDns(host)) return []
        const { server, meant, fact } = miss
        return [
          {
            facts: { subject: subject.name, host, server, meant },
            why: [{ fact: `container \`${container}\` is told ${variable}=${value}` }, { fact }],
            part: 'serviceConnectConfiguration',
            isDoubtful: true,
          },
        ]
      }),
    ),
  )
  return found.length > 0 ? { found, open: [] } : { found, open: ['which names the program calls'] }
}

interface Miss {
  readonly server: string
  /** The name that was meant; missing where the name is right and the client knows none. */
  readonly meant?: string
  readonly fact: string
}

function missOf(host: string, { namespace, servers }: ConnectSurroundings): Miss | undefined {
  const { byName, byService, bySuffix } = indexOf(servers)
  const named = byName.get(host)
  if (named !== undefined) {
    const [{ namespace: where, service }] = named
    if (named.some((server) => server.namespace === namespace)) return undefined
    return { server: service, fact: `only clients in namespace ${where} know the names of ${service}` }
  }
  const [label = '', ...rest] = host.split('.')
  const suffix = rest.join('.')
  const candidates = [...(byService.get(label) ?? []), ...(suffix === '' ? [] : (bySuffix.get(suffix) ?? []))]
  for (const server of candidates) {
    const meant = server.namespace === namespace ? meantBy(host, server) : undefined
    if (meant === undefined) continue
    const { service, names } = server
    return { server: service, meant, fact: `the names of ${service} are ${names.join(', ')}` }
  }
  return undefined
}

/** A name that is mistyped, or that of the ECS service, which is none. */
function meantBy(host: string, { serviceName, names, isWhole }: ConnectServer): string | undefined {
  const [label = '', ...rest] = host.split('.')
  return names.find((name) => {
    const suffix = suffixOf(name)
    if (label === serviceName && (rest.length === 0 || rest.join('.') === suffix)) return true
    // Of two that differ by a number alone, both are meant.
    const isOther = digitless(host) === digitless(name)
    return (
      isWhole &&
      suffix !== '' &&
      rest.join('.') === suffix &&
      !isOther &&
      editDistance(host, name) <= mistyped
    )
  })
}

const suffixOf = (name: string): string => name.split('.').slice(1).join('.')
const digitless = (name: string): string => name.replaceAll(/\d+/g, '')

type Servers = readonly [ConnectServer, ...ConnectServer[]]

/** Servers by what they are looked up by: a project may have thousands, and each client asks. */
interface ServerIndex {
  readonly byName: ReadonlyMap<string, Servers>
  readonly byService: ReadonlyMap<string, Servers>
  readonly bySuffix: ReadonlyMap<string, Servers>
}

const indexes = new WeakMap<readonly ConnectServer[], ServerIndex>()

function indexOf(servers: readonly ConnectServer[]): ServerIndex {
  const known = indexes.get(servers) ?? {
    byName: grouped(servers, ({ names }) => names),
    byService: grouped(servers, ({ serviceName }) => [serviceName]),
    bySuffix: grouped(servers, ({ names }) => names.map(suffixOf)),
  }
  indexes.set(servers, known)
  return known
}

function grouped(
  servers: readonly ConnectServer[],
  keysOf: (server: ConnectServer) => readonly string[],
): ReadonlyMap<string, Servers> {
  const groups = new Map<string, [ConnectServer, ...ConnectServer[]]>()
  for (const server of servers) {
    for (const key of new Set(keysOf(server))) {
      const there = groups.get(key)
      if (there) there.push(server)
      else groups.set(key, [server])
    }
  }
  return groups
}

/** Host names in a value: what stands in an address, or before a port. A word alone may be anything. */
function hostsIn(value: string): readonly string[] {
  return value.split(/[\s,;]+/).flatMap((piece) => {
    const match = /^(?:[a-z][\w+.-]*:\/\/(?:[^/@]*@)?)?([\w-]+(?:\.[\w-]+)*)(:\d{2,5})?(?:[/?].*)?$/i.exec(
      piece,
    )
    const host = match?.[1]
    if (host === undefined || /^[\d.]+$/.test(host)) return []
    return piece.includes('://') || match?.[2] !== undefined || host.includes('.') ? [host] : []
  })
}
