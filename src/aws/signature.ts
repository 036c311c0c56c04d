import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { WireRequest } from './protocols/protocol.ts'

/** What a request says of its signer, from the Authorization header or a presigned query. */
export interface Claim {
  readonly accessKeyId: string
  readonly date: string
  readonly region: string
  readonly service: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
  /** `20261122T045500Z` */
  readonly timestamp: string
  readonly sessionToken?: string
  /** Seconds; set for a presigned request. */
  readonly expiresSeconds?: number
}

/** Reads the claim of a request, or undefined where it carries none. */
export function readClaim(request: WireRequest): Claim | undefined {
  const { authorization } = request.headers
  if (typeof authorization === 'string') return claimOfHeader(authorization, request)
  if (request.query.has('X-Amz-Credential')) return claimOfQuery(request.query)
  return undefined
}

function claimOfHeader(authorization: string, request: WireRequest): Claim | undefined {
  const match = /Credential=([^,\s]+)\s*,\s*SignedHeaders=([^,\s]+)\s*,\s*Signature=([0-9a-f]+)/.exec(authorization)
  if (!match) return undefined
  const [, credential = '', signedHeaders = '', signature = ''] = match
  const scope = readScope(credential)
  if (!scope) return undefined
  return {
    ...scope,
    signedHeaders: signedHeaders.split(';'),
    signature,
    timestamp: single(request.headers['x-amz-date']) ?? '',
    sessionToken: single(request.headers['x-amz-security-token']),
  }
}

function claimOfQuery(query: URLSearchParams): Claim | undefined {
  const scope = readScope(query.get('X-Amz-Credential') ?? '')
  if (!scope) return undefined
  return {
    ...scope,
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? 'host').split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
    timestamp: query.get('X-Amz-Date') ?? '',
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
    expiresSeconds: Number(query.get('X-Amz-Expires') ?? '0'),
  }
}

function readScope(
  credential: string,
): { accessKeyId: string; date: string; region: string; service: string } | undefined {
  // The key may itself hold slashes; the scope is the last four parts.
  const parts = credential.split('/')
  if (parts.length < 5) return undefined
  const [date = '', region = '', service = ''] = parts.slice(-4)
  return { accessKeyId: parts.slice(0, -4).join('/'), date, region, service }
}

/** Whether the signature is the one this secret makes (Signature Version 4). */
export function signatureMatches(request: WireRequest, claim: Claim, secretAccessKey: string): boolean {
  const expected = sign(request, claim, secretAccessKey)
  const [a, b] = [Buffer.from(expected), Buffer.from(claim.signature)]
  return a.length === b.length && timingSafeEqual(a, b)
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

function canonicalRequest(request: WireRequest, claim: Claim): string {
  const headers = claim.signedHeaders.map((name) => `${name}:${headerText(request, name)}\n`).join('')
  return [
    request.method,
    canonicalPath(request.path, claim.service),
    canonicalQuery(request.query),
    headers,
    claim.signedHeaders.join(';'),
    payloadHash(request, claim),
  ].join('\n')
}

function payloadHash(request: WireRequest, claim: Claim): string {
  if (claim.expiresSeconds !== undefined && claim.service === 's3') return 'UNSIGNED-PAYLOAD'
  return single(request.headers['x-amz-content-sha256']) ?? sha256(request.body)
}

/** S3 signs the path as sent; every other service signs it encoded once more. */
function canonicalPath(path: string, service: string): string {
  const encoded = path.split('/').map((segment) => encode(decodeLeniently(segment)))
  return (service === 's3' ? encoded : encoded.map(encode)).join('/') || '/'
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&')
}

function headerText(request: WireRequest, name: string): string {
  const value = request.headers[name]
  const text = Array.isArray(value) ? value.join(',') : (value ?? '')
  return text.trim().replaceAll(/ {2,}/g, ' ')
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')
const hmac = (key: Buffer | string, data: string): Buffer => createHmac('sha256', key).update(data).digest()
const single = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)
