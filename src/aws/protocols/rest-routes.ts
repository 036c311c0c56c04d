import type { HttpBinding, ServiceModel } from '../service-model.ts'
import type { WireRequest } from './protocol.ts'

interface Route {
  readonly operation: string
  readonly method: string
  readonly segments: readonly string[]
  /** `{Key+}` takes the rest of the path. */
  readonly greedy: boolean
  readonly query: readonly (readonly [string, string | undefined])[]
  readonly requiredQuery: readonly string[]
  readonly requiredHeaders: readonly string[]
  /** Routes that ask for more come first. */
  readonly weight: number
}

/** What a path says: the operation, and the values of its labels, decoded. */
export interface RouteMatch {
  readonly operation: string
  readonly labels: Readonly<Record<string, string>>
}

/** Tells the operations of a REST service apart by method, path, and what a request must carry. */
export class RestRoutes {
  private readonly routes: readonly Route[]

  constructor(model: ServiceModel) {
    const implemented = Object.values(model.operations).map(({ name, http }) => compileRoute(name, http))
    const others = Object.entries(model.others).map(([name, http]) => compileRoute(name, http))
    this.routes = [...implemented, ...others].sort((a, b) => b.weight - a.weight)
  }

  /** The operation a request calls, or undefined where the service has none for it. */
  match(request: WireRequest): RouteMatch | undefined {
    const segments = request.path.split('/').slice(1)
    if (segments.at(-1) === '' && segments.length > 1 && !this.hasGreedy(segments)) segments.pop()
    for (const route of this.routes) {
      if (route.method !== request.method || !carries(route, request)) continue
      const labels = matchPath(route, segments)
      if (labels) return { operation: route.operation, labels }
    }
    return undefined
  }

  /** `/bucket/` is the bucket, `/bucket/folder/` is the key `folder/`. */
  private hasGreedy(segments: readonly string[]): boolean {
    return segments.length > 2 && this.routes.some((route) => route.greedy)
  }
}

function compileRoute(operation: string, http: HttpBinding): Route {
  const [path = '/', queryText = ''] = http.requestUri.split('?')
  const segments = path.split('/').slice(1).filter((segment, index) => segment !== '' || index === 0)
  const query = queryText
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('x-id='))
    .map((part) => {
      const [name = '', value] = part.split('=')
      return [name, value] as const
    })
  const requiredQuery = http.requiredQuery ?? []
  const requiredHeaders = http.requiredHeaders ?? []
  return {
    operation,
    method: http.method,
    segments: segments.length === 1 && segments[0] === '' ? [] : segments,
    greedy: path.includes('+}'),
    query,
    requiredQuery,
    requiredHeaders,
    weight: query.length * 100 + requiredQuery.length * 10 + requiredHeaders.length * 5 + literals(segments),
  }
}

function literals(segments: readonly string[]): number {
  return segments.filter((segment) => !segment.startsWith('{')).length
}

function carries(route: Route, request: WireRequest): boolean {
  return (
    route.query.every(([name, value]) => {
      const sent = request.query.get(name)
      return value === undefined ? sent !== null : sent === value
    }) &&
    route.requiredQuery.every((name) => request.query.has(name)) &&
    route.requiredHeaders.every((name) => request.headers[name.toLowerCase()] !== undefined)
  )
}

function matchPath(route: Route, segments: readonly string[]): Record<string, string> | undefined {
  const given = segments.length === 1 && segments[0] === '' ? [] : segments
  if (route.greedy ? given.length < route.segments.length : given.length !== route.segments.length) return undefined
  const labels: Record<string, string> = {}
  for (const [index, wanted] of route.segments.entries()) {
    if (!wanted.startsWith('{')) {
      if (wanted !== given[index]) return undefined
      continue
    }
    const greedy = wanted.endsWith('+}')
    const value = decode(greedy ? given.slice(index).join('/') : (given[index] ?? ''))
    if (value === undefined || value === '') return undefined
    labels[wanted.slice(1, greedy ? -2 : -1)] = value
  }
  return labels
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
