import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AccessRequest, CallingPrincipal } from '../model/iam/access.ts'
import { callKeys } from './call-keys.ts'
import { compilePolicy } from './compile-policy.ts'
import { evaluate, evaluateEach } from './evaluate.ts'
import { editDistance } from '../model/edit-distance.ts'
import { anyCharacter, anyText, globsMeet, matchesGlob, type Glob } from './glob.ts'
import { syntaxErrorAt } from './json-syntax.ts'
import { nearMisses } from './near-misses.ts'
import { compilePattern, globOf, matchPattern, piecesOf } from './pattern.ts'
import type { PolicyContext, PolicyEntry } from './policy-context.ts'
import { readPolicy } from './read-policy.ts'
import { yes } from './truth.ts'

const account = '111122223333'
const other = '444455556666'
const roleArn = `arn:aws:iam::${account}:role/app`
const sessionArn = `arn:aws:sts::${account}:assumed-role/app/one`
const noKeys = { given: new Map<string, readonly string[]>(), open: [] }

const principals: readonly CallingPrincipal[] = [
  { kind: 'role-session', account, arn: sessionArn, roleArn },
  { kind: 'user', account, arn: `arn:aws:iam::${account}:user/ana` },
  { kind: 'root', account, arn: `arn:aws:iam::${account}:root` },
  { kind: 'service', service: 'ecs-tasks.amazonaws.com' },
  { kind: 'anonymous' },
]

const action = fc.constantFrom('s3:GetObject', 's3:PutObject', 'ssm:GetParameters')
const resource = fc.constantFrom('arn:aws:s3:::shop/a', 'arn:aws:s3:::shop/b', '*')
const request: fc.Arbitrary<AccessRequest> = fc
  .record({
    principal: fc.constantFrom(...principals),
    action,
    resource,
    resourceAccount: fc.constantFrom(account, other),
    open: fc.boolean(),
  })
  .map(({ open, ...rest }) => ({
    ...rest,
    keys: callKeys({
      principal: rest.principal,
      region: 'eu-west-1',
      now: 0,
      open: open ? [{ name: 'aws:resourcetag/*', settledBy: 'the tags' }] : [],
    }),
  }))

const condition = fc.constantFrom(
  undefined,
  { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
  { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
  { StringEquals: { 'aws:ResourceTag/app': 'shop' } },
)
const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  Action: fc.constantFrom('*', 's3:*', 's3:GetObject', 'ssm:Get*'),
  Resource: fc.constantFrom('*', 'arn:aws:s3:::shop/*', 'arn:aws:s3:::shop/a'),
  Condition: condition,
})
const principal = fc.constantFrom(
  '*',
  { AWS: account },
  { AWS: roleArn },
  { AWS: sessionArn },
  { Service: 'ecs-tasks.amazonaws.com' },
)
const onResource = fc.tuple(statement, principal).map(([one, Principal]) => ({ ...one, Principal }))

function entryOf(name: string, statements: readonly object[]): PolicyEntry {
  const given = statements.map((one) =>
    Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)),
  )
  const reading = readPolicy({ Version: '2012-10-17', Statement: given })
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return { name, compiled: compilePolicy(reading.policy) }
}

