import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { WireRequest } from './protocols/protocol.ts'

/** What a request says of its signer, from the Authorization header or a presigned query. */
export interface Claim {
  readonly accessKeyId: string
  /** Day of the credential scope, `20261122`. */
  readonly date: string
  readonly region: string
  readonly service: string
  /** Empty where the request does not say which headers it signed. */
  readonly signedHeaders: readonly string[]
  /** Empty where there is none. */
  readonly signature: string
  /** `20261122T045500Z`; empty where the request is not dated. */
  readonly timestamp: string
  readonly sessionToken?: string
  /** Seconds; set for a presigned request. */
  readonly expiresSeconds?: number
}

/** Reads the Signature Version 4 claim of a request, or undefined where it carries none. */
export function readClaim(request: WireRequest): Claim | undefined {
  const { authorization } = request.headers
  if (typeof authorization === 'string') return claimOfHeader(authorization, request)
  if (request.query.has('X-Amz-Credential')) return claimOfQuery(request.query)
  return undefined
}

/** The access key of a request signed with Signature Version 2, which S3 once took, or undefined. */
export function readOldAccessKeyId(request: WireRequest): string | undefined {
  const { authorization } = request.headers
  if (typeof authorization === 'string') return /^AWS ([^:\s]+):/.exec(authorization)?.[1]
  return request.query.get('AWSAccessKeyId') ?? undefined
}

/** A value of `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`, which ends at a comma or space. */
function parameterOf(authorization: string, name: string): string | undefined {
  let at = authorization.indexOf(name)
  while (at > 0 && !isSeparator(authorization, at - 1)) at = authorization.indexOf(name, at + 1)
  if (at === -1) return undefined
  const start = at + name.length
  const value = authorization.slice(start, endOf(authorization, start))
  return value === '' ? undefined : value
}

function isSeparator(text: string, at: number): boolean {
  return /[\s,]/.test(text.charAt(at))
}

function endOf(text: string, start: number): number {
  const [comma, space] = [text.indexOf(',', start), text.indexOf(' ', start)]
  if (comma === -1) return space === -1 ? text.length : space
  return space === -1 ? comma : Math.min(comma, space)
}

function claimOfHeader(authorization: string, request: WireRequest): Claim | undefined {
  const scope = readScope(parameterOf(authorization, 'Credential=') ?? '')
  if (!scope) return undefined
  const { accessKeyId, date, region, service } = scope
  return {
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: splitHeaders(parameterOf(authorization, 'SignedHeaders=')),
    signature: parameterOf(authorization, 'Signature=') ?? '',
    timestamp: single(request.headers['x-amz-date']) ?? basicTime(single(request.headers.date)),
    sessionToken: single(request.headers['x-amz-security-token']),
  }
}

function claimOfQuery(query: URLSearchParams): Claim | undefined {
  const scope = readScope(query.get('X-Amz-Credential') ?? '')
  if (!scope) return undefined
  const sessionToken = query.get('X-Amz-Security-Token')
  return {
    ...scope,
    signedHeaders: splitHeaders(query.get('X-Amz-SignedHeaders')),
    signature: query.get('X-Amz-Signature') ?? '',
    timestamp: query.get('X-Amz-Date') ?? '',
    ...(sessionToken !== null && { sessionToken }),
    expiresSeconds: Number(query.get('X-Amz-Expires') ?? Number.NaN),
  }
}

function readScope(
  credential: string,
): { accessKeyId: string; date: string; region: string; service: string } | undefined {
  // The key may itself hold slashes; the scope is the last four parts.
  const parts = credential.split('/')
  const first = parts.length - 4
  if (first < 1) return undefined
  const [date = '', region = '', service = ''] = [parts[first], parts[first + 1], parts[first + 2]]
  const accessKeyId = first === 1 ? (parts[0] ?? '') : parts.slice(0, first).join('/')
  return { accessKeyId, date, region, service }
}

function splitHeaders(list: string | null | undefined): readonly string[] {
  return list ? list.split(';').filter((name) => name !== '') : []
}

/** A `Date` header in the form of `x-amz-date`. */
function basicTime(date: string | undefined): string {
  const ms = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, '')
}

/** Whether the signature is the one this secret makes (Signature Version 4). */
export function signatureMatches(request: WireRequest, claim: Claim, secretAccessKey: string): boolean {
  const expected = sign(request, claim, secretAccessKey)
  const [a, b] = [Buffer.from(expected), Buffer.from(claim.signature)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * Whether the body is the one whose hash the request states. S3 signs the stated hash; a body that goes to the object
 * store as it comes is not here yet, and is not told false.
 */
export function statedHashMatches(request: WireRequest, claim: Claim): boolean {
  const stated = single(request.headers['x-amz-content-sha256'])
  if (!isS3(claim) || stated === undefined || !/^[0-9a-f]{64}$/.test(stated)) return true
  const streamed = request.body.length === 0 && Number(single(request.headers['content-length']) ?? 0) > 0
  return streamed || stated === sha256(request.body)
}

function sign(request: WireRequest, claim: Claim, secretAccessKey: string): string {
  const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`
  const canonical = canonicalRequest(request, claim)
  const text = ['AWS4-HMAC-SHA256', claim.timestamp, scope, sha256(canonical)].join('\n')
  const key = [claim.date, claim.region, claim.service, 'aws4_request'].reduce<Buffer | string>(
    (previous, part) => hmac(previous, part),
    `AWS4${secretAccessKey}`,
  )
  return hmac(key, text).toString('hex')
}

function canonicalRequest(request: WireRequest, claim: Claim): Buffer {
  const headers = claim.signedHeaders.map((name) => `${name}:${headerText(request, name)}\n`).join('')
  const text = [
    request.method,
    isS3(claim) ? canonicalObjectPath(request.path) : canonicalPath(request.path),
    canonicalQuery(request.query),
    headers,
    claim.signedHeaders.join(';'),
    payloadHash(request, claim),
  ].join('\n')
  // Node reads header bytes as Latin-1; written so again, they are the bytes that were signed.
  return Buffer.from(text, 'latin1')
}

/** S3 signs what `x-amz-content-sha256` says, every other service the body itself. */
function payloadHash(request: WireRequest, claim: Claim): string {
  if (!isS3(claim)) return sha256(request.body)
  const stated = single(request.headers['x-amz-content-sha256'])
  if (claim.expiresSeconds === undefined) return stated ?? sha256(request.body)
  const signed = claim.signedHeaders.includes('x-amz-content-sha256') ? stated : undefined
  return signed ?? request.query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD'
}

/** S3's path is signed encoded once, and left as it is otherwise: keys may hold `//` and `..`. */
function canonicalObjectPath(path: string): string {
  return (
    path
      .split('/')
      .map((segment) => encode(decodeLeniently(segment)))
      .join('/') || '/'
  )
}

/** The path as sent, without `.`, `..` and empty segments, encoded once more. */
function canonicalPath(path: string): string {
  const segments: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(encode(segment))
  }
  const last = segments.length > 0 && path.endsWith('/') ? '/' : ''
  return `/${segments.join('/')}${last}`
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => order(a, b) || order(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function order(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function headerText(request: WireRequest, name: string): string {
  const value = request.headers[name]
  const text = Array.isArray(value) ? value.join(',') : (value ?? '')
  return text.trim().replaceAll(/ {2,}/g, ' ')
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const isS3 = (claim: Claim): boolean => claim.service === 's3'
const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')
const hmac = (key: Buffer | string, data: string): Buffer => createHmac('sha256', key).update(data).digest()
const single = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value
