import { createHash } from 'node:crypto'
import type { ImageRow } from '../../../model/ecr/image.ts'
import { invalidParameter } from './faults.ts'

const imageTypes = new Set([
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
])
const indexTypes = new Set([
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.index.v1+json',
])

/** What a manifest says by itself, before it is in a repository. */
export type Manifest = Pick<
  ImageRow,
  | 'imageDigest'
  | 'manifest'
  | 'mediaType'
  | 'artifactMediaType'
  | 'references'
  | 'platforms'
  | 'isIndex'
  | 'sizeBytes'
>

type Fields = Readonly<Record<string, unknown>>

/** Reads a Docker v2 or OCI manifest or index. `givenType` is the request's, for manifests without a `mediaType`. */
export function readManifest(manifest: string, givenType: string | undefined): Manifest {
  const fields = parse(manifest)
  const mediaType = typeof fields.mediaType === 'string' ? fields.mediaType : givenType
  // A manifest without any media type, or with one that ECR does not know, is answered with the same words.
  if (mediaType === undefined || fields.schemaVersion !== 2) throw invalidManifest()
  if (givenType !== undefined && givenType !== mediaType) throw invalidManifest()
  const imageDigest = `sha256:${createHash('sha256').update(manifest).digest('hex')}`
  const common = { imageDigest, manifest, mediaType }
  if (imageTypes.has(mediaType)) return { ...common, ...readImageManifest(fields) }
  if (indexTypes.has(mediaType)) return { ...common, ...readIndex(fields) }
  throw invalidManifest()
}

function readImageManifest(fields: Fields): Omit<Manifest, 'imageDigest' | 'manifest' | 'mediaType'> {
  const [config, layers] = [descriptor(fields.config), list(fields.layers).map(descriptor)]
  const sizeBytes = [config, ...layers].reduce((sum, { size }) => sum + size, 0)
  const artifactMediaType = typeof fields.artifactType === 'string' ? fields.artifactType : config.mediaType
  return { artifactMediaType, references: [], platforms: [], isIndex: false, sizeBytes }
}

function readIndex(fields: Fields): Omit<Manifest, 'imageDigest' | 'manifest' | 'mediaType'> {
  const manifests = list(fields.manifests)
  const descriptors = manifests.map(descriptor)
  return {
    references: descriptors.map(({ digest }) => digest),
    platforms: [...new Set(manifests.flatMap(platformOf))],
    isIndex: true,
    sizeBytes: Math.max(0, ...descriptors.map(({ size }) => size)),
  }
}

/** Attestations stand in an index as `unknown/unknown`, and are no platform. */
function platformOf(entry: unknown): string[] {
  const platform = isRecord(entry) && isRecord(entry.platform) ? entry.platform : undefined
  if (!platform || typeof platform.os !== 'string' || typeof platform.architecture !== 'string') return []
  if (platform.os === 'unknown') return []
  const variant = typeof platform.variant === 'string' ? `/${platform.variant}` : ''
  return [`${platform.os}/${platform.architecture}${variant}`]
}

function descriptor(value: unknown): {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
} {
  if (!isRecord(value)) throw invalidManifest()
  const { mediaType, digest, size } = value
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || typeof size !== 'number')
    throw invalidManifest()
  return { mediaType, digest, size }
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw invalidManifest()
  return value as unknown[]
}

function parse(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return value
  } catch {
    throw invalidManifest()
  }
  throw invalidManifest()
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalidManifest(): Error {
  return invalidParameter('ImageManifest', 'Invalid JSON syntax')
}
