import { parseImageReference } from '../../launch/image-reference.ts'

/** Programs that images of Docker's official library, and those called distroless, are made without. */
interface PublicImage {
  readonly image: RegExp
  readonly tag?: RegExp
  readonly without: readonly string[]
  /** Where it is documented, or how the image is made. */
  readonly source: string
}

const alpine = /(?:^|-)alpine/
const hub = 'https://hub.docker.com/_/'
const nodeFile = 'https://github.com/nodejs/docker-node'
const pythonFile = 'https://github.com/docker-library/python'

/** Only what the makers keep so: an image that installs its application with curl and takes curl away again. */
const publicImages: readonly PublicImage[] = [
  { image: /^library\/alpine$/, without: ['curl', 'bash'], source: `${hub}alpine` },
  { image: /^library\/busybox$/, without: ['curl', 'bash'], source: `${hub}busybox` },
  { image: /^library\/(?:debian|ubuntu)$/, without: ['curl', 'wget'], source: `${hub}debian` },
  { image: /^library\/node$/, tag: /(?:^|-)slim$/, without: ['curl', 'wget'], source: nodeFile },
  { image: /^library\/node$/, tag: alpine, without: ['curl', 'bash'], source: nodeFile },
  { image: /^library\/python$/, tag: /(?:^|-)slim(?:-|$)/, without: ['curl', 'wget'], source: pythonFile },
  { image: /^library\/python$/, tag: alpine, without: ['curl', 'bash'], source: pythonFile },
  {
    image: /^gcr\.io\/distroless\/[\w.-]+$/,
    // Variants for debugging have a shell.
    tag: /^(?!.*debug)/,
    without: ['sh', 'bash', 'curl', 'wget'],
    source: 'https://github.com/GoogleContainerTools/distroless',
  },
]

/** What a well-known public image is made without, by the documentation of its makers; undefined for any other image. */
export function madeWithout(image: string): Pick<PublicImage, 'without' | 'source'> | undefined {
  const { registry, repository, tag } = parseImageReference(image)
  const name =
    registry === 'public.ecr.aws'
      ? repository.replace(/^docker\//, '')
      : registry === 'docker.io'
        ? repository
        : `${registry}/${repository}`
  return publicImages.find(
    (known) =>
      known.image.test(name) && (known.tag === undefined || (tag !== undefined && known.tag.test(tag))),
  )
}
