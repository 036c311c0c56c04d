import { Fault } from './fault.ts'
import type { ServiceModel } from './service-model.ts'

/** How a service refuses a request for its signature. */
export interface AccessRefusals {
  /** The key does not exist any more, is switched off, or lacks its session token. */
  unknownKey(): Fault
  /** The session token is not the key's. */
  invalidToken(): Fault
  expiredToken(): Fault
  wrongSignature(): Fault
  /** What the request does not say about its signature. */
  incomplete(missing: string): Fault
  /** How far a clock may be off, in milliseconds. */
  readonly maxSkewMs: number
  skewed(timestamp: string, now: number): Fault
  /** The time that a presigned request was given has passed. */
  presignedTooOld(timestamp: string, limit: number, now: number): Fault
}

const FIVE_MINUTES_MS = 5 * 60_000
const FIFTEEN_MINUTES_MS = 15 * 60_000

const mismatch = 'The request signature we calculated does not match the signature you provided.'
const serviceMismatch =
  `${mismatch} Check your AWS Secret Access Key and signing method. ` +
  'Consult the service documentation for details.'
const invalid = 'The security token included in the request is invalid.'
const expired = 'The security token included in the request is expired'

/** The refusals under the names that each protocol family gives them. */
export function accessRefusals(protocol: ServiceModel['protocol']): AccessRefusals {
  if (protocol === 'rest-xml') return objectStorage
  if (protocol === 'ec2') return compute
  if (protocol === 'query') return query
  return protocol === 'rest-json' ? restJson : json
}

interface Names {
  readonly invalid: string
  readonly expired: string
  readonly signature: string
  readonly incomplete: string
}

const queryNames: Names = {
  invalid: 'InvalidClientTokenId',
  expired: 'ExpiredToken',
  signature: 'SignatureDoesNotMatch',
  incomplete: 'IncompleteSignature',
}

const jsonNames: Names = {
  invalid: 'UnrecognizedClientException',
  expired: 'ExpiredTokenException',
  signature: 'InvalidSignatureException',
  incomplete: 'IncompleteSignatureException',
}

function common(names: Names, status: number): AccessRefusals {
  const unknownKey = (): Fault => new Fault(names.invalid, invalid, { status })
  return {
    unknownKey,
    invalidToken: unknownKey,
    expiredToken: () => new Fault(names.expired, expired, { status }),
    wrongSignature: () => new Fault(names.signature, serviceMismatch, { status }),
    incomplete: (missing) => new Fault(names.incomplete, missing, { status: 400 }),
    maxSkewMs: FIVE_MINUTES_MS,
    skewed: (timestamp, now) => new Fault(names.signature, skewText(timestamp, now), { status }),
    presignedTooOld: (timestamp, limit, now) =>
      new Fault(
        names.signature,
        `Signature expired: ${timestamp} is now earlier than ${basic(limit)} (${basic(now)} - 5 min.)`,
        { status },
      ),
  }
}

const query = common(queryNames, 403)
const json = common(jsonNames, 400)
const restJson = common(jsonNames, 403)

const compute: AccessRefusals = {
  unknownKey: () => authFailure(),
  invalidToken: () => authFailure(),
  expiredToken: () => requestExpired(),
  wrongSignature: () => authFailure(),
  incomplete: (missing) => new Fault('IncompleteSignature', missing, { status: 400 }),
  maxSkewMs: FIVE_MINUTES_MS,
  skewed: () => requestExpired(),
  presignedTooOld: () => requestExpired(),
}

const objectStorage: AccessRefusals = {
  unknownKey: () =>
    forbidden('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.'),
  invalidToken: () =>
    new Fault('InvalidToken', 'The provided token is malformed or otherwise invalid.', { status: 400 }),
  expiredToken: () => new Fault('ExpiredToken', 'The provided token has expired.', { status: 400 }),
  wrongSignature: () => forbidden('SignatureDoesNotMatch', `${mismatch} Check your key and signing method.`),
  incomplete: () => forbidden('AccessDenied', 'Access Denied'),
  maxSkewMs: FIFTEEN_MINUTES_MS,
  skewed: () =>
    forbidden(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    ),
  presignedTooOld: () => forbidden('AccessDenied', 'Request has expired'),
}

function authFailure(): Fault {
  return new Fault('AuthFailure', 'AWS was not able to validate the provided access credentials', {
    status: 401,
  })
}

function requestExpired(): Fault {
  return new Fault('RequestExpired', 'Request has expired.', { status: 400 })
}

function forbidden(code: string, message: string): Fault {
  return new Fault(code, message, { status: 403 })
}

function skewText(timestamp: string, now: number): string {
  const early = basic(now - FIVE_MINUTES_MS)
  if (timestamp < early)
    return `Signature expired: ${timestamp} is now earlier than ${early} (${basic(now)} - 5 min.)`
  const late = basic(now + FIVE_MINUTES_MS)
  return `Signature not yet current: ${timestamp} is still later than ${late} (${basic(now)} + 5 min.)`
}

/** `20261122T045500Z` */
function basic(epochMs: number): string {
  return new Date(epochMs).toISOString().replaceAll(/[-:]|\.\d+/g, '')
}
