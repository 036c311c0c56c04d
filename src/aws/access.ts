import type { StateStore } from '../model/state.ts'
import { everyAccount, issuedKeys, type IssuedKey } from '../model/sts/tables.ts'
import { Fault } from './fault.ts'
import type { Principal } from './operation.ts'
import type { OpenService } from './open-service.ts'
import type { WireRequest } from './protocols/protocol.ts'
import { readClaim, signatureMatches, type Claim } from './signature.ts'

/** Who calls, and where. */
export interface Caller {
  readonly account: string
  readonly region: string
  readonly principal: Principal
}

const MAX_SKEW_MS = 5 * 60_000
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
    if (!claim) return { account: this.account, region: this.region, principal: { kind: 'developer' } }
    const region = regionOf(claim, this.region)
    const key = this.store.view({ account: everyAccount, region }).get(issuedKeys, claim.accessKeyId)
    if (!key) {
      const account = ACCOUNT_KEY.test(claim.accessKeyId) ? claim.accessKeyId : this.account
      return { account, region, principal: { kind: 'developer', accessKeyId: claim.accessKeyId } }
    }
    const words = wordsOf(service.model.protocol)
    verify(request, claim, key, now, words)
    return { account: key.account, region, principal: principalOf(key) }
  }
}

function verify(request: WireRequest, claim: Claim, key: IssuedKey, now: number, words: AccessWords): void {
  if (key.status === 'Inactive' || key.sessionToken !== claim.sessionToken) throw words.invalidToken()
  if (key.expiresAtMs !== undefined && key.expiresAtMs <= now) throw words.expiredToken()
  if (!signatureMatches(request, claim, key.secretAccessKey)) throw words.wrongSignature()
  const signedAt = timestampMs(claim.timestamp)
  // The caller's clock is the machine's; the account's clock may have been moved ahead of it.
  const age = Date.now() - signedAt
  if (claim.expiresSeconds !== undefined) {
    if (age > claim.expiresSeconds * 1000) throw new Fault('AccessDenied', 'Request has expired', { status: 403 })
  } else if (Number.isNaN(signedAt) || Math.abs(age) > MAX_SKEW_MS) {
    throw words.skewed(claim.timestamp)
  }
}

function principalOf(key: IssuedKey): Principal {
  const { arn, userId, accessKeyId, roleArn, sessionPolicy } = key
  if (roleArn === undefined) return { kind: 'user', arn, userId, accessKeyId }
  return { kind: 'role-session', arn, roleArn, userId, accessKeyId, sessionPolicy }
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

interface AccessWords {
  invalidToken(): Fault
  expiredToken(): Fault
  wrongSignature(): Fault
  skewed(timestamp: string): Fault
}

const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
  'and signing method. Consult the service documentation for details.'
const invalid = 'The security token included in the request is invalid.'
const expired = 'The security token included in the request is expired'

/** The same refusals under the names each protocol family gives them. */
function wordsOf(protocol: string): AccessWords {
  const status = { status: protocol.startsWith('rest') || protocol === 'query' ? 403 : 400 }
  if (protocol === 'rest-xml') {
    return {
      invalidToken: () => new Fault('InvalidToken', 'The provided token is malformed or otherwise invalid.', { status: 400 }),
      expiredToken: () => new Fault('ExpiredToken', 'The provided token has expired.', { status: 400 }),
      wrongSignature: () =>
        new Fault(
          'SignatureDoesNotMatch',
          'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
          status,
        ),
      skewed: () =>
        new Fault('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', status),
    }
  }
  if (protocol === 'ec2') {
    const failed = 'AWS was not able to validate the provided access credentials'
    return {
      invalidToken: () => new Fault('AuthFailure', failed, { status: 401 }),
      expiredToken: () => new Fault('RequestExpired', 'Request has expired.', { status: 400 }),
      wrongSignature: () => new Fault('AuthFailure', failed, { status: 401 }),
      skewed: () => new Fault('RequestExpired', 'Request has expired.', { status: 400 }),
    }
  }
  const query = protocol === 'query'
  return {
    invalidToken: () => new Fault(query ? 'InvalidClientTokenId' : 'UnrecognizedClientException', invalid, status),
    expiredToken: () => new Fault(query ? 'ExpiredToken' : 'ExpiredTokenException', expired, status),
    wrongSignature: () => new Fault(query ? 'SignatureDoesNotMatch' : 'InvalidSignatureException', mismatch, status),
    skewed: (timestamp) =>
      new Fault(query ? 'SignatureDoesNotMatch' : 'InvalidSignatureException', `Signature expired: ${timestamp}`, status),
  }
}
