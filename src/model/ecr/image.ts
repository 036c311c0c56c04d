/** An image manifest or an index of manifests. Writer: PutImage. */
export interface ImageRow {
  readonly repositoryName: string
  /** `sha256:…` of the manifest's text. */
  readonly imageDigest: string
  /** The text as it was pushed. */
  readonly manifest: string
  readonly mediaType: string
  /** Media type of what the image is: `application/vnd.docker.container.image.v1+json`, a Helm chart, …; not of an index. */
  readonly artifactMediaType?: string
  /** Digests of the manifests of an index. */
  readonly references: readonly string[]
  /** `os/architecture[/variant]` of an index's manifests; empty for a single image, whose configuration is not here. */
  readonly platforms: readonly string[]
  readonly isIndex: boolean
  readonly sizeBytes: number
  readonly pushedMs: number
}

/** What a tag points to. Writer: PutImage, BatchDeleteImage. */
export interface ImageTagRow {
  readonly repositoryName: string
  readonly tag: string
  readonly imageDigest: string
}
