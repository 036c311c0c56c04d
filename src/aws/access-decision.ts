import { callKeys } from '../iam/call-keys.ts'
import { evaluateSpellings } from '../iam/evaluate-spellings.ts'
import { gatherPolicies, tagFacts, valueOf, type GatheredPolicies } from '../iam/gather-policies.ts'
import type { AccessRequest, CallingPrincipal, OpenKey } from '../model/iam/access.ts'
import type { FoundPolicy, PolicyWorld } from '../model/iam/policy-world.ts'
import type { View } from '../model/state.ts'
import { everyAccount, issuedKeys, type IssuedKey } from '../model/sts/tables.ts'
import { accessDenied } from './access-denials.ts'
import { permissionsOf, type Input, type Permission, type ServiceRules } from './access-rules/rule.ts'
import { requestTags } from './access-rules/request-tags.ts'
import { serviceRules } from './access-rules/service-rules.ts'
import { accountPolicies } from './account-policies.ts'
import type { Principal } from './operation.ts'
import { ownEntry } from './own-entry.ts'
import type { ServiceModel } from './service-model.ts'

/** A principal whose key was issued here. */
export type IssuedPrincipal = Exclude<Principal, { kind: 'developer' }>

/** A call to be decided on. */
export interface IssuedCall {
  readonly model: Pick<ServiceModel, 'service' | 'protocol'>
  readonly operation: string
  readonly input: Input
  readonly principal: IssuedPrincipal
  readonly account: string
  readonly region: string
  readonly now: number
  readonly userAgent?: string
}

/** What was decided: undefined where everything is known to be allowed, otherwise what would tell. */
export type OpenQuestions = readonly string[] | undefined

/**
 * Refuses a call that the policies do not allow, in the service's own words; every permission that it needs is looked
 * at, and the first that is denied is told.
 *
 * What cannot be known here (the text of a policy that only AWS has, a condition on the caller's address) does not
 * refuse: AWS knows it, and a task that runs there must not fail here for what was never read. It is not kept quiet
 * either: the answer says what is open.
 */
export function decideCall(view: View, call: IssuedCall): OpenQuestions {
  const rules = ownEntry(serviceRules, call.model.service)
  if (!rules) throw new Error(`nothing says which permissions the calls of ${call.model.service} need`)
  const { account, region, now, input, principal } = call
  const place = { account, region, view, now, callerArn: principal.arn }
  const permissions = permissionsOf(rules, call.operation, input, place)
  if (permissions.length === 0) return undefined
  const caller = callerOf(view, principal, account)
  const policies = accountPolicies(view)
  const open = new Set<string>()
  for (const permission of permissions) {
    for (const question of decidePermission(permission, { call, rules, caller, policies })) open.add(question)
  }
  return open.size > 0 ? [...open] : undefined
}

interface Deciding {
  readonly call: IssuedCall
  readonly rules: ServiceRules
  readonly caller: CallerFacts
  readonly policies: PolicyWorld
}

/** What would settle a permission; nothing where it is allowed. Throws where it is denied. */
function decidePermission(
  permission: Permission,
  { call, rules, caller, policies }: Deciding,
): readonly string[] {
  const { action, resource, shown, refusal } = permission
  const { principal, sessionPolicies } = caller
  const setting = { principal, action, resource, ...(sessionPolicies && { sessionPolicies }) }
  const gathered = gatherPolicies(setting, policies)
  const resourceAccount = valueOf(gathered.resource)?.account
  const request: AccessRequest = {
    principal,
    action,
    resource,
    ...(resourceAccount !== undefined && { resourceAccount }),
    keys: keysOf(permission, { call, rules, caller, policies }, gathered),
  }
  const verdict = evaluateSpellings(request, gathered.context)
  if (verdict.kind === 'allowed') return []
  if (verdict.kind === 'unknown') return verdict.settledBy
  if (refusal) throw refusal()
  throw accessDenied(call.model.protocol, {
    request,
    reason: verdict.reason,
    hidesStar: rules.hidesStar ?? false,
    ...(shown !== undefined && { shown }),
  })
}

