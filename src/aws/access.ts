import { roleOfArn } from '../model/iam/role-of-arn.ts'
import { users } from '../model/iam/tables.ts'
import { buckets, everyBucketAccount } from '../model/s3/tables.ts'
import type { StateStore, View } from '../model/state.ts'
import { isIssuedKeyId } from '../model/sts/key-ids.ts'
import { everyAccount, issuedKeys, type IssuedKey } from '../model/sts/tables.ts'
import { accessRefusals, type AccessRefusals } from './access-refusals.ts'
import { Fault } from './fault.ts'
import type { Principal } from './operation.ts'
import type { OpenService } from './open-service.ts'
import { oldSignatureMatches, oldSignatureRegions, readOldClaim, type OldClaim } from './old-signature.ts'
import type { WireRequest } from './protocols/protocol.ts'
import {
  readClaim,
  readOldAccessKeyId,
  signatureMatches,
  statedHashMatches,
  type Claim,
} from './signature.ts'

/** Who calls, and where. */
export interface Caller {
  readonly account: string
  readonly region: string
  readonly principal: Principal
}

const MAX_PRESIGNED_SECONDS = 7 * 86_400
const ACCOUNT_KEY = /^\d{12}$/

/**
 * Tells who signed a request. Keys issued here must be valid and carry their principal; any other key is the
 * developer's, in the configured account, or in the account whose twelve digits the key is.
 */
export class AccessDesk {
  private readonly store: StateStore
  private readonly account: string
  private readonly region: string

  constructor(store: StateStore, account: string, region: string) {
    this.store = store
    this.account = account
    this.region = region
  }

  identify(request: WireRequest, service: OpenService, now: number): Caller {
    const claim = readClaim(request)
    if (!claim) return this.identifyUnclaimed(request, service, now)
    const region = regionOf(claim, this.region)
    const refusals = accessRefusals(service.model.protocol)
    const view = this.store.view({ account: everyAccount, region })
    const key = view.get(issuedKeys, claim.accessKeyId)
    if (!key) {
      // A key of a task that has stopped, or that was deleted, must not become the developer's.
      if (isIssuedKeyId(claim.accessKeyId)) throw refusals.unknownKey()
      // A presigned URL ends, whoever made it.
      if (claim.expiresSeconds !== undefined) checkTime(claim, Date.now(), refusals)
      const account = ACCOUNT_KEY.test(claim.accessKeyId) ? claim.accessKeyId : this.account
      return { account, region, principal: { kind: 'developer', accessKeyId: claim.accessKeyId } }
    }
    // Whoever holds the key goes by the machine's clock; the account's may have been moved ahead of it.
    const machineNow = Date.now()
    checkKey(view, key, claim, Math.min(now, machineNow), refusals)
    checkTime(claim, machineNow, refusals)
    checkSignature(request, claim, key, refusals)
    return { account: key.account, region, principal: principalOf(key) }
  }

  private identifyUnclaimed(request: WireRequest, service: OpenService, now: number): Caller {
    const presigned = service.model.protocol === 'rest-xml' ? readOldClaim(request) : undefined
    if (presigned) return this.identifyOldPresigned(request, presigned, now)
    const old = readOldAccessKeyId(request)
    if (old !== undefined && isIssuedKeyId(old)) throw unsupportedMechanism()
    return { account: this.account, region: this.region, principal: { kind: 'developer' } }
  }

  /** A URL that boto3 presigned for S3 in one of the old regions. It names none: its bucket's is meant. */
  private identifyOldPresigned(request: WireRequest, claim: OldClaim, now: number): Caller {
    const { accessKeyId, expires } = claim
    const refusals = accessRefusals('rest-xml')
    const machineNow = Date.now()
    if (!(expires * 1000 >= machineNow)) throw refusals.presignedTooOld('', expires * 1000, machineNow)
    const region = this.regionOfBucket(request)
    if (!oldSignatureRegions.has(region)) throw unsupportedMechanism()
    const view = this.store.view({ account: everyAccount, region })
    const key = view.get(issuedKeys, accessKeyId)
    if (!key) {
      if (isIssuedKeyId(accessKeyId)) throw refusals.unknownKey()
      const account = ACCOUNT_KEY.test(accessKeyId) ? accessKeyId : this.account
      return { account, region, principal: { kind: 'developer', accessKeyId } }
    }
    checkKey(view, key, claim, Math.min(now, machineNow), refusals)
    if (!oldSignatureMatches(request, claim, key.secretAccessKey)) throw refusals.wrongSignature()
    return { account: key.account, region, principal: principalOf(key) }
  }