const unread: PolicyEntry = { name: 'unread', settledBy: 'reading it' }
const entry = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.array(statement, { minLength: 1, maxLength: 3 }).map((all) => entryOf('p', all)),
  },
  { weight: 1, arbitrary: fc.constant(unread) },
)
const resourceEntry = fc.array(onResource, { minLength: 1, maxLength: 3 }).map((all) => entryOf('r', all))
const context: fc.Arbitrary<PolicyContext> = fc.record(
  {
    identityPolicies: fc.array(entry, { maxLength: 3 }),
    permissionsBoundary: entry,
    sessionPolicies: fc.array(entry, { minLength: 1, maxLength: 2 }),
    resourcePolicy: fc.record({
      kind: fc.constantFrom('key' as const, 'trust' as const, 'other' as const),
      policy: resourceEntry,
    }),
    endpointPolicy: fc.record({
      type: fc.constantFrom('Interface' as const, 'Gateway' as const),
      policy: resourceEntry,
    }),
    serviceControlPolicies: fc.array(fc.array(entry, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
  },
  { requiredKeys: ['identityPolicies'] },
)

const allowAll = { Effect: 'Allow', Action: '*', Resource: '*' }
const denyAll = entryOf('deny', [{ Effect: 'Deny', Action: '*', Resource: '*' }])
const runs = { numRuns: 2000, seed: 20_260_101 }

/** The same context with one more policy of identities, in each place where such may stand. */
function withPolicy(given: PolicyContext, added: PolicyEntry): readonly PolicyContext[] {
  const { identityPolicies, sessionPolicies, serviceControlPolicies } = given
  return [
    { ...given, identityPolicies: [...identityPolicies, added] },
    ...(sessionPolicies ? [{ ...given, sessionPolicies: [...sessionPolicies, added] }] : []),
    ...(serviceControlPolicies?.length
      ? [{ ...given, serviceControlPolicies: serviceControlPolicies.map((level) => [...level, added]) }]
      : []),
  ]
}

describe('evaluate', () => {
  it('denies whatever one policy denies', () => {
    fc.assert(
      fc.property(request, context, (asked, given) => {
        // What an organization says concerns its own accounts.
        const concerned = 'account' in asked.principal ? given : { ...given, serviceControlPolicies: [] }
        for (const one of withPolicy(concerned, denyAll)) {
          expect(evaluate(asked, one)).toMatchObject({ kind: 'denied', denial: 'explicit' })
        }
      }),
      runs,
    )
  })

  it('never takes away by an Allow', () => {
    const rank = { denied: 0, unknown: 1, allowed: 2 }
    fc.assert(
      fc.property(
        request,
        context,
        fc.array(statement, { minLength: 1, maxLength: 2 }),
        (asked, given, more) => {
          const added = entryOf(
            'more',
            more.map((one) => ({ ...one, Effect: 'Allow' })),
          )
          const before = evaluate(asked, given)
          for (const one of withPolicy(given, added)) {
            const after = evaluate(asked, one)
            expect(rank[after.kind]).toBeGreaterThanOrEqual(rank[before.kind])
          }
        },
      ),
      runs,
    )
  })

  it('is not allowed where a policy was not read, and says what would settle it', () => {
    fc.assert(
      fc.property(request, context, (asked, given) => {
        const verdict = evaluate(asked, { ...given, identityPolicies: [...given.identityPolicies, unread] })
        expect(verdict.kind).not.toBe('allowed')
        if (verdict.kind === 'unknown') expect(verdict.settledBy).toContain('reading it')
      }),
      runs,
    )
  })

  it('comes to the same verdict once the unread policy is known to be one that changes nothing', () => {
    const nothing = entryOf('nothing', [{ ...allowAll, Action: 'none:None' }])
    fc.assert(
      fc.property(request, context, (asked, given) => {
        const open = evaluate(asked, { ...given, identityPolicies: [...given.identityPolicies, unread] })
        const closed = evaluate(asked, { ...given, identityPolicies: [...given.identityPolicies, nothing] })
        if (open.kind === 'denied') expect(closed.kind).toBe('denied')
        expect(closed.kind).toBe(evaluate(asked, given).kind)
      }),
      runs,
    )
  })

  it('lets limits only take away', () => {
    fc.assert(
      fc.property(request, context, entry, (asked, given, boundary) => {
        const { permissionsBoundary: _, ...free } = given
        const limited = evaluate(asked, { ...free, permissionsBoundary: boundary })
        if (limited.kind === 'allowed') expect(evaluate(asked, free).kind).toBe('allowed')
      }),
      runs,
    )
  })

  it('always has something to say about what is not known, and near misses never fail', () => {
    fc.assert(
      fc.property(request, context, (asked, given) => {
        const verdict = evaluate(asked, given)
        if (verdict.kind === 'unknown') expect(verdict.settledBy).not.toEqual([])
        expect(Array.isArray(nearMisses(asked, verdict))).toBe(true)
      }),
      runs,
    )
  })

  it('takes several requests as one, by the first that is denied', () => {
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 4 }), context, (asked, given) => {
        const each = asked.map((one) => evaluate(one, given))
        const together = evaluateEach(asked, given)
        const expected =
          each.find(({ kind }) => kind === 'denied') ?? each.find(({ kind }) => kind === 'unknown') ?? each[0]
        expect(together.kind).toBe(expected?.kind)
      }),
      { numRuns: 500, seed: 1 },
    )
  })
})

