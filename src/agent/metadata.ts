import type { AgentDocuments } from '../model/sandbox.ts'

/** What is answered to a request for 169.254.170.2: a status, and a body that is JSON unless it says otherwise. */
export interface MetadataAnswer {
  readonly status: number
  readonly body: unknown
  readonly plain?: true
}

/** What the endpoint knows when it answers. */
export interface MetadataView {
  readonly credentialsId?: string
  readonly documents: AgentDocuments
  /** Live statistics of the container of that name; undefined where it does not run. */
  readonly stats: (containerName: string, dockerId: string) => object | undefined
}

/** The rate limit of the ECS agent's endpoint: requests a second, and how many at once. */
export const metadataRate = { perSecond: 40, burst: 60 } as const

/** What the ECS agent answers above its rate limit. */
export const tooManyRequests: MetadataAnswer = {
  status: 429,
  body: 'You have reached maximum request limit.',
  plain: true,
}

const notFound: MetadataAnswer = { status: 404, body: '404 page not found\n', plain: true }

/**
 * Answers one GET of a path as the ECS agent does. Codes and texts are those of amazon-ecs-agent:
 * `ecs-agent/tmds/handlers/v1/credentials_handler.go`, `ecs-agent/tmds/handlers/v4`, `agent/handlers/v3`.
 */
export function answerMetadata(target: string, view: MetadataView): MetadataAnswer {
  const { pathname, searchParams } = new URL(target, 'http://169.254.170.2')
  const path = pathname.replaceAll(/\/{2,}/g, '/')
  if (path === '/v1/credentials') return credentials(searchParams.get('id') ?? '', 1, view)
  const requested = /^\/v2\/credentials(?:\/(?<id>.*))?$/.exec(path)
  if (requested !== null) return credentials(requested.groups?.['id'] ?? '', 2, view)
  const document = view.documents.metadata[path] ?? view.documents.metadata[path.replace(/\/$/, '')]
  if (document !== undefined) return { status: 200, body: document }
  const v2 = /^\/v2\/stats(?:\/(?<id>[^/]+))?\/?$/.exec(path)
  if (v2 !== null) return statsOfV2(v2.groups?.['id'], view)
  const endpoint = /^\/(?<version>v[34])\/(?<id>[^/]+)(?<rest>\/.*)?$/.exec(path)?.groups
  if (endpoint === undefined) return notFound
  return answerEndpoint(endpoint['version'] ?? '', endpoint['id'] ?? '', endpoint['rest'] ?? '', view)
}

function credentials(id: string, version: 1 | 2, view: MetadataView): MetadataAnswer {
  const refuse = (status: number, code: string, message: string): MetadataAnswer => ({
    status,
    body: { code, message: `CredentialsV${version}Request: ${message}`, HTTPErrorCode: status },
  })
  if (id === '') return refuse(400, 'NoIdInRequest', 'No Credential ID in the request')
  if (id !== view.credentialsId) return refuse(400, 'InvalidIdInRequest', 'Credentials not found')
  const held = view.documents.credentials
  if (held === undefined) {
    return refuse(503, 'CredentialsUninitialized', 'Credentials uninitialized for ID')
  }
  const { RoleArn, AccessKeyId, SecretAccessKey, Token, Expiration } = held
  return { status: 200, body: { RoleArn, AccessKeyId, SecretAccessKey, Token, Expiration } }
}

function answerEndpoint(version: string, id: string, rest: string, view: MetadataView): MetadataAnswer {
  const own = view.documents.metadata[`/${version}/${id}`]
  const name = version.toUpperCase()
  const noContainer = `unable to get container ID from request: unable to get docker ID from v3 endpoint ID: ${id}`
  const noTask = `unable to get task arn from request: unable to get task Arn from v3 endpoint ID: ${id}`
  const unknown = (handler: string, reason: string): MetadataAnswer => ({
    status: 404,
    body: `${name} ${handler} handler: ${reason}`,
  })
  switch (rest) {
    case '':
    case '/':
      return unknown('container metadata', noContainer)
    case '/task':
    case '/taskWithTags':
      return unknown('task metadata', noTask)
    case '/stats': {
      if (own === undefined) return unknown('container stats', version === 'v4' ? noTask : noContainer)
      return statsOf(own, view)
    }
    case '/task/stats':
      return own === undefined ? unknown('task stats', noTask) : { status: 200, body: statsOfAll(view) }
    case '/tasks':
    case '/tasks/stats':
      return version === 'v4' ? tasksUnsupported(rest) : notFound
    default:
      return notFound
  }
}

/** The ECS agent has these paths for another of its kinds only, and says so. */
function tasksUnsupported(rest: string): MetadataAnswer {
  return {
    status: 500,
    body: rest === '/tasks' ? 'failed to get tasks metadata' : 'tasks stats endpoint not supported',
  }
}

function statsOf(document: unknown, view: MetadataView): MetadataAnswer {
  const { name, id } = identityOf(document)
  const stats = view.stats(name, id)
  if (stats !== undefined) return { status: 200, body: stats }
  return { status: 500, body: `Unable to get container stats for: ${id}` }
}

function statsOfV2(id: string | undefined, view: MetadataView): MetadataAnswer {
  if (id === undefined) return { status: 200, body: statsOfAll(view) }
  const document = containerDocuments(view).find((it) => identityOf(it).id === id)
  if (document !== undefined) return statsOf(document, view)
  return { status: 400, body: `Unable to get container stats for: ${id}` }
}

/** Statistics by Docker id; null for a container that does not run, as the ECS agent has it. */
function statsOfAll(view: MetadataView): Record<string, object | null> {
  const all = containerDocuments(view).map(identityOf)
  return Object.fromEntries(all.map(({ name, id }) => [id, view.stats(name, id) ?? null]))
}

/** The container documents among all: those served at `/v4/<id>`, else at `/v3/<id>`. */
function containerDocuments(view: MetadataView): unknown[] {
  const of = (version: string): unknown[] =>
    Object.entries(view.documents.metadata)
      .filter(([path]) => new RegExp(`^/${version}/[^/]+$`).test(path))
      .map(([, document]) => document)
  const latest = of('v4')
  return latest.length > 0 ? latest : of('v3')
}

function identityOf(document: unknown): { name: string; id: string } {
  const fields: Readonly<Record<string, unknown>> =
    typeof document === 'object' && document !== null ? { ...document } : {}
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  return { name: text(fields['Name']), id: text(fields['DockerId']) }
}
