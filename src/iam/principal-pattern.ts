import { parseArn } from '../model/arn.ts'
import type { CallingPrincipal } from '../model/iam/access.ts'
import type { PolicyPrincipal } from '../model/iam/policy.ts'
import { writtenAs } from './pattern.ts'

/**
 * How a policy on a resource names a principal. What it grants to an `account` needs a permission of the account's own;
 * what it grants to a `role` is limited by the role's boundary and the session's policies; what it grants to the one
 * who calls (`direct`: the session, the user, the service, or everybody) is limited by none of them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export type PrincipalMatch = 'none' | 'account' | 'role' | 'direct' | 'not-known'

/** The `Principal` or `NotPrincipal` element of a statement, ready for matching. */
export interface PrincipalPatterns {
  readonly negated: boolean
  readonly written: readonly string[]
  readonly everybody: boolean
  /** Account ids, also of `…:root` ARNs. */
  readonly accounts: ReadonlySet<string>
  /** ARNs and unique ids of users, roles and sessions. */
  readonly names: ReadonlySet<string>
  readonly services: ReadonlySet<string>
  readonly providers: ReadonlySet<string>
  /** True where a name is left open by a template, or is a canonical user id, which no request shows. */
  readonly open: boolean
}

/** Makes the principals of a statement ready. Names hold no wildcards, except that `*` alone means everybody. */
export function compilePrincipals(list: readonly PolicyPrincipal[], negated: boolean): PrincipalPatterns {
  const accounts = new Set<string>()
  const names = new Set<string>()
  const services = new Set<string>()
  const providers = new Set<string>()
  let everybody = false
  let open = false
  for (const { type, name } of list) {
    if (typeof name !== 'string' || type === 'CanonicalUser') open = true
    else if (type === 'Service') services.add(name)
    else if (type === 'Federated') providers.add(name)
    else if (name === '*') everybody = true
    else {
      const account = accountOf(name)
      if (account === undefined) names.add(name)
      else accounts.add(account)
    }
  }
  const written = list.map(({ name }) => writtenAs(name))
  return { negated, written, everybody, accounts, names, services, providers, open }
}

function accountOf(name: string): string | undefined {
  if (/^\d{12}$/.test(name)) return name
  const arn = parseArn(name)
  return arn?.service === 'iam' && arn.resource === 'root' ? arn.account : undefined
}

/** How the element names this principal. `deny` matters for `NotPrincipal` only. */
export function matchPrincipal(
  patterns: PrincipalPatterns,
  principal: CallingPrincipal,
  deny: boolean,
): PrincipalMatch {
  if (patterns.negated) return deny ? spared(patterns, principal) : excepted(patterns, principal)
  const named = nameOf(patterns, principal)
  return named === 'none' && patterns.open ? 'not-known' : named
}

function nameOf(patterns: PrincipalPatterns, principal: CallingPrincipal): PrincipalMatch {
  if (patterns.everybody) return 'direct'
  switch (principal.kind) {
    case 'anonymous':
      return 'none'
    case 'service':
      return patterns.services.has(principal.service) ? 'direct' : 'none'
    case 'federated':
      return patterns.providers.has(principal.provider) ? 'direct' : 'none'
    case 'root':
      return patterns.accounts.has(principal.account) ? 'direct' : 'none'
    case 'user': {
      const { arn, userId, account } = principal
      if (patterns.names.has(arn) || (userId !== undefined && patterns.names.has(userId))) return 'direct'
      return patterns.accounts.has(account) ? 'account' : 'none'
    }
    case 'role-session': {
      const { arn, roleArn, userId, account } = principal
      if (patterns.names.has(arn)) return 'direct'
      const roleId = userId?.split(':')[0]
      if (patterns.names.has(roleArn) || (roleId !== undefined && patterns.names.has(roleId))) return 'role'
      return patterns.accounts.has(account) ? 'account' : 'none'
    }
  }
}

/** `NotPrincipal` with Allow: everybody but those it names, in whatever way. */
function excepted(patterns: PrincipalPatterns, principal: CallingPrincipal): PrincipalMatch {
  if (nameOf(patterns, principal) !== 'none') return 'none'
  return patterns.open ? 'not-known' : 'direct'
}

/**
 * `NotPrincipal` with Deny spares only whom it names on every level: a session with its role and account, a user with
 * the account. Where the levels above are missing, some services deny and some do not: not known.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function spared(patterns: PrincipalPatterns, principal: CallingPrincipal): PrincipalMatch {
  if (nameOf(patterns, principal) !== 'direct') return patterns.open ? 'not-known' : 'direct'
  if (patterns.everybody) return 'none'
  switch (principal.kind) {
    case 'user':
      return patterns.accounts.has(principal.account) ? 'none' : 'not-known'
    case 'role-session': {
      const { roleArn, account } = principal
      return patterns.names.has(roleArn) && patterns.accounts.has(account) ? 'none' : 'not-known'
    }
    default:
      return 'none'
  }
}
