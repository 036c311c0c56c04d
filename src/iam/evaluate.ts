import type { AccessRequest, AccessVerdict, PolicyLayer, StatementPlace } from '../model/iam/access.ts'
import { decide, isCrossing, type Layers } from './decide.ts'
import { denialReason } from './denial-text.ts'
import { candidatesOf, settlesLayers } from './explain-statements.ts'
import { scanGrants } from './kms-grants.ts'
import { questionOf, type Question } from './match-statement.ts'
import type { PolicyContext, PolicyEntry } from './policy-context.ts'
import { scanPolicies, type LayerScan, type PrincipalReading } from './scan-policies.ts'

/**
 * Whether the policies let somebody do something, by AWS's logic: an explicit denial anywhere decides; otherwise every
 * limit that is there (organization, endpoint, boundary, session) and the permissions must allow it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function evaluate(request: AccessRequest, context: PolicyContext): AccessVerdict {
  const question = questionOf(request)
  const layers = scanLayers(question, context)
  const denial = firstDenial(layers)
  if (denial) return denied(request.action, 'explicit', denial.layer, [denial], [])
  const decision = decide(request, context, layers)
  if (decision.kind === 'allowed') return { kind: 'allowed', decidedBy: decision.decidedBy }
  if (decision.kind === 'denied') {
    const entries = entriesOf(context, decision.layer)
    const candidates = candidatesOf(decision.layer, entries, question)
    return denied(request.action, 'implicit', decision.layer, [], candidates)
  }
  return {
    kind: 'unknown',
    settledBy: settlesLayers(everyEntry(context), question, context),
    candidates: candidatesOf('identity-based policy', context.identityPolicies, question),
  }
}

/**
 * One action on several resources, or several actions, that succeed or fail together, each with its own request: the
 * first denial decides, then the first that is not known. AWS names the first resource that is denied.
 */
export function evaluateEach(requests: readonly AccessRequest[], context: PolicyContext): AccessVerdict {
  let open: AccessVerdict | undefined
  const decidedBy: StatementPlace[] = []
  for (const request of requests) {
    const verdict = evaluate(request, context)
    if (verdict.kind === 'denied') return verdict
    if (verdict.kind === 'unknown') open ??= verdict
    else decidedBy.push(...verdict.decidedBy)
  }
  return open ?? { kind: 'allowed', decidedBy }
}

function denied(
  action: string,
  denial: 'explicit' | 'implicit',
  layer: PolicyLayer,
  decidedBy: readonly StatementPlace[],
  candidates: Extract<AccessVerdict, { kind: 'denied' }>['candidates'],
): AccessVerdict {
  return {
    kind: 'denied',
    denial,
    layer,
    reason: denialReason(layer, denial, action),
    decidedBy,
    candidates,
  }
}

function scanLayers(question: Question, context: PolicyContext): Layers {
  const { permissionsBoundary, sessionPolicies, resourcePolicy, endpointPolicy, grants } = context
  const { request } = question
  const scan = (
    layer: PolicyLayer,
    entries: readonly PolicyEntry[],
    reading: PrincipalReading = 'none',
  ): LayerScan => scanPolicies(layer, entries, question, reading)
  const { serviceControlPolicies = [], resourceControlPolicies = [] } = isServiceLinked(request)
    ? {}
    : context
  return {
    identity: scan('identity-based policy', context.identityPolicies),
    boundary: permissionsBoundary && scan('permissions boundary', [permissionsBoundary]),
    session: sessionPolicies && scan('session policy', sessionPolicies),
    resource:
      resourcePolicy && !isOwnersWayBack(request)
        ? scan('resource-based policy', [resourcePolicy.policy], 'resource')
        : undefined,
    grants: grants && scanGrants(grants, request),
    endpoint:
      endpointPolicy &&
      scan(
        'VPC endpoint policy',
        [endpointPolicy.policy],
        endpointPolicy.type === 'Gateway' ? 'gateway-endpoint' : 'endpoint',
      ),
    serviceControl: serviceControlPolicies
      .filter(() => 'account' in request.principal)
      .map((level) => scan('service control policy', level)),
    resourceControl: resourceControlPolicies.map((level) =>
      scan('resource control policy', level, 'endpoint'),
    ),
  }
}

/** The organization's policies do not restrict service-linked roles. */
function isServiceLinked({ principal }: AccessRequest): boolean {
  return principal.kind === 'role-session' && principal.roleArn.includes(':role/aws-service-role/')
}

/**
 * A bucket policy cannot lock out its owner: the root user may always read, replace and remove it.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
function isOwnersWayBack(request: AccessRequest): boolean {
  if (request.principal.kind !== 'root' || isCrossing(request)) return false
  return /^s3:(?:Get|Put|Delete)BucketPolicy$/i.test(request.action)
}

/** AWS names one kind of policy where several deny, and does not say which: the widest that denies. */
function firstDenial(layers: Layers): StatementPlace | undefined {
  const order = [
    ...layers.serviceControl,
    ...layers.resourceControl,
    layers.endpoint,
    layers.resource,
    layers.identity,
    layers.boundary,
    layers.session,
  ]
  for (const scan of order) if (scan?.denial) return scan.denial
  return undefined
}

function entriesOf(context: PolicyContext, layer: PolicyLayer): readonly PolicyEntry[] {
  return everyEntry(context).find(([name]) => name === layer)?.[1] ?? []
}

function everyEntry(context: PolicyContext): readonly (readonly [PolicyLayer, readonly PolicyEntry[]])[] {
  const { permissionsBoundary, resourcePolicy, endpointPolicy } = context
  return [
    ['service control policy', (context.serviceControlPolicies ?? []).flat()],
    ['resource control policy', (context.resourceControlPolicies ?? []).flat()],
    ['VPC endpoint policy', endpointPolicy ? [endpointPolicy.policy] : []],
    ['identity-based policy', context.identityPolicies],
    ['resource-based policy', resourcePolicy ? [resourcePolicy.policy] : []],
    ['permissions boundary', permissionsBoundary ? [permissionsBoundary] : []],
    ['session policy', context.sessionPolicies ?? []],
  ]
}
