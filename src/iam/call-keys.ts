import type { CallingPrincipal, OpenKey, RequestKeys } from '../model/iam/access.ts'
import { principalName } from './denial-text.ts'

/** What is known about a call beside its action and resource. What is left out is known to be absent. */
export interface CallFacts {
  readonly principal: CallingPrincipal
  /** The region of the endpoint that is called; left out where it is not known, and then among the open keys. */
  readonly region?: string
  /** Epoch milliseconds; left out where it is not known, and then among the open keys. */
  readonly now?: number
  readonly resourceAccount?: string
  /** `o-…` of the principal's organization. */
  readonly organizationId?: string
  readonly principalTags?: Readonly<Record<string, string>>
  readonly resourceTags?: Readonly<Record<string, string>>
  readonly requestTags?: Readonly<Record<string, string>>
  /** Public address of the caller, where the call does not come through a VPC endpoint. */
  readonly sourceIp?: string
  /** The endpoint through which the call comes. */
  readonly sourceEndpoint?: {
    readonly vpcId: string
    readonly vpcEndpointId: string
    readonly privateIp?: string
  }
  /** The service that calls with the principal's credentials, e.g. `ssm.ap-northeast-2.amazonaws.com` at KMS. */
  readonly calledVia?: string
  /** For whom a service principal acts: `aws:SourceArn`. */
  readonly sourceArn?: string
  readonly sourceAccount?: string
  /** When the session began, epoch milliseconds. */
  readonly tokenIssuedAt?: number
  readonly secureTransport?: boolean
  readonly userAgent?: string
  /** Encryption context of a KMS call. */
  readonly encryptionContext?: Readonly<Record<string, string>>
  /** Keys of the service called, under their full names: `secretsmanager:VersionStage`, `s3:prefix`. Undefined: absent. */
  readonly serviceKeys?: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Keys in lower case, perhaps with a final `*`, that are known to be absent though an open one covers them. */
  readonly absent?: readonly string[]
  /** Keys about which nothing is known. */
  readonly open?: readonly OpenKey[]
}

/**
 * The context keys of a call.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function callKeys(facts: CallFacts): RequestKeys {
  const { calledVia, sourceEndpoint } = facts
  const given = new Map<string, readonly string[]>()
  const put = (name: string, value: string | readonly string[] | undefined): void => {
    if (value !== undefined) given.set(name.toLowerCase(), typeof value === 'string' ? [value] : value)
  }
  putPrincipal(facts, put)
  if (facts.now !== undefined) {
    put('aws:CurrentTime', iso(facts.now))
    put('aws:EpochTime', String(Math.floor(facts.now / 1000)))
  }
  put('aws:RequestedRegion', facts.region)
  put('aws:SecureTransport', String(facts.secureTransport ?? true))
  put('aws:UserAgent', facts.userAgent)
  put('aws:ResourceAccount', facts.resourceAccount)
  put('aws:SourceArn', facts.sourceArn)
  put('aws:SourceAccount', facts.sourceAccount)
  put('aws:ViaAWSService', String(calledVia !== undefined))
  put('aws:CalledVia', calledVia === undefined ? undefined : [globalName(calledVia)])
  put('aws:CalledViaFirst', calledVia && globalName(calledVia))
  put('aws:CalledViaLast', calledVia && globalName(calledVia))
  // A call through an endpoint has its VPC's keys in place of the public address.
  put('aws:SourceIp', sourceEndpoint ? undefined : facts.sourceIp)
  put('aws:SourceVpc', sourceEndpoint?.vpcId)
  put('aws:SourceVpce', sourceEndpoint?.vpcEndpointId)
  put('aws:VpcSourceIp', sourceEndpoint?.privateIp)
  putTags(facts, put)
  putKms(facts, put)
  const absent = [...(facts.absent ?? [])]
  for (const [name, value] of Object.entries(facts.serviceKeys ?? {})) {
    put(name, value)
    if (value === undefined) absent.push(name.toLowerCase())
  }
  return { given, open: facts.open ?? [], absent }
}

type Put = (name: string, value: string | readonly string[] | undefined) => void

function putPrincipal(facts: CallFacts, put: Put): void {
  const { principal, tokenIssuedAt } = facts
  put('aws:PrincipalIsAWSService', String(principal.kind === 'service'))
  switch (principal.kind) {
    case 'service':
      put('aws:PrincipalServiceName', principal.service)
      put('aws:PrincipalServiceNamesList', [principal.service])
      return
    case 'federated':
      put('aws:FederatedProvider', principal.provider)
      return
    case 'anonymous':
      put('aws:PrincipalType', 'Anonymous')
      put('aws:userid', 'anonymous')
      return
    case 'role-session':
      put('aws:PrincipalType', 'AssumedRole')
      // "For IAM roles, the request context returns the ARN of the role, not the ARN of the user that assumed the role."
      put('aws:PrincipalArn', principal.roleArn)
      put('aws:userid', principal.userId)
      put('aws:TokenIssueTime', tokenIssuedAt === undefined ? undefined : iso(tokenIssuedAt))
      break
    case 'user':
      put('aws:PrincipalType', 'User')
      put('aws:PrincipalArn', principal.arn)
      put('aws:userid', principal.userId)
      put('aws:username', principal.arn.slice(principal.arn.lastIndexOf('/') + 1))
      break
    case 'root':
      put('aws:PrincipalType', 'Account')
      put('aws:PrincipalArn', principalName(principal))
      put('aws:userid', principal.account)
      break
  }
  put('aws:PrincipalAccount', principal.account)
  put('aws:PrincipalOrgID', facts.organizationId)
}

function putTags({ principalTags, resourceTags, requestTags }: CallFacts, put: Put): void {
  for (const [key, value] of Object.entries(principalTags ?? {})) put(`aws:PrincipalTag/${key}`, value)
  for (const [key, value] of Object.entries(resourceTags ?? {})) put(`aws:ResourceTag/${key}`, value)
  for (const [key, value] of Object.entries(requestTags ?? {})) put(`aws:RequestTag/${key}`, value)
  const keys = Object.keys(requestTags ?? {})
  if (keys.length > 0) put('aws:TagKeys', keys)
}

function putKms({ principal, calledVia, encryptionContext }: CallFacts, put: Put): void {
  put('kms:ViaService', calledVia)
  if ('account' in principal) put('kms:CallerAccount', principal.account)
  for (const [key, value] of Object.entries(encryptionContext ?? {}))
    put(`kms:EncryptionContext:${key}`, value)
  if (encryptionContext) put('kms:EncryptionContextKeys', Object.keys(encryptionContext))
}

/** `ssm.ap-northeast-2.amazonaws.com` → `ssm.amazonaws.com`, as `aws:CalledVia` has it. */
function globalName(service: string): string {
  return service.replace(/^([a-z0-9-]+)\.[a-z]{2}(?:-[a-z]+)+-\d\./, '$1.')
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d+Z$/, 'Z')
}
