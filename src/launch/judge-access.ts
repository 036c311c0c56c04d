import type { ActionCatalogue } from '../iam/action-catalogue.ts'
import { callKeys } from '../iam/call-keys.ts'
import { evaluateSpellings } from '../iam/evaluate-spellings.ts'
import {
  gatherPolicies,
  identityEntries,
  tagFacts,
  valueOf,
  type GatheredPolicies,
} from '../iam/gather-policies.ts'
import { nearMisses, type OtherHolder } from '../iam/near-misses.ts'
import type { EndpointPolicy } from '../iam/policy-context.ts'
import { policyEntry } from '../iam/policy-entries.ts'
import { parseArn } from '../model/arn.ts'
import type {
  AccessRequest as PolicyRequest,
  AccessVerdict,
  CallingPrincipal,
  OpenKey,
  RequestKeys,
} from '../model/iam/access.ts'
import type { PolicyWorld } from '../model/iam/policy-world.ts'
import type { StepActor } from '../model/launch/step.ts'
import type { AccessAnswer, AccessRequest } from '../model/launch/world.ts'
import { allowedEvidence, deniedEvidence } from './access-evidence.ts'

/** What a judgement can use beside the policies. */
export interface AccessSetting {
  /** Epoch milliseconds; without it conditions on the time stay open. */
  readonly now?: number
  /** Tells misspelt actions; without it nothing is said about them. */
  readonly catalogue?: ActionCatalogue
}

/** Whether a role of a task may do what a step of its launch does, by every policy that takes part. */
export function judgeAccess(
  request: AccessRequest,
  policies: PolicyWorld,
  { now, catalogue }: AccessSetting = {},
): AccessAnswer {
  const { actor, roleArn, action, resource } = request
  if (actor === 'none') return { kind: 'allowed' }
  const role = roleArn === undefined ? undefined : parseArn(roleArn)
  if (roleArn === undefined || !role) return { kind: 'unknown', settledBy: whoActs(actor, action) }
  const holder = policies.role(roleArn)
  if (!holder.known) return { kind: 'unknown', settledBy: holder.settledBy }
  const principal = sessionOf(roleArn, role, request.taskId, valueOf(holder)?.id)
  const endpointPolicy = endpointPolicyOf(request)
  const setting = { principal, action, resource, ...(endpointPolicy && { endpointPolicy }) }
  const gathered = gatherPolicies(setting, policies)
  const resourceAccount = valueOf(gathered.resource)?.account
  const asked: PolicyRequest = {
    principal,
    action,
    resource,
    ...(resourceAccount !== undefined && { resourceAccount }),
    keys: new KeysWhenAsked(() => launchKeys(request, principal, gathered, now)),
  }
  const { verdict, assumed } = verdictOf(asked, gathered)
  return answerOf(verdict, asked, resource, {
    roleArn,
    ...(assumed !== undefined && { assumed }),
    misses: () => missesOf(verdict, asked, request, policies, catalogue),
  })
}

/**
 * What the policies say. The policy of a bucket or a repository that was not read might let in a role that has no
 * permission of its own; hardly any does, and so the role is told to lack it, with what was taken to be so.
 */
function verdictOf(
  asked: PolicyRequest,
  { context, resource }: GatheredPolicies,
): { readonly verdict: AccessVerdict; readonly assumed?: string | undefined } {
  const verdict = evaluateSpellings(asked, context)
  const { resourcePolicy, ...others } = context
  const isUnread = resourcePolicy?.kind === 'other' && resourcePolicy.policy.compiled === undefined
  // A file system is the other way round: it lets in everybody where it has no policy.
  const isFileSystem = asked.action.startsWith('elasticfilesystem:')
  if (verdict.kind !== 'unknown' || !isUnread || isFileSystem)
    return { verdict, assumed: valueOf(resource)?.assumed }
  const without = evaluateSpellings(asked, others)
  if (without.kind !== 'denied' || without.layer === 'resource-based policy') return { verdict }
  const assumed = `${resourcePolicy.policy.name} was not read; it is taken to let in nobody of the account, as hardly any does`
  return { verdict: without, assumed }
}

