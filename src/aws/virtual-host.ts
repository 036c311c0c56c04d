/** What a Host header says to S3 beside where to connect. */
export interface VirtualHost {
  /** Set where the bucket is named by the host and not by the path. */
  readonly bucket?: string
  /** Set where the host is an endpoint of one region. */
  readonly region?: string
}

const REGION = '[a-z]{2}(?:-[a-z]+)+-\\d'
const S3_HOST = new RegExp(
  `^(?:(?<bucket>.+)\\.)?s3(?:[.-](?:dualstack\\.|fips\\.)?(?<region>${REGION}))?\\.(?:amazonaws\\.com(?:\\.cn)?|localhost)$`,
)
const nothingSaid: VirtualHost = {}
const LOCAL_BUCKET = /^(?<bucket>.+)\.localhost$/

/**
 * Reads S3's virtual-hosted addressing: `bucket.localhost`, `bucket.s3.localhost`, `bucket.s3.REGION.localhost` and
 * the same below `amazonaws.com`. Other hosts say nothing: their requests name the bucket in the path.
 */
export function readVirtualHost(host: string | undefined): VirtualHost {
  if (host === undefined || /^[\d.:]*$/.test(host)) return nothingSaid
  const name = host.replace(/:\d+$/, '').toLowerCase()
  if (!name.endsWith('.localhost') && !name.includes('amazonaws.com')) return nothingSaid
  const { bucket, region } = (S3_HOST.exec(name) ?? LOCAL_BUCKET.exec(name))?.groups ?? {}
  return { ...(bucket === undefined ? {} : { bucket }), ...(region === undefined ? {} : { region }) }
}

/** The path of a request as if the bucket had been named in it. */
export function pathStyle(path: string, { bucket }: VirtualHost): string {
  return bucket === undefined ? path : `/${bucket}${path}`
}
