import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AccessRequest, AccessVerdict, CallingPrincipal, StatementPlace } from '../model/iam/access.ts'
import { Unresolved, type UnresolvedDetail } from '../model/template.ts'
import { loadActionCatalogue, type ActionCatalogue } from './action-catalogue.ts'
import { callKeys, type CallFacts } from './call-keys.ts'
import { catalogueFindings } from './catalogue-findings.ts'
import { compilePolicy } from './compile-policy.ts'
import { denialText } from './denial-text.ts'
import { evaluate } from './evaluate.ts'
import { nearMisses } from './near-misses.ts'
import type { AppliedGrant, PolicyContext, PolicyEntry } from './policy-context.ts'
import { readPolicy, servicesNamed } from './read-policy.ts'

const root = join(import.meta.dirname, '../../cases/iam')
const account = '111122223333'
const session = {
  kind: 'role-session',
  account,
  arn: `arn:aws:sts::${account}:assumed-role/ecsTaskExecutionRole/0123456789abcdef`,
  roleArn: `arn:aws:iam::${account}:role/ecsTaskExecutionRole`,
  userId: 'AROAEXAMPLEID123456789:0123456789abcdef',
} as const

interface Case {
  /** The page of AWS's documentation that says so. */
  readonly source: string
  readonly principal?: string
  readonly action?: string
  readonly resource?: string | Unresolved
  readonly resourceAccount?: string
  readonly facts?: Partial<CallFacts>
  readonly keys?: CallFacts['serviceKeys']
  readonly open?: CallFacts['open']
  readonly identity?: Readonly<Record<string, unknown>>
  readonly boundary?: unknown
  readonly session?: Readonly<Record<string, unknown>>
  readonly resourcePolicy?: { readonly kind: 'key' | 'trust' | 'other'; readonly policy: unknown }
  readonly grants?: readonly AppliedGrant[]
  readonly endpoint?: { readonly type: 'Interface' | 'Gateway'; readonly policy: unknown }
  readonly scps?: readonly (readonly unknown[])[]
  readonly rcps?: readonly (readonly unknown[])[]
}

function casesOf<Extra>(unit: string): [string, Case & Extra][] {
  return readdirSync(join(root, unit)).map((file) => {
    const text = readFileSync(join(root, unit, file), 'utf8')
    return [file.replace(/\.json$/, ''), revive(JSON.parse(text)) as Case & Extra]
  })
}

/** Values that a template leaves open are written as `{"$unresolved": …}`. */
function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive)
  if (typeof value !== 'object' || value === null) return value
  const revived = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, revive(one)]))
  return '$unresolved' in revived ? new Unresolved(revived.$unresolved as UnresolvedDetail) : revived
}

function principalOf(name = 'session'): CallingPrincipal {
  const [kind = '', ...rest] = name.split(':')
  if (kind === 'user') return { kind, account, arn: `arn:aws:iam::${account}:user/ana` }
  if (kind === 'root') return { kind, account, arn: `arn:aws:iam::${account}:root` }
  if (kind === 'service') return { kind, service: rest.join(':') }
  if (kind === 'federated') return { kind, provider: rest.join(':') }
  if (kind === 'anonymous') return { kind }
  if (kind !== 'service-linked') return session
  const role = 'aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'
  return { ...session, roleArn: `arn:aws:iam::${account}:role/${role}` }
}

function requestOf(given: Case): AccessRequest {
  const principal = principalOf(given.principal)
  const { resourceAccount, keys, open, facts } = given
  return {
    principal,
    action: given.action ?? 'ssm:GetParameters',
    resource: given.resource ?? '*',
    ...(resourceAccount === undefined ? {} : { resourceAccount }),
    keys: callKeys({
      principal,
      region: 'eu-west-1',
      now: Date.UTC(2026, 0, 1, 12),
      ...(keys ? { serviceKeys: keys } : {}),
      ...(open ? { open } : {}),
      ...facts,
    }),
  }
}

function entryOf(name: string, given: unknown): PolicyEntry {
  if (typeof given === 'object' && given !== null && 'unread' in given) {
    return { name, settledBy: String(given.unread) }
  }
  const document = Array.isArray(given) ? { Version: '2012-10-17', Statement: given } : given
  const reading = readPolicy(document)
  if (!reading.ok) throw new Error(`${name}: ${JSON.stringify(reading.problems)}`)
  return { name, compiled: compilePolicy(reading.policy) }
}

const entriesOf = (given: Readonly<Record<string, unknown>> = {}): PolicyEntry[] =>
  Object.entries(given).map(([name, policy]) => entryOf(name, policy))
const levelsOf = (levels: readonly (readonly unknown[])[] = []): PolicyEntry[][] =>
  levels.map((level) => level.map((policy, index) => entryOf(`p-${index}`, policy)))

