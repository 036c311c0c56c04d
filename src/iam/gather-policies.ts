import type { CallingPrincipal, OpenKey } from '../model/iam/access.ts'
import type { FoundPolicy, PolicyHolderFact, PolicyWorld, ResourceFact } from '../model/iam/policy-world.ts'
import type { Fact } from '../model/launch/fact.ts'
import type { EndpointPolicy, PolicyContext, PolicyEntry } from './policy-context.ts'
import { policyEntry, resourcePolicyEntry, resourcePolicyKind } from './policy-entries.ts'

/** What takes part in a call beside the policies of the account. */
export interface CallSetting {
  readonly principal: CallingPrincipal
  readonly action: string
  /** An ARN, or `*`. */
  readonly resource: string
  /** The policies given when the session was made; missing where none were. */
  readonly sessionPolicies?: readonly FoundPolicy[]
  readonly endpointPolicy?: EndpointPolicy
}

/** The policies of a call, and what was learnt with them that its condition keys need. */
export interface GatheredPolicies {
  readonly context: PolicyContext
  /** Missing where somebody calls who has no policies of its own, such as a service. */
  readonly holder?: Fact<PolicyHolderFact>
  /** Missing where the action names no resource. */
  readonly resource?: Fact<ResourceFact>
}

/** Every policy that takes part in a call, from what a world knows. What it does not know takes part as not read. */
export function gatherPolicies(setting: CallSetting, world: PolicyWorld): GatheredPolicies {
  const { principal, sessionPolicies, endpointPolicy } = setting
  const holder = holderOf(principal, world)
  const resource = setting.resource === '*' ? undefined : world.resource(setting.resource)
  const boundary = valueOf(holder)?.permissionsBoundary
  const controls = 'account' in principal ? serviceControls(principal.account, world) : undefined
  const resourcePolicy = resource && resourcePolicyOf(setting, resource)
  const grants = valueOf(resource)?.grants
  return {
    context: {
      identityPolicies: holder ? identityEntries(holder) : [],
      ...(boundary && { permissionsBoundary: policyEntry(boundary) }),
      ...(sessionPolicies && { sessionPolicies: sessionPolicies.map(policyEntry) }),
      ...(resourcePolicy && { resourcePolicy }),
      ...(grants && { grants }),
      ...(endpointPolicy && { endpointPolicy }),
      ...(controls && { serviceControlPolicies: controls }),
    },
    ...(holder && { holder }),
    ...(resource && { resource }),
  }
}

/** What a fact is, or undefined where it is not known or not there. */
export function valueOf<Value>(fact: Fact<Value> | undefined): Value | undefined {
  return fact?.known && !fact.absent ? fact.value : undefined
}

/** What tags say to conditions. */
export interface TagFacts {
  readonly principalTags?: Readonly<Record<string, string>>
  readonly resourceTags?: Readonly<Record<string, string>>
  /** The resource's tags under the service's own key, `secretsmanager:ResourceTag/team`. */
  readonly serviceTags: Readonly<Record<string, string>>
  readonly absent: readonly string[]
  readonly open: readonly OpenKey[]
}

/** Tags of who calls and of what is used, and the keys that stay open where they are not known. */
export function tagFacts({ holder, resource }: GatheredPolicies, action: string): TagFacts {
  const [principalTags, resourceTags] = [valueOf(holder)?.tags, valueOf(resource)?.tags]
  const prefix = `${action.slice(0, action.indexOf(':'))}:ResourceTag/`
  const open: OpenKey[] = []
  if (holder && !principalTags)
    open.push({ name: 'aws:principaltag/*', settledBy: 'reading the tags of the principal' })
  if (resource && !resourceTags) {
    for (const name of ['aws:resourcetag/*', `${prefix.toLowerCase()}*`])
      open.push({ name, settledBy: 'reading the tags of the resource' })
  }
  const named = Object.entries(resourceTags ?? {}).map(([name, value]) => [`${prefix}${name}`, value])
  return {
    ...(principalTags && { principalTags }),
    ...(resourceTags && { resourceTags }),
    serviceTags: Object.fromEntries(named) as Record<string, string>,
    absent: resource && !resourceTags ? [] : [`${prefix.toLowerCase()}*`],
    open,
  }
}

function holderOf(principal: CallingPrincipal, world: PolicyWorld): Fact<PolicyHolderFact> | undefined {
  if (principal.kind === 'role-session') return world.role(principal.roleArn)
  return principal.kind === 'user' ? world.user(principal.arn) : undefined
}

/** The policies of a role or user as they take part in an evaluation. */
export function identityEntries(holder: Fact<PolicyHolderFact>): readonly PolicyEntry[] {
  if (!holder.known) return [{ name: 'policies of the principal', settledBy: holder.settledBy }]
  return holder.absent ? [] : holder.value.policies.map(policyEntry)
}

function resourcePolicyOf(
  { action, resource: arn }: CallSetting,
  resource: Fact<ResourceFact>,
): PolicyContext['resourcePolicy'] {
  // A trust policy says who may assume the role; who may change or pass it is the identity's matter.
  if (resourcePolicyKind(arn) === 'trust' && !action.startsWith('sts:')) return undefined
  const found = valueOf(resource)
  if (found) return resourcePolicyEntry(arn, found)
  // A secret or a bucket that is not there has no policy, and the service says that it is missing.
  if (resource.known) return undefined
  const policy = { name: `policy of ${arn}`, settledBy: resource.settledBy }
  return { kind: resourcePolicyKind(arn), policy }
}

function serviceControls(account: string, world: PolicyWorld): PolicyContext['serviceControlPolicies'] {
  const fact = world.serviceControlPolicies(account)
  if (!fact.known) return [[{ name: `service control policies of ${account}`, settledBy: fact.settledBy }]]
  return fact.absent ? undefined : fact.value.map((level) => level.map(policyEntry))
}
