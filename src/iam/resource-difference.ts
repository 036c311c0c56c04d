import type { ArnPartDifference, ResourceDifference } from '../model/iam/near-miss.ts'
import { compilePattern, matchPattern } from './pattern.ts'
import { yes } from './truth.ts'

const partNames = ['partition', 'service', 'region', 'account'] as const

/** Whether a pattern of a policy, taken literally but for its wildcards, covers a text. */
export function covers(pattern: string, text: string): boolean {
  const compiled = compilePattern(pattern, { wildcards: true, variables: false, arn: true })
  return matchPattern(compiled, text, { given: new Map(), open: [] }) === yes
}

/** How a pattern misses a resource that it does not cover. */
export function resourceDifference(pattern: string, resource: string): ResourceDifference {
  if (resource === '*') return { kind: 'star-needed', better: '*' }
  const [wanted, given] = [splitArn(pattern), splitArn(resource)]
  if (!wanted || !given) return divergence(pattern, resource, resource)
  const parts = partDifferences(wanted.parts, given.parts)
  const fits = covers(wanted.resource, given.resource)
  if (fits && parts.length > 0) {
    const better = [
      'arn',
      ...wanted.parts.map((part, index) =>
        parts.some((one) => one.part === partNames[index]) ? given.parts[index] : part,
      ),
    ]
    return { kind: 'arn-parts', parts, better: [...better, wanted.resource].join(':') }
  }
  return resourcePartDifference(wanted, given, resource)
}

interface SplitArn {
  /** Partition, service, region, account. */
  readonly parts: readonly string[]
  readonly resource: string
  /** Everything up to and including the fifth colon. */
  readonly head: string
}

function splitArn(arn: string): SplitArn | undefined {
  const [prefix, ...rest] = arn.split(':')
  if (prefix !== 'arn' || rest.length < 5) return undefined
  const parts = rest.slice(0, 4)
  return { parts, resource: rest.slice(4).join(':'), head: `${['arn', ...parts].join(':')}:` }
}

function partDifferences(wanted: readonly string[], given: readonly string[]): readonly ArnPartDifference[] {
  return partNames.flatMap((part, index) => {
    const [want = '', have = ''] = [wanted[index], given[index]]
    return covers(want, have) ? [] : [{ part, wanted: want, given: have }]
  })
}

function resourcePartDifference(wanted: SplitArn, given: SplitArn, resource: string): ResourceDifference {
  const want = wanted.resource
  const have = given.resource
  const head = wanted.head
  if (given.parts[1] === 'secretsmanager') {
    if (covers(`${want}-??????`, have))
      return { kind: 'secret-suffix-missing', better: `${head}${want}-??????` }
    const stem = /^(.*)-(?:\?{6}|\*|[A-Za-z0-9]{6})$/.exec(want)?.[1]
    if (stem !== undefined && covers(stem, have)) return { kind: 'secret-suffix-not-given' }
  }
  const single = want.replaceAll(/\/{2,}/g, '/')
  if (single !== want && covers(single, have)) return { kind: 'double-slash', better: head + single }
  const slashed = withSlash(want, have)
  if (slashed !== undefined) return { kind: 'missing-slash', better: head + slashed }
  if (covers(want.toLowerCase(), have.toLowerCase())) return { kind: 'letter-case', better: resource }
  const early = remainderAfter(want, have)
  if (early !== undefined)
    return { kind: 'ends-early', rest: early, better: `${head}${want}${wildcardFor(early)}` }
  const further = remainderAfter(have, want)
  if (further !== undefined) return { kind: 'goes-further', rest: further, better: resource }
  return divergence(want, have, resource)
}

/** `parameterJobs/x` for `parameter/Jobs/x`: the slash after the kind of resource is missing. */
function withSlash(want: string, have: string): string | undefined {
  const kind = have.slice(0, have.indexOf('/'))
  if (kind === '' || !want.startsWith(kind) || want.startsWith(`${kind}/`)) return undefined
  const slashed = `${kind}/${want.slice(kind.length)}`
  return covers(slashed, have) ? slashed : undefined
}

/** What follows in the longer text where the shorter, as a pattern, ends at one of its boundaries. */
function remainderAfter(short: string, long: string): string | undefined {
  for (let at = 1; at < long.length; at += 1) {
    if (/[:/]/.test(long.charAt(at)) && covers(short, long.slice(0, at))) return long.slice(at)
  }
  return undefined
}

/** `/object` → `/*`, `:log-stream:x` → `:*`. */
function wildcardFor(rest: string): string {
  return `${rest.charAt(0)}*`
}

/** From the boundary before the first character that differs; for a pattern, its text before the first wildcard counts. */
function divergence(want: string, have: string, better: string): ResourceDifference {
  let at = 0
  while (at < want.length && want[at] === have[at]) at += 1
  const common = want.slice(0, at)
  const kindEnds = Math.max(common.indexOf('/'), common.indexOf(':'))
  // The kind of the resource is kept in sight: `parameter/9900/*`, not `9900/*`.
  const from = kindEnds < 0 || common.split(/[:/]/).length <= 2 ? 0 : lastBoundary(common)
  const lead = from === 0 ? '…:' : '…'
  return { kind: 'diverges', wanted: lead + want.slice(from), given: lead + have.slice(from), better }
}

function lastBoundary(common: string): number {
  return Math.max(common.lastIndexOf('/'), common.lastIndexOf(':'), 0)
}