/** The plainest way to say what a wildcard does. */
function reference(glob: Glob, text: string): boolean {
  const [first, ...rest] = glob
  if (first === undefined) return text === ''
  if (first === anyText) return reference(rest, text) || (text !== '' && reference(glob, text.slice(1)))
  return (
    text !== '' && (first === anyCharacter || first === text.charCodeAt(0)) && reference(rest, text.slice(1))
  )
}

const pattern = fc.stringMatching(/^[ab:/*?]{0,9}$/)
const plain = fc.stringMatching(/^[ab:/]{0,9}$/)
const rules = { wildcards: true, variables: false }

describe('wildcards', () => {
  it('match as the reference does', () => {
    fc.assert(
      fc.property(pattern, plain, (written, text) => {
        const glob = globOf(piecesOf(written, rules), false)
        expect(matchesGlob(glob, text)).toBe(reference(glob, text))
        expect(matchPattern(compilePattern(written, rules), text, noKeys) === yes).toBe(reference(glob, text))
      }),
      { numRuns: 20_000, seed: 7 },
    )
  })

  it('match no more in an ARN than elsewhere', () => {
    fc.assert(
      fc.property(pattern, plain, (written, text) => {
        const inArn = matchPattern(compilePattern(written, { ...rules, arn: true }), text, noKeys)
        if (inArn === yes) expect(reference(globOf(piecesOf(written, rules), false), text)).toBe(true)
      }),
      { numRuns: 10_000, seed: 7 },
    )
  })

  it('meet where some text matches both', () => {
    fc.assert(
      fc.property(pattern, plain, pattern, (left, text, right) => {
        const globs = [left, right].map((one) => globOf(piecesOf(one, rules), false))
        const [a = [], b = []] = globs
        if (reference(a, text) && reference(b, text)) expect(globsMeet(a, b)).toBe(true)
        expect(globsMeet(a, globOf([text], false))).toBe(reference(a, text))
      }),
      { numRuns: 10_000, seed: 7 },
    )
  })

  it('take time in proportion, whatever the pattern', () => {
    const stars = compilePattern('*a'.repeat(500), rules)
    const started = performance.now()
    expect(matchPattern(stars, 'a'.repeat(499), noKeys)).toBe(0)
    expect(
      matchPattern(compilePattern(`${'*a'.repeat(500)}b`, { ...rules, arn: true }), 'a'.repeat(2000), noKeys),
    ).toBe(0)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('editDistance', () => {
  it('is none for the same name, the same both ways, and at most the longer name', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, a)).toBe(0)
        expect(editDistance(a, b)).toBe(editDistance(b, a))
        expect(editDistance(a, b)).toBeLessThanOrEqual(
          Math.max(a.toLowerCase().length, b.toLowerCase().length),
        )
      }),
      { numRuns: 500, seed: 3 },
    )
  })
})

describe('syntaxErrorAt', () => {
  it('runs to the end of what is JSON, and stops within what is not', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, cut) => {
        expect(syntaxErrorAt(text)).toBe(text.length)
        const at = cut % (text.length + 1)
        const broken = `${text.slice(0, at)}\u0000${text.slice(at)}`
        expect(syntaxErrorAt(broken)).toBeLessThanOrEqual(at)
      }),
      { numRuns: 1000, seed: 5 },
    )
  })
})
