import { evaluate } from '../iam/evaluate.ts'
import type { PolicyContext, PolicyEntry } from '../iam/policy-context.ts'
import { policyEntry } from '../iam/policy-entries.ts'
import type { AccessRequest } from '../model/iam/access.ts'
import { Unresolved } from '../model/template.ts'

/** Who asks to assume a role, and for which account and region. */
export interface AssumingService {
  /** `ecs-tasks.amazonaws.com`, `scheduler.amazonaws.com`, … */
  readonly service: string
  readonly region: string
  readonly account: string
}

/** May the service assume the role, as far as the trust policy says? */
export type TrustAnswer =
  | { readonly kind: 'trusted' }
  | { readonly kind: 'not-trusted'; readonly why: string }
  | { readonly kind: 'unknown'; readonly settledBy: string }

/**
 * Whether a role's trust policy lets this service `sts:AssumeRole` (spec: LAUNCH step 1). ECS sets `aws:SourceAccount`,
 * and `aws:SourceArn` of which only the account and region are documented; what else a condition asks for is not known.
 */
export function trustAnswer(document: unknown, by: AssumingService): TrustAnswer {
  const policy = documentOf(document)
  if (policy === undefined) return { kind: 'not-trusted', why: 'the trust policy is not a policy document' }
  const { service } = by
  if (statementsOf(policy).length === 0) return nobodyTrusted(service)
  const entry = policyEntry({ name: 'the trust policy', document })
  const { compiled } = entry
  if (compiled === undefined) return answerOf(policy, entry, by)
  const asked = `${service} ${by.region} ${by.account}`
  const known = answers.get(compiled) ?? new Map<string, TrustAnswer>()
  const answer = known.get(asked) ?? answerOf(policy, entry, by)
  answers.set(compiled, known.set(asked, answer))
  return answer
}

/** Most roles of a project are trusted in the same words, and asked about by the same service. */
const answers = new WeakMap<object, Map<string, TrustAnswer>>()

function answerOf(policy: object, entry: PolicyEntry, by: AssumingService): TrustAnswer {
  const { service } = by
  const context: PolicyContext = {
    identityPolicies: [],
    resourcePolicy: { kind: 'trust', policy: entry },
  }
  const verdicts = sourceArns(policy, by).map((arn) => evaluate(assumption(by, arn), context))
  const [first] = verdicts
  if (first === undefined || verdicts.some(({ kind }) => kind !== first.kind)) {
    return { kind: 'unknown', settledBy: 'the aws:SourceArn with which ECS assumes the role' }
  }
  if (first.kind === 'allowed') return { kind: 'trusted' }
  if (first.kind === 'unknown') return { kind: 'unknown', settledBy: first.settledBy.join('; ') }
  return first.denial === 'explicit'
    ? { kind: 'not-trusted', why: `a statement denies sts:AssumeRole to ${service}` }
    : nobodyTrusted(service)
}

function nobodyTrusted(service: string): TrustAnswer {
  return { kind: 'not-trusted', why: `no statement lets ${service} call sts:AssumeRole` }
}

/** The document, which may be a JSON text; undefined where it is none. */
function documentOf(document: unknown): object | undefined {
  let policy = document
  if (typeof policy === 'string') {
    try {
      policy = JSON.parse(policy)
    } catch {
      return undefined
    }
  }
  if (policy instanceof Unresolved) return policy
  return typeof policy === 'object' && policy !== null && 'Statement' in policy ? policy : undefined
}

function statementsOf(policy: object): readonly unknown[] {
  if (!('Statement' in policy)) return [policy]
  return Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement]
}

function assumption({ service, account }: AssumingService, sourceArn: string | undefined): AccessRequest {
  return {
    principal: { kind: 'service', service },
    action: 'sts:AssumeRole',
    resource: '*',
    keys: {
      given: new Map([
        ['aws:sourceaccount', [account]],
        ...(sourceArn === undefined ? [] : [['aws:sourcearn', [sourceArn]] as const]),
        ['aws:principalisawsservice', ['true']],
        ['aws:principalservicename', [service]],
      ]),
      open: [{ name: '*', settledBy: 'the conditions of the trust policy, against the call of the service' }],
    },
  }
}

/**
 * What ECS may give as `aws:SourceArn`: its end is not documented, so that every end the policy speaks of may be it, and
 * one that it does not speak of.
 */
function sourceArns(
  policy: object,
  { service, region, account }: AssumingService,
): readonly (string | undefined)[] {
  // Other services give the ARN of what they act for.
  if (!service.startsWith('ecs')) return [undefined]
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
  const stem = `arn:${partition}:ecs:${region}:${account}:`
  const conditions = statementsOf(policy).flatMap((statement) =>
    typeof statement === 'object' && statement !== null && 'Condition' in statement
      ? JSON.stringify(statement.Condition ?? null)
      : [],
  )
  const named = conditions.flatMap((text) =>
    [...text.matchAll(/"arn:(?:[^":]*:){4}([^"]*)"/g)].map(([, end = '']) => end.replaceAll(/[*?]/g, 'x')),
  )
  return [...new Set(['any', ...named])].map((end) => `${stem}${end}`)
}