  private regionOfBucket({ path, routedPath = path }: WireRequest): string {
    const [, name = ''] = routedPath.split('/')
    const view = this.store.view({ account: everyBucketAccount, region: this.region })
    return view.get(buckets, name)?.region ?? this.region
  }
}

function unsupportedMechanism(): Fault {
  const message =
    'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.'
  return new Fault('InvalidRequest', message, { status: 400 })
}

function checkKey(
  view: View,
  key: IssuedKey,
  claim: Pick<Claim, 'sessionToken'>,
  now: number,
  refusals: AccessRefusals,
): void {
  if (key.status === 'Inactive' || !holderExists(view, key)) throw refusals.unknownKey()
  if (key.sessionToken !== claim.sessionToken) {
    throw claim.sessionToken === undefined ? refusals.unknownKey() : refusals.invalidToken()
  }
  if (key.expiresAtMs !== undefined && key.expiresAtMs <= now) throw refusals.expiredToken()
}

/** Credentials end with the role or user they are of; one made anew under the same name has another id. */
function holderExists(view: View, key: IssuedKey): boolean {
  if (key.developer) return true
  if (key.roleArn !== undefined) return roleOfArn(view, key.roleArn)?.roleId === key.userId.split(':')[0]
  const name = key.arn.slice(key.arn.lastIndexOf('/') + 1)
  return view.at({ account: key.account }).get(users, name)?.userId === key.userId
}

function checkTime(claim: Claim, now: number, refusals: AccessRefusals): void {
  const { timestamp, date, expiresSeconds } = claim
  const signedAt = timestampMs(timestamp)
  if (Number.isNaN(signedAt)) {
    throw refusals.incomplete(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header in ISO 8601 basic form.",
    )
  }
  if (!timestamp.startsWith(date)) throw refusals.wrongSignature()
  if (expiresSeconds === undefined) {
    if (Math.abs(now - signedAt) > refusals.maxSkewMs) throw refusals.skewed(timestamp, now)
    return
  }
  checkPresignedSeconds(expiresSeconds)
  if (signedAt - now > refusals.maxSkewMs) throw refusals.skewed(timestamp, now)
  const limit = now - expiresSeconds * 1000
  if (signedAt < limit) throw refusals.presignedTooOld(timestamp, limit, now)
}

function checkPresignedSeconds(seconds: number): void {
  const fault = (message: string): Fault =>
    new Fault('AuthorizationQueryParametersError', message, { status: 400 })
  if (Number.isNaN(seconds)) throw fault('X-Amz-Expires should be a number')
  if (seconds < 0) throw fault('X-Amz-Expires must be non-negative')
  if (seconds > MAX_PRESIGNED_SECONDS) {
    throw fault(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    )
  }
}

function checkSignature(request: WireRequest, claim: Claim, key: IssuedKey, refusals: AccessRefusals): void {
  if (claim.signature === '')
    throw refusals.incomplete("Authorization header requires 'Signature' parameter.")
  if (!claim.signedHeaders.includes('host')) {
    throw refusals.incomplete("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")
  }
  if (!signatureMatches(request, claim, key.secretAccessKey)) throw refusals.wrongSignature()
  if (!statedHashMatches(request, claim)) {
    const message = "The provided 'x-amz-content-sha256' header does not match what was computed."
    throw new Fault('XAmzContentSHA256Mismatch', message, { status: 400 })
  }
}

function principalOf(key: IssuedKey): Principal {
  const { arn, userId, accessKeyId, roleArn, sessionPolicy } = key
  if (key.developer) return { kind: 'developer', accessKeyId }
  if (roleArn === undefined) return { kind: 'user', arn, userId, accessKeyId }
  const principal = { kind: 'role-session', arn, roleArn, userId, accessKeyId } as const
  return sessionPolicy === undefined ? principal : { ...principal, sessionPolicy }
}

/** Services that answer for all regions sign with us-east-1 or `aws-global`. */
function regionOf(claim: Claim, fallback: string): string {
  return claim.region === '' || claim.region === 'aws-global' ? fallback : claim.region
}

function timestampMs(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (!match) return Number.NaN
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second)
}
