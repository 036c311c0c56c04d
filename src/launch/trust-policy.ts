/** Who asks to assume a role for a task, and for which account and region. */
export interface AssumingService {
  /** `ecs-tasks.amazonaws.com`. */
  readonly service: string
  readonly region: string
  readonly account: string
}

/** May the service assume the role, as far as the trust policy says? */
export type TrustAnswer =
  | { readonly kind: 'trusted' }
  | { readonly kind: 'not-trusted'; readonly why: string }
  | { readonly kind: 'unknown'; readonly settledBy: string }

type Truth = 'yes' | 'no' | 'unknown'

interface Statement {
  readonly Effect?: unknown
  readonly Principal?: unknown
  readonly NotPrincipal?: unknown
  readonly Action?: unknown
  readonly NotAction?: unknown
  readonly Condition?: unknown
}

/**
 * Reads a role's trust policy for one question: may this service `sts:AssumeRole` (spec: LAUNCH step 1)? Conditions on
 * `aws:SourceAccount` and `aws:SourceArn` are evaluated as ECS sets them; others leave the answer unknown.
 */
export function trustAnswer(document: unknown, by: AssumingService): TrustAnswer {
  const statements = statementsOf(document)
  if (statements === undefined)
    return { kind: 'not-trusted', why: 'the trust policy is not a policy document' }
  const judged = statements.map((statement) => ({
    effect: statement.Effect,
    applies: applies(statement, by),
  }))
  const denies = judged.filter(({ effect }) => effect === 'Deny')
  const allows = judged.filter(({ effect }) => effect === 'Allow')
  if (denies.some((deny) => deny.applies === 'yes')) {
    return { kind: 'not-trusted', why: `a statement denies sts:AssumeRole to ${by.service}` }
  }
  if (allows.every((allow) => allow.applies === 'no')) {
    return { kind: 'not-trusted', why: `no statement lets ${by.service} call sts:AssumeRole` }
  }
  const settled =
    allows.some((allow) => allow.applies === 'yes') && denies.every((deny) => deny.applies === 'no')
  return settled
    ? { kind: 'trusted' }
    : { kind: 'unknown', settledBy: 'evaluating the wildcards and conditions of the trust policy' }
}

function statementsOf(document: unknown): readonly Statement[] | undefined {
  let policy = document
  if (typeof policy === 'string') {
    try {
      policy = JSON.parse(policy)
    } catch {
      return undefined
    }
  }
  if (typeof policy !== 'object' || policy === null || !('Statement' in policy)) return undefined
  const statements = Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement]
  return statements.filter(
    (statement): statement is Statement => typeof statement === 'object' && statement !== null,
  )
}

function applies(statement: Statement, by: AssumingService): Truth {
  return all([
    principalMatches(statement, by.service),
    actionMatches(statement),
    conditionHolds(statement.Condition, by),
  ])
}

function principalMatches(statement: Statement, service: string): Truth {
  if (statement.NotPrincipal !== undefined) return 'unknown'
  const principal = statement.Principal
  // Whether a wildcard covers a service principal is not documented.
  if (principal === '*') return 'unknown'
  if (typeof principal !== 'object' || principal === null) return 'no'
  const { Service: services, AWS: accounts } = principal as Record<string, unknown>
  if (list(services).includes(service)) return 'yes'
  return list(accounts).includes('*') ? 'unknown' : 'no'
}

function actionMatches(statement: Statement): Truth {
  const matches = (patterns: unknown): boolean =>
    list(patterns).some((pattern) => wildcard(pattern.toLowerCase()).test('sts:assumerole'))
  if (statement.NotAction !== undefined) return matches(statement.NotAction) ? 'no' : 'yes'
  return matches(statement.Action) ? 'yes' : 'no'
}

function conditionHolds(condition: unknown, by: AssumingService): Truth {
  if (condition === undefined) return 'yes'
  if (typeof condition !== 'object' || condition === null) return 'unknown'
  return all(
    Object.entries(condition).flatMap(([operator, keys]) =>
      Object.entries((keys ?? {}) as Record<string, unknown>).map(([key, wanted]) =>
        testHolds(operator, key.toLowerCase(), list(wanted), by),
      ),
    ),
  )
}

const textOperators = /^(?:String|Arn)(Not)?(?:Equals|EqualsIgnoreCase|Like)(?:IfExists)?$/

function testHolds(operator: string, key: string, wanted: readonly string[], by: AssumingService): Truth {
  const match = textOperators.exec(operator)
  if (!match) return 'unknown'
  const found = matchOfKey(key, wanted, operator, by)
  if (found === 'unknown' || match[1] === undefined) return found
  return found === 'yes' ? 'no' : 'yes'
}

function matchOfKey(key: string, wanted: readonly string[], operator: string, by: AssumingService): Truth {
  const exact = /Equals/.test(operator) && !operator.startsWith('Arn')
  if (key === 'aws:sourceaccount') {
    return wanted.some((value) => (exact ? value === by.account : wildcard(value).test(by.account)))
      ? 'yes'
      : 'no'
  }
  if (key !== 'aws:sourcearn') return 'unknown'
  const answers = new Set(wanted.map((value): Truth => sourceArnMatches(value, exact, by)))
  if (answers.has('yes')) return 'yes'
  return answers.has('unknown') ? 'unknown' : 'no'
}

function sourceArnMatches(value: string, exact: boolean, by: AssumingService): Truth {
  const [prefix = '', partition = '', service = '', region = '', account = '', ...resource] = value.split(':')
  const place = [
    [prefix, 'arn'],
    [partition, 'aws'],
    [service, 'ecs'],
    [region, by.region],
    [account, by.account],
  ] as const
  if (!place.every(([pattern, actual]) => (exact ? pattern === actual : wildcard(pattern).test(actual))))
    return 'no'
  // ECS supports only a wildcard after the account: what it sends there is not documented.
  if (resource.join(':') !== '*') return 'unknown'
  return exact ? 'no' : 'yes'
}

function all(truths: readonly Truth[]): Truth {
  if (truths.includes('no')) return 'no'
  return truths.includes('unknown') ? 'unknown' : 'yes'
}

function list(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.filter((entry): entry is string => typeof entry === 'string')
}

function wildcard(pattern: string): RegExp {
  const source = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's')
}
