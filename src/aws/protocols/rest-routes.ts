import { Fault } from '../fault.ts'
import type { HttpBinding, ServiceModel } from '../service-model.ts'
import type { WireRequest } from './protocol.ts'

interface Route {
  readonly operation: string
  readonly segments: readonly string[]
  /** `{Key+}` takes the rest of the path. */
  readonly greedy: boolean
  readonly query: readonly (readonly [string, string | undefined])[]
  readonly requiredQuery: readonly string[]
  readonly requiredHeaders: readonly string[]
  /** Routes that ask for more come first. */
  readonly weight: number
}

/** Tells the operations of a REST service apart by method, path, and what a request must carry. */
export class RestRoutes {
  private readonly byMethod = new Map<string, Route[]>()
  private readonly byOperation = new Map<string, Route>()

  constructor(model: ServiceModel) {
    // Where two operations have one route, as S3's deprecated ones do, the first stays first: the one that is here.
    for (const { name, http } of Object.values(model.operations)) this.add(name, http)
    for (const [name, http] of Object.entries(model.others)) this.add(name, http)
    for (const routes of this.byMethod.values()) routes.sort((a, b) => b.weight - a.weight)
  }

  /** The operation a request calls, or undefined where the service has none for it. */
  match(request: WireRequest): string | undefined {
    const segments = segmentsOf(request)
    const routes = this.byMethod.get(request.method) ?? []
    return routes.find((route) => fits(route, segments) && carries(route, request))?.operation
  }

  /** The values of the labels in an operation's path, decoded. Throws InvalidURI where they cannot be. */
  labels(operation: string, request: WireRequest): Readonly<Record<string, string>> {
    const route = this.byOperation.get(operation)
    if (!route) return {}
    const segments = segmentsOf(request)
    const labels: Record<string, string> = {}
    for (const [index, wanted] of route.segments.entries()) {
      if (!wanted.startsWith('{')) continue
      const greedy = wanted.endsWith('+}')
      labels[wanted.slice(1, greedy ? -2 : -1)] = decode(
        greedy ? segments.slice(index).join('/') : (segments[index] ?? ''),
      )
    }
    return labels
  }

  private add(operation: string, http: HttpBinding): void {
    const route = compileRoute(operation, http)
    const routes = this.byMethod.get(http.method)
    if (routes) routes.push(route)
    else this.byMethod.set(http.method, [route])
    this.byOperation.set(operation, route)
  }
}

function segmentsOf(request: WireRequest): readonly string[] {
  return (request.routedPath ?? request.path).split('/').slice(1)
}

function compileRoute(operation: string, http: HttpBinding): Route {
  const [path = '/', queryText = ''] = http.requestUri.split('?')
  const segments = path.split('/').filter((segment) => segment !== '')
  const query = queryText
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('x-id='))
    .map((part) => {
      const [name = '', value] = part.split('=')
      return [name, value] as const
    })
  const requiredQuery = http.requiredQuery ?? []
  const requiredHeaders = http.requiredHeaders ?? []
  const literals = segments.filter((segment) => !segment.startsWith('{')).length
  return {
    operation,
    segments,
    greedy: path.includes('+}'),
    query,
    requiredQuery,
    requiredHeaders,
    weight: literals * 1000 + query.length * 100 + requiredQuery.length * 10 + requiredHeaders.length * 5,
  }
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

/** `/bucket/` is the bucket, `/bucket/folder/` is the key `folder/`; a label is never empty. */
function fits(route: Route, segments: readonly string[]): boolean {
  const wanted = route.segments
  if (route.greedy) {
    if (segments.length < wanted.length) return false
    if (segments.length === wanted.length && segments.at(-1) === '') return false
  } else {
    const given = segments.at(-1) === '' ? segments.length - 1 : segments.length
    if (given !== wanted.length) return false
  }
  return wanted.every((segment, index) => {
    if (!segment.startsWith('{')) return segment === segments[index]
    return segment.endsWith('+}') || segments[index] !== ''
  })
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Fault('InvalidURI', "Couldn't parse the specified URI.", {
      status: 400,
      members: { URI: text },
    })
  }
}