/**
 * The keys of a call, made when they are asked for: only conditions do, and most statements have none. It was a quarter
 * of the time of every judgement.
 */
class KeysWhenAsked implements RequestKeys {
  private readonly make: () => RequestKeys
  private made: RequestKeys | undefined

  constructor(make: () => RequestKeys) {
    this.make = make
  }

  get given(): RequestKeys['given'] {
    return this.keys().given
  }

  get open(): RequestKeys['open'] {
    return this.keys().open
  }

  get absent(): readonly string[] {
    return this.keys().absent ?? []
  }

  private keys(): RequestKeys {
    return (this.made ??= this.make())
  }
}

interface Judged {
  readonly roleArn: string
  /** What was taken to be so. */
  readonly assumed?: string
  readonly misses: () => ReturnType<typeof nearMisses>
}

function answerOf(
  verdict: AccessVerdict,
  asked: PolicyRequest,
  resource: string,
  { roleArn, assumed, misses }: Judged,
): AccessAnswer {
  const named = { roleArn, action: asked.action, resource }
  switch (verdict.kind) {
    case 'allowed':
      return { kind: 'allowed', evidence: allowedEvidence(verdict, named) }
    case 'unknown':
      return { kind: 'unknown', settledBy: verdict.settledBy.join('; ') }
    case 'denied':
      return {
        kind: 'denied',
        principal: asked.principal.kind === 'role-session' ? asked.principal.arn : roleArn,
        reason: verdict.reason,
        evidence: [...deniedEvidence(verdict, named), ...(assumed === undefined ? [] : [{ fact: assumed }])],
        verdict,
        nearMisses: misses,
      }
  }
}

/** The session that ECS opens with a role for one task: its name is the task's id. */
function sessionOf(
  roleArn: string,
  { partition, account, resource }: NonNullable<ReturnType<typeof parseArn>>,
  taskId = 'TASK_ID',
  roleId?: string,
): CallingPrincipal {
  const roleName = resource.slice(resource.lastIndexOf('/') + 1)
  const arn = `arn:${partition}:sts::${account}:assumed-role/${roleName}/${taskId}`
  return {
    kind: 'role-session',
    account,
    arn,
    roleArn,
    ...(roleId !== undefined && { userId: `${roleId}:${taskId}` }),
  }
}

function whoActs(actor: StepActor, action: string): string {
  if (actor === 'caller') return `whether the one who starts the task may ${action}`
  if (actor === 'service-linked-role') return `whether the service-linked role of ECS may ${action}`
  return `which role the task has as ${actor === 'task-role' ? 'task role' : 'task execution role'}`
}

/** A call that a service makes on the caller's behalf does not pass the caller's endpoint again. */
function endpointPolicyOf({ via, action, context }: AccessRequest): EndpointPolicy | undefined {
  if (!via || viaService(context) !== undefined) return undefined
  // Only S3 and DynamoDB are reached by gateway endpoints.
  const type = /^(?:s3|dynamodb):/.test(action) ? 'Gateway' : 'Interface'
  const name = via.vpcEndpointId
  const { policyDocument: document } = via
  return document === undefined
    ? { type, policy: { name, settledBy: `reading the policy of ${name}` } }
    : { type, policy: policyEntry({ name, document, source: name }) }
}

const viaService = (context: AccessRequest['context']): string | undefined => context?.['kms:ViaService']

const encryptionPrefix = 'kms:EncryptionContext:'