function contextOf(given: Case): PolicyContext {
  const { resourcePolicy, endpoint, grants } = given
  return {
    identityPolicies: entriesOf(given.identity),
    ...(given.boundary === undefined ? {} : { permissionsBoundary: entryOf('boundary', given.boundary) }),
    ...(given.session ? { sessionPolicies: entriesOf(given.session) } : {}),
    ...(resourcePolicy
      ? { resourcePolicy: { kind: resourcePolicy.kind, policy: entryOf('resource', resourcePolicy.policy) } }
      : {}),
    ...(endpoint
      ? { endpointPolicy: { type: endpoint.type, policy: entryOf('endpoint', endpoint.policy) } }
      : {}),
    ...(grants ? { grants } : {}),
    serviceControlPolicies: levelsOf(given.scps),
    resourceControlPolicies: levelsOf(given.rcps),
  }
}

const nameOf = ({ policyName, sid, index }: StatementPlace): string =>
  index === undefined ? policyName : `${policyName}#${sid ?? index}`

/** The verdict with its statements by name, and with the whole text of a denial. */
function shown(verdict: AccessVerdict, request: AccessRequest): object {
  if (verdict.kind === 'unknown') return verdict
  const decidedBy = verdict.decidedBy.map(nameOf)
  if (verdict.kind === 'allowed') return { ...verdict, decidedBy }
  return { ...verdict, decidedBy, text: denialText(request, verdict.reason) }
}

describe('every case', () => {
  const units = ['condition', 'language', 'evaluate', 'near-miss', 'read-policy', 'catalogue']

  it('names its source', () => {
    const cases = units.flatMap((unit) => casesOf(unit))
    expect(cases.filter(([, { source }]) => !source.startsWith('https://docs.aws.amazon.com/'))).toEqual([])
    expect(cases.length).toBeGreaterThanOrEqual(150)
  })

  it('is in a unit that is run', () => {
    expect(readdirSync(root).toSorted()).toEqual(units.toSorted())
  })
})

describe('conditions', () => {
  it.each(casesOf<{ condition: unknown; holds: boolean | 'unknown' }>('condition'))('%s', (_, given) => {
    const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition: given.condition }
    const verdict = evaluate(requestOf(given), contextOf({ ...given, identity: { own: [statement] } }))
    expect(verdict.kind).toBe({ true: 'allowed', false: 'denied', unknown: 'unknown' }[String(given.holds)])
  })
})

describe('the language of policies', () => {
  it.each(casesOf<{ expect: object }>('language'))('%s', (_, given) => {
    const request = requestOf(given)
    expect(shown(evaluate(request, contextOf(given)), request)).toMatchObject(given.expect)
  })
})

describe('the evaluation of all policies together', () => {
  it.each(casesOf<{ expect: object }>('evaluate'))('%s', (_, given) => {
    const request = requestOf(given)
    const verdict = evaluate(request, contextOf(given))
    expect(shown(verdict, request)).toMatchObject(given.expect)
    if (verdict.kind === 'unknown') expect(verdict.settledBy).not.toEqual([])
  })
})

describe('with the catalogue of actions', () => {
  let catalogue: ActionCatalogue
  beforeAll(async () => {
    catalogue = await loadActionCatalogue(['ssm', 'secretsmanager', 's3', 'ecr', 'logs', 'kms'])
  })

  interface NearMissCase {
    readonly nearest: readonly object[]
    readonly alsoLookAt?: readonly {
      readonly holder: string
      readonly policies: Readonly<Record<string, unknown>>
    }[]
  }
  it.each(casesOf<NearMissCase>('near-miss'))('near miss: %s', (_, given) => {
    const request = requestOf(given)
    const verdict = evaluate(request, contextOf(given))
    const alsoLookAt = (given.alsoLookAt ?? []).map(({ holder, policies }) => ({
      holder,
      policies: entriesOf(policies),
    }))
    expect(verdict.kind).toBe('denied')
    expect(nearMisses(request, verdict, { catalogue, alsoLookAt })).toMatchObject(given.nearest)
  })

  it.each(casesOf<{ statement: object; findings: readonly object[] }>('catalogue'))(
    'finding: %s',
    (_, given) => {
      const reading = readPolicy({ Version: '2012-10-17', Statement: [given.statement] })
      expect(reading.ok && catalogueFindings(reading.policy, catalogue)).toMatchObject(given.findings)
    },
  )
})

describe('reading', () => {
  interface ReadingCase {
    readonly given: unknown
    readonly problems?: readonly object[]
    readonly statements?: readonly object[]
    readonly version?: string
  }
  it.each(casesOf<ReadingCase>('read-policy'))('%s', (_, { given, problems, statements, version }) => {
    const reading = readPolicy(given)
    if (!reading.ok) expect(reading.problems).toEqual(problems)
    else {
      expect(problems).toBeUndefined()
      if (statements) expect(reading.policy.statements).toEqual(statements)
      if (version) expect(reading.policy.version).toBe(version)
    }
  })
})

describe('servicesNamed', () => {
  it('lists each service once', () => {
    const statement = {
      Effect: 'Allow',
      Action: ['ssm:Get*', 'SSM:GetParameters', '*', 's3:*'],
      Resource: '*',
    }
    const reading = readPolicy({ Statement: [statement, { ...statement, Action: 'kms:Decrypt' }] })
    expect(reading.ok && [...servicesNamed(reading.policy)]).toEqual(['ssm', 's3', 'kms'])
  })
})
