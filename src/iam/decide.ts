import type { AccessRequest, PolicyLayer, StatementPlace } from '../model/iam/access.ts'
import type { GrantScan } from './kms-grants.ts'
import type { PolicyContext } from './policy-context.ts'
import type { LayerScan } from './scan-policies.ts'
import { and, maybe, no, or, yes, type Truth } from './truth.ts'

/** What each layer says; undefined where a request has no such layer. */
export interface Layers {
  readonly identity: LayerScan
  readonly boundary: LayerScan | undefined
  readonly session: LayerScan | undefined
  readonly resource: LayerScan | undefined
  readonly grants: GrantScan | undefined
  readonly endpoint: LayerScan | undefined
  readonly serviceControl: readonly LayerScan[]
  readonly resourceControl: readonly LayerScan[]
}

/** The layers taken together, where none denies explicitly. */
export type Decision =
  | { readonly kind: 'allowed'; readonly decidedBy: readonly StatementPlace[] }
  | { readonly kind: 'denied'; readonly layer: PolicyLayer }
  | { readonly kind: 'unknown' }

/** A requirement that must hold, and the layer that AWS names where it does not. */
type Requirement = readonly [truth: Truth, layer: PolicyLayer]

/** Decides a request that nothing denies explicitly. Every requirement must hold; the first that fails is named. */
export function decide(request: AccessRequest, context: PolicyContext, layers: Layers): Decision {
  let result: Truth = yes
  for (const [truth, layer] of requirementsOf(request, context, layers)) {
    if (truth === no) return { kind: 'denied', layer }
    result = and(result, truth)
  }
  if (result === maybe || mayDeny(layers)) return { kind: 'unknown' }
  return { kind: 'allowed', decidedBy: decidedBy(request, context, layers) }
}

function requirementsOf(request: AccessRequest, context: PolicyContext, layers: Layers): Requirement[] {
  const { serviceControl, resourceControl, endpoint } = layers
  // Asked several times for every launch, and mostly there is none of them.
  if (serviceControl.length === 0 && resourceControl.length === 0 && !endpoint)
    return permissionsOf(request, context, layers)
  return [
    ...serviceControl.map(({ direct }): Requirement => [direct, 'service control policy']),
    ...resourceControl.map(({ direct }): Requirement => [direct, 'resource control policy']),
    ...(endpoint ? [[endpoint.direct, 'VPC endpoint policy'] as const] : []),
    ...permissionsOf(request, context, layers),
  ]
}

function permissionsOf(request: AccessRequest, context: PolicyContext, layers: Layers): Requirement[] {
  const { principal } = request
  if (!('account' in principal)) {
    // Services, providers and strangers have no policies of their own.
    return [[or(layers.resource?.direct ?? no, layers.grants?.direct ?? no), 'resource-based policy']]
  }
  return isCrossing(request) ? acrossAccounts(layers, request) : withinAccount(layers, request, context)
}

/** Whether the resource is another account's. Some ARNs name no account, such as those of S3. */
export function isCrossing({ principal, resource, resourceAccount }: AccessRequest): boolean {
  if (!('account' in principal)) return false
  const inArn = typeof resource === 'string' ? /^(?:[^:]*:){4}(\d{12}):/.exec(resource)?.[1] : undefined
  return (resourceAccount ?? inArn ?? principal.account) !== principal.account
}

const identityOf = ({ identity }: Layers, { principal }: AccessRequest): Truth =>
  principal.kind === 'root' ? yes : identity.direct

/**
 * Within one account an identity's policy or the resource's is enough, except that a key and a role must themselves
 * admit the principal or the account.
 */
function withinAccount(layers: Layers, request: AccessRequest, context: PolicyContext): Requirement[] {
  const { resource, grants, boundary, session } = layers
  const direct = or(resource?.direct ?? no, grants?.direct ?? no)
  if (direct === yes) return []
  const role = or(resource?.role ?? no, grants?.role ?? no)
  const identity = identityOf(layers, request)
  const strict = context.resourcePolicy !== undefined && context.resourcePolicy.kind !== 'other'
  const account = strict ? (resource?.account ?? no) : yes
  const own = and(identity, account)
  const limited: Requirement[] = [
    [or(role, own), account === no && role === no ? 'resource-based policy' : 'identity-based policy'],
    [boundary?.direct ?? yes, 'permissions boundary'],
    [session?.direct ?? yes, 'session policy'],
  ]
  // Where the resource may admit the caller directly, none of the others can be named as what fails.
  return limited.map(([truth, layer]) => [or(truth, direct), layer])
}

/**
 * Across accounts both sides must allow. A KMS grant needs no permission of the grantee's own: service-linked roles,
 * whose policies name no keys, use keys of other accounts by grants alone.
 */
function acrossAccounts(layers: Layers, request: AccessRequest): Requirement[] {
  const { resource, grants, boundary, session } = layers
  const granted = or(grants?.direct ?? no, grants?.role ?? no)
  const admitted = or(or(resource?.direct ?? no, resource?.role ?? no), resource?.account ?? no)
  return [
    [or(identityOf(layers, request), granted), 'identity-based policy'],
    [boundary?.direct ?? yes, 'permissions boundary'],
    [session?.direct ?? yes, 'session policy'],
    [or(admitted, granted), 'resource-based policy'],
  ]
}

function mayDeny(layers: Layers): boolean {
  const { identity, boundary, session, resource, endpoint, serviceControl, resourceControl } = layers
  const scans = [identity, boundary, session, resource, endpoint, ...serviceControl, ...resourceControl]
  return scans.some((scan) => scan?.mayDeny)
}

function decidedBy(request: AccessRequest, context: PolicyContext, layers: Layers): StatementPlace[] {
  const { identity, resource, grants } = layers
  const strict = context.resourcePolicy !== undefined && context.resourcePolicy.kind !== 'other'
  // An account's name in another kind of policy grants nothing by itself within that account.
  const admits =
    (resource?.direct === yes || resource?.role === yes || isCrossing(request) || strict) && resource
  return [
    ...('account' in request.principal ? identity.allowedBy : []),
    ...(admits ? admits.allowedBy : []),
    ...(grants?.allowedBy ?? []),
  ]
}
