import type { EvaluatedValue, Source } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { isMap } from '../records/project-records.ts'
import type { RecordPath, WorldRecord } from '../records/world-record.ts'

/** A record as a reader makes it. */
export interface LiveRecord {
  readonly type: string
  readonly region: string
  readonly account: string
  /** What references to it give; the first one is its id. */
  readonly names: readonly string[]
  /** By CloudFormation's names. What is undefined is left out. */
  readonly properties: Readonly<Record<string, unknown>>
  /** The call that told it. */
  readonly source: string
  /** Paths that another call told. */
  readonly told?: readonly (readonly [path: RecordPath, source: string])[]
  /** Set where it is not known whether there is such a thing. */
  readonly conditional?: Unresolved
}

/** A record of what calls told. */
export function liveRecord({ source, told = [], properties, names, ...rest }: LiveRecord): WorldRecord {
  const values = toValue(properties)
  const known = isMap(values) ? values : {}
  return {
    ...rest,
    id: names[0] ?? source,
    names: [...new Set(names)],
    properties: known,
    source: callPlace(source),
    placeOf: (path) => {
      if (!leads(known, path)) return undefined
      const own = told.find(([prefix]) => prefix.every((step, index) => path[index] === step))
      return callPlace(own?.[1] ?? source)
    },
  }
}

/** A call as a place: it has no lines. */
export function callPlace(call: string): Source {
  return { file: call, line: 0, column: 0 }
}

/** Maps whose keys are anybody's. */
const freeMaps = new Set(['options', 'dockerLabels', 'driverOpts', 'labels'])

/** What ECS, EventBridge and Scheduler answer, by CloudFormation's names, which begin with a capital letter. */
export function cloudFormationNames(value: unknown, within = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => cloudFormationNames(item, within))
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const name = freeMaps.has(within) ? key : key.charAt(0).toUpperCase() + key.slice(1)
      return [name, cloudFormationNames(member, freeMaps.has(within) ? '' : key)]
    }),
  )
}

/** A policy or another document in JSON, which IAM answers as part of a URL; the text where it is none. */
export function jsonDocument(text: string | undefined): unknown {
  if (text === undefined) return undefined
  const plain = text.startsWith('%') ? decodeURIComponent(text) : text
  try {
    return JSON.parse(plain)
  } catch {
    return plain
  }
}

function toValue(value: unknown): EvaluatedValue | undefined {
  if (value === undefined || value instanceof Unresolved) return value
  if (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  ) {
    return value
  }
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.flatMap((item) => toValue(item) ?? [])
  if (typeof value !== 'object') return undefined
  const entries = Object.entries(value).flatMap(([key, member]) => {
    const known = toValue(member)
    return known === undefined ? [] : [[key, known] as const]
  })
  return Object.fromEntries(entries)
}

function leads(value: EvaluatedValue, path: RecordPath): boolean {
  let at: EvaluatedValue | undefined = value
  for (const step of path) {
    if (Array.isArray(at)) at = (at as readonly EvaluatedValue[])[Number(step)]
    else at = isMap(at) && Object.hasOwn(at, step) ? at[step] : undefined
    if (at === undefined) return false
  }
  return true
}
