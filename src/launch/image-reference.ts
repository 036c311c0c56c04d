/** An image reference, with the parts that the definition left out filled in as a registry client does. */
export interface ImageReference {
  /** `docker.io`, an ECR host, `ghcr.io`, … */
  readonly registry: string
  readonly repository: string
  readonly tag?: string
  readonly digest?: string
  /** The reference as containerd prints it in `failed to resolve ref …`. */
  readonly canonical: string
  /** Where the requests go. */
  readonly host: string
  /** Set for a private ECR repository. */
  readonly ecr?: { readonly account: string; readonly region: string }
}

const ecrHost = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.aws)$/

// Steps and causes read the image of one container one after the other.
let last: { readonly image: string; readonly reference: ImageReference } | undefined

/** Reads an image reference: no registry means Docker Hub, no tag means `latest`. */
export function parseImageReference(image: string): ImageReference {
  if (last?.image !== image) last = { image, reference: referenceOf(image) }
  return last.reference
}

function referenceOf(image: string): ImageReference {
  const [named = '', digest] = image.split('@')
  const slash = named.indexOf('/')
  const first = slash < 0 ? '' : named.slice(0, slash)
  const hasRegistry = first.includes('.') || first.includes(':') || first === 'localhost'
  const registry = hasRegistry ? first : 'docker.io'
  const path = hasRegistry ? named.slice(slash + 1) : named
  const colon = path.lastIndexOf(':')
  const tagged = colon > path.lastIndexOf('/') && colon >= 0
  const name = tagged ? path.slice(0, colon) : path
  const repository = registry === 'docker.io' && !name.includes('/') ? `library/${name}` : name
  const tag = tagged ? path.slice(colon + 1) : digest === undefined ? 'latest' : undefined
  const ecr = ecrHost.exec(registry)
  return {
    registry,
    repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
    canonical: `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`,
    host: registry === 'docker.io' ? 'registry-1.docker.io' : registry,
    ...(ecr ? { ecr: { account: ecr[1] ?? '', region: ecr[2] ?? '' } } : {}),
  }
}
