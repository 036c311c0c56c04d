import { Fault } from '../../fault.ts'

/** What a resource policy is found to be. */
export type PolicyCheck = { readonly kind: 'fine'; readonly public: boolean } | { readonly kind: 'malformed' }

/** The text with which a malformed policy is refused. */
export const malformedText = 'This resource policy contains invalid Json'

/** Reads a resource policy: is it one, and does it let in everybody without a condition? */
export function checkResourcePolicy(policy: string): PolicyCheck {
  let document: unknown
  try {
    document = JSON.parse(policy)
  } catch {
    return { kind: 'malformed' }
  }
  const given = (typeof document === 'object' ? (document ?? {}) : {}) as { readonly Statement?: unknown }
  const statements: readonly unknown[] = Array.isArray(given.Statement) ? given.Statement : [given.Statement]
  if (!statements.every(isStatement)) return { kind: 'malformed' }
  return { kind: 'fine', public: statements.some(isPublic) }
}

/** Refuses a policy that is not one, and one that is public where that is to be blocked. */
export function requireResourcePolicy(policy: string, blockPublic: boolean | undefined): void {
  const check = checkResourcePolicy(policy)
  if (check.kind === 'malformed') throw new Fault('MalformedPolicyDocumentException', malformedText)
  if (!check.public || !blockPublic) return
  const message =
    'The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent broad access to the secret.'
  throw new Fault('PublicPolicyException', message)
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Principal?: unknown
  readonly Condition?: unknown
}

function isStatement(value: unknown): value is Statement {
  if (typeof value !== 'object' || value === null) return false
  const { Effect, Principal, NotPrincipal, Action, NotAction } = value as Record<string, unknown>
  const whole = (Principal ?? NotPrincipal) !== undefined && (Action ?? NotAction) !== undefined
  return whole && (Effect === 'Allow' || Effect === 'Deny')
}

function isPublic({ Effect, Principal, Condition }: Statement): boolean {
  if (Effect !== 'Allow' || Condition !== undefined) return false
  const principals =
    typeof Principal === 'object' && Principal !== null ? Object.values(Principal).flat() : [Principal]
  return principals.includes('*')
}
