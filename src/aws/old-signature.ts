import { createHmac, timingSafeEqual } from 'node:crypto'
import type { WireRequest } from './protocols/protocol.ts'

/** What a URL presigned with Signature Version 2 says of its signer. S3 still takes it, and boto3 makes it in us-east-1. */
export interface OldClaim {
  readonly accessKeyId: string
  readonly signature: string
  /** Seconds since 1970; not a number where it is none. */
  readonly expires: number
  readonly sessionToken?: string
}

/**
 * The regions that are older than Signature Version 4 and take the one before it.
 * https://docs.aws.amazon.com/general/latest/gr/s3.html
 */
export const oldSignatureRegions: ReadonlySet<string> = new Set(
  'us-east-1 us-west-1 us-west-2 eu-west-1 ap-southeast-1 ap-southeast-2 ap-northeast-1 sa-east-1'.split(' '),
)

/** Parameters that are part of what is asked for. */
const signedParameters = new Set(
  (
    'accelerate acl analytics cors defaultObjectAcl delete inventory lifecycle location logging metrics notification ' +
    'object-lock partNumber policy replication requestPayment response-cache-control response-content-disposition ' +
    'response-content-encoding response-content-language response-content-type response-expires restore select ' +
    'select-type storageClass tagging torrent uploadId uploads versionId versioning versions website'
  ).split(' '),
)

/** Reads the claim of a URL presigned with Signature Version 2, or undefined where a request is none. */
export function readOldClaim({ query }: WireRequest): OldClaim | undefined {
  const [accessKeyId, signature] = [query.get('AWSAccessKeyId'), query.get('Signature')]
  if (accessKeyId === null || signature === null) return undefined
  const sessionToken = query.get('x-amz-security-token')
  return {
    accessKeyId,
    signature,
    expires: Number(query.get('Expires') ?? Number.NaN),
    ...(sessionToken !== null && { sessionToken }),
  }
}

/**
 * Whether the signature is the one this secret makes.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
 */
export function oldSignatureMatches(request: WireRequest, claim: OldClaim, secretAccessKey: string): boolean {
  const text = [
    request.method,
    valueOf(request, 'content-md5'),
    valueOf(request, 'content-type'),
    String(claim.expires),
    ...amazonHeaders(request),
    resourceOf(request),
  ].join('\n')
  const expected = createHmac('sha1', secretAccessKey).update(text).digest('base64')
  const [a, b] = [Buffer.from(expected), Buffer.from(claim.signature)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** A header, which a presigned URL may carry as a parameter. */
function valueOf({ headers, query }: WireRequest, name: string): string {
  const sent = headers[name]
  return (Array.isArray(sent) ? sent.join(',') : (sent ?? query.get(name) ?? '')).trim()
}

function amazonHeaders(request: WireRequest): string[] {
  const names = [...Object.keys(request.headers), ...request.query.keys()]
  const amazon = new Set(names.map((name) => name.toLowerCase()).filter((name) => name.startsWith('x-amz-')))
  return [...amazon].sort().map((name) => `${name}:${valueOf(request, name)}`)
}

function resourceOf({ path, routedPath = path, query }: WireRequest): string {
  const parameters = [...query]
    .filter(([name]) => signedParameters.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
  return parameters.length > 0 ? `${routedPath}?${parameters.join('&')}` : routedPath
}
