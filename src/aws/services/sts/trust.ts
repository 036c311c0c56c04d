import { conditionHolds, type ConditionKeys } from './trust-conditions.ts'

/** Who asks to assume a role. */
export interface AssumingCaller {
  readonly account: string
  /** A user's ARN, or that of a role session. */
  readonly arn: string
  /** The role behind a session. */
  readonly roleArn?: string
}

interface Statement {
  readonly Effect?: unknown
  readonly Principal?: unknown
  readonly NotPrincipal?: unknown
  readonly Action?: unknown
  readonly NotAction?: unknown
  readonly Condition?: unknown
}

/** Whether a role's trust policy lets an IAM principal do this with the role: `sts:AssumeRole`, `sts:TagSession`, … */
export function trusts(
  document: string,
  action: string,
  caller: AssumingCaller,
  keys: ConditionKeys,
): boolean {
  const { Statement: given } = JSON.parse(document) as { Statement: Statement | Statement[] }
  const matching = (Array.isArray(given) ? given : [given]).filter(
    (statement) => namesCaller(statement, caller) && namesAction(statement, action),
  )
  const denied = matching.some(
    ({ Effect, Condition }) => Effect === 'Deny' && conditionHolds(Condition, keys, true),
  )
  return (
    !denied &&
    matching.some(({ Effect, Condition }) => Effect === 'Allow' && conditionHolds(Condition, keys, false))
  )
}

function namesCaller({ Principal, NotPrincipal }: Statement, caller: AssumingCaller): boolean {
  return NotPrincipal === undefined ? isNamed(Principal, caller) : !isNamed(NotPrincipal, caller)
}

function isNamed(principal: unknown, { account, arn, roleArn }: AssumingCaller): boolean {
  if (principal === '*') return true
  if (typeof principal !== 'object' || principal === null) return false
  const names = new Set(['*', account, `arn:aws:iam::${account}:root`, arn])
  if (roleArn !== undefined) names.add(roleArn)
  return texts((principal as Record<string, unknown>).AWS).some((name) => names.has(name))
}

function namesAction({ Action, NotAction }: Statement, action: string): boolean {
  const matches = (patterns: unknown): boolean =>
    texts(patterns).some((pattern) => {
      const source = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(action)
    })
  return NotAction === undefined ? matches(Action) : !matches(NotAction)
}

function texts(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.filter((entry): entry is string => typeof entry === 'string')
}