/** Who calls, with what the session was given. */
export interface CallerFacts {
  readonly principal: CallingPrincipal
  readonly sessionPolicies?: readonly FoundPolicy[]
  readonly key?: IssuedKey
}

/** The principal of a key that was issued here, and the policies of its session. */
export function callerOf(view: View, principal: IssuedPrincipal, account: string): CallerFacts {
  const key = view.at({ account: everyAccount }).get(issuedKeys, principal.accessKeyId)
  const { arn, userId } = principal
  const calling: CallingPrincipal =
    principal.kind === 'user'
      ? { kind: 'user', account, arn, userId }
      : { kind: 'role-session', account, arn, roleArn: principal.roleArn, userId }
  const session = sessionPoliciesOf(view, principal, key)
  return { principal: calling, ...(session.length > 0 && { sessionPolicies: session }), ...(key && { key }) }
}

function sessionPoliciesOf(
  view: View,
  principal: IssuedPrincipal,
  key: IssuedKey | undefined,
): readonly FoundPolicy[] {
  const document = principal.kind === 'role-session' ? principal.sessionPolicy : undefined
  const policies = accountPolicies(view)
  const managed = (key?.sessionPolicyArns ?? []).map(
    (arn): FoundPolicy =>
      valueOf(policies.managedPolicy(arn)) ?? { name: arn, arn, settledBy: `reading ${arn}` },
  )
  return document === undefined ? managed : [{ name: 'session policy', document }, ...managed]
}

function keysOf(
  permission: Permission,
  { call, rules, caller }: Deciding,
  gathered: GatheredPolicies,
): AccessRequest['keys'] {
  const { keys, via, encryptionContext, resource } = permission
  const tags = tagFacts(gathered, permission.action)
  const { key, principal } = caller
  const sessionTags = Object.fromEntries(
    (key?.sessionTags ?? []).map(({ key: name, value }) => [name, value]),
  )
  const principalTags = { ...tags.principalTags, ...sessionTags }
  const inArn = resource.split(':')[4]
  const resourceAccount = valueOf(gathered.resource)?.account ?? (inArn || call.account)
  const given = requestTags(call.input)
  return callKeys({
    principal,
    region: call.region,
    now: call.now,
    resourceAccount,
    principalTags,
    ...(tags.resourceTags && { resourceTags: tags.resourceTags }),
    ...(given && via === undefined && { requestTags: given }),
    // A task's address is that of its VPC, which has no meaning outside of this machine.
    ...(via === undefined && key?.taskArn === undefined && { sourceIp: '127.0.0.1' }),
    ...(via !== undefined && { calledVia: via }),
    ...(encryptionContext && { encryptionContext }),
    ...(key?.expiresAtMs !== undefined && { tokenIssuedAt: key.createdAtMs }),
    ...(call.userAgent !== undefined && { userAgent: call.userAgent }),
    serviceKeys: { ...tags.serviceTags, ...sessionKeys(key), ...keys },
    absent: tags.absent,
    open: [...tags.open, ...openKeys(permission, rules, key)],
  })
}

/** What a session says of how it was opened. Long-lived keys say nothing about a second factor. */
function sessionKeys(key: IssuedKey | undefined): NonNullable<Permission['keys']> {
  return {
    'aws:MultiFactorAuthPresent': key?.expiresAtMs === undefined ? undefined : 'false',
    'aws:SourceIdentity': key?.sourceIdentity,
  }
}

function openKeys(
  { action, via }: Permission,
  rules: ServiceRules,
  key: IssuedKey | undefined,
): readonly OpenKey[] {
  const service = action.slice(0, action.indexOf(':'))
  const stems = service === rules.prefix ? rules.open : (ownEntry(serviceRules, service)?.open ?? [])
  const open = stems.map((name) => ({ name, settledBy: `the condition keys ${name} of the call` }))
  open.push({ name: 'aws:principalorg*', settledBy: 'the organization of the account' })
  open.push({ name: 'aws:resourceorg*', settledBy: "the organization of the resource's account" })
  if (via !== undefined || key?.taskArn !== undefined) {
    for (const name of ['aws:sourceip', 'aws:sourcev*', 'aws:vpcsourceip'])
      open.push({ name, settledBy: 'the network path of the call' })
  }
  return open
}
