import type { AccessRequest, StatementPlace } from '../model/iam/access.ts'
import { compilePrincipals, matchPrincipal } from './principal-pattern.ts'
import type { AppliedGrant } from './policy-context.ts'
import { isKnown, valuesOf } from './request-keys.ts'
import { and, maybe, no, or, yes, type Truth } from './truth.ts'

/** What the grants of a key say about a request. */
export interface GrantScan {
  readonly direct: Truth
  readonly role: Truth
  readonly allowedBy: readonly StatementPlace[]
}

/**
 * Whether a grant allows the request: the operation, the grantee, and the encryption context it is bound to. A grant
 * allows what the grantee's own policies do not; it never denies.
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
export function scanGrants(grants: readonly AppliedGrant[], request: AccessRequest): GrantScan {
  const scan: { direct: Truth; role: Truth; allowedBy: StatementPlace[] } = {
    direct: no,
    role: no,
    allowedBy: [],
  }
  for (const grant of grants) {
    if (
      !grant.operations.some((operation) => `kms:${operation}`.toLowerCase() === request.action.toLowerCase())
    )
      continue
    const way = wayOf(grant, request)
    if (way === 'none') continue
    const truth = constraintsHold(grant, request)
    scan[way] = or(scan[way], truth)
    if (truth === yes)
      scan.allowedBy.push({ layer: 'resource-based policy', policyName: `grant ${grant.grantId}` })
  }
  return scan
}

function wayOf({ granteePrincipal }: AppliedGrant, { principal }: AccessRequest): 'none' | 'direct' | 'role' {
  const service = /^[a-z0-9.-]+\.(?:amazonaws\.com|amazonaws\.com\.cn|aws\.internal)$/.test(granteePrincipal)
  const grantee = compilePrincipals([{ type: service ? 'Service' : 'AWS', name: granteePrincipal }], false)
  const match = matchPrincipal(grantee, principal, false)
  if (match === 'role') return 'role'
  // A grant to an account's root is used by whomever that account lets use it: `role`, so that its limits count.
  if (match === 'account') return 'role'
  return match === 'direct' ? 'direct' : 'none'
}

function constraintsHold({ constraints }: AppliedGrant, request: AccessRequest): Truth {
  const { EncryptionContextSubset: subset, EncryptionContextEquals: equals } = constraints ?? {}
  let truth: Truth = yes
  for (const [name, value] of Object.entries({ ...subset, ...equals })) {
    const given = valuesOf(request.keys, `kms:encryptioncontext:${name.toLowerCase()}`)
    truth = and(truth, isKnown(given) ? hasOnly(given, value) : maybe)
  }
  if (equals) {
    const names = valuesOf(request.keys, 'kms:encryptioncontextkeys')
    truth = and(truth, isKnown(names) ? sameSize(names, equals) : maybe)
  }
  return truth
}

const hasOnly = (given: readonly string[] | undefined, value: string): Truth =>
  given?.length === 1 && given[0] === value ? yes : no
const sameSize = (names: readonly string[] | undefined, equals: Readonly<Record<string, string>>): Truth =>
  (names?.length ?? 0) === Object.keys(equals).length ? yes : no