function launchKeys(
  { resource, region, via, context = {}, action }: AccessRequest,
  principal: CallingPrincipal,
  gathered: GatheredPolicies,
  now: number | undefined,
): RequestKeys {
  const arn = parseArn(resource)
  const calledIn = region ?? (arn?.region === '' ? undefined : arn?.region)
  const calledVia = viaService(context)
  const tags = tagFacts(gathered, action)
  const encryption = Object.entries(context)
    .filter(([name]) => name.startsWith(encryptionPrefix))
    .map(([name, value]) => [name.slice(encryptionPrefix.length), value])
  const serviceKeys = Object.fromEntries(
    Object.entries(context).filter(
      ([name]) => !name.startsWith(encryptionPrefix) && name !== 'kms:ViaService',
    ),
  )
  const resourceAccount =
    valueOf(gathered.resource)?.account ?? (arn?.account === '' ? undefined : arn?.account)
  const direct = calledVia === undefined
  return callKeys({
    principal,
    ...tags,
    ...(calledIn !== undefined && { region: calledIn }),
    ...(now !== undefined && { now, tokenIssuedAt: now }),
    ...(resourceAccount !== undefined && { resourceAccount }),
    ...(direct && via && { sourceEndpoint: { vpcId: via.vpcId, vpcEndpointId: via.vpcEndpointId } }),
    ...(calledVia !== undefined && { calledVia }),
    ...(encryption.length > 0 && {
      encryptionContext: Object.fromEntries(encryption) as Record<string, string>,
    }),
    serviceKeys: {
      ...tags.serviceTags,
      'aws:MultiFactorAuthPresent': 'false',
      ...(action.startsWith('secretsmanager:') && { 'secretsmanager:SecretId': resource }),
      // Whoever starts a task passes its roles to the service that assumes them.
      ...(action === 'iam:PassRole' && { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }),
      ...serviceKeys,
    },
    absent: tags.absent,
    open: [
      ...tags.open,
      ...openKeys(principal, action, { calledIn, now, direct, passes: via !== undefined }),
    ],
  })
}

const aboutTheKey = [
  'kms:key*',
  'kms:resource*',
  'kms:request*',
  'kms:multiregion*',
  'kms:caller*',
  'kms:customer*',
]

/** What nobody knows of a call before it is made. */
function openKeys(
  principal: CallingPrincipal,
  action: string,
  known: { calledIn: string | undefined; now: number | undefined; direct: boolean; passes: boolean },
): readonly OpenKey[] {
  const open: [name: string, settledBy: string][] = [
    ['aws:useragent', 'the user agent of the launcher'],
    ['aws:principalorg*', 'the organization of the account'],
    ['aws:resourceorg*', "the organization of the resource's account"],
  ]
  const service = action.slice(0, action.indexOf(':')).toLowerCase()
  // Where a service calls KMS, the encryption context is given in full; the other keys tell of the key itself.
  const stems = service === 'kms' && !known.direct ? aboutTheKey : [`${service}:*`]
  for (const stem of stems) open.push([stem, `the ${service} condition keys of the call`])
  // Nobody calls PassRole: ECS asks for it within another call, and hands on of that call's keys what it likes.
  if (action === 'iam:PassRole') open.push(['ecs:*', 'which condition keys of ECS come with iam:PassRole'])
  if (known.now === undefined) {
    for (const name of ['aws:currenttime', 'aws:epochtime', 'aws:tokenissuetime'])
      open.push([name, 'the time of the launch'])
  }
  if (known.calledIn === undefined) open.push(['aws:requestedregion', 'the region that is called'])
  if (!('userId' in principal)) open.push(['aws:userid', 'the id of the role'])
  if (!known.direct) open.push(['aws:sourcev*', 'which network keys a service hands on'])
  if (known.direct && known.passes) open.push(['aws:vpcsourceip', "the address of the task's interface"])
  else open.push(['aws:sourceip', 'the public address that the task calls from'])
  return open.map(([name, settledBy]) => ({ name, settledBy }))
}

function missesOf(
  verdict: AccessVerdict,
  asked: PolicyRequest,
  { actor, otherRoleArn }: AccessRequest,
  policies: PolicyWorld,
  catalogue: ActionCatalogue | undefined,
): ReturnType<typeof nearMisses> {
  const other = otherRoleArn === undefined ? undefined : policies.role(otherRoleArn)
  const alsoLookAt: OtherHolder[] = other?.known
    ? [
        {
          holder: actor === 'task-role' ? 'task execution role' : 'task role',
          ...(otherRoleArn !== undefined && { roleArn: otherRoleArn }),
          policies: identityEntries(other),
        },
      ]
    : []
  return nearMisses(asked, verdict, { alsoLookAt, ...(catalogue && { catalogue }) })
}
