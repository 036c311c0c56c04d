import type { ImageSettings } from './project.ts'

/** `nginx` is `nginx:latest`; a digest or a port of the registry is no tag. */
function withTag(reference: string): string {
  return /(?::[^/:]+|@[^/]+|\*)$/.test(reference) ? reference : `${reference}:latest`
}

function matches(pattern: string, image: string): boolean {
  const expression = pattern
    .split('*')
    .map((literal) => literal.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.*')
  return new RegExp(`^${expression}$`, 's').test(image)
}

/**
 * The settings for an image as a task definition names it: those that name it exactly, otherwise those whose pattern
 * says most about it (fewest characters left to `*`).
 */
export function matchImage(images: readonly ImageSettings[], image: string): ImageSettings | undefined {
  const wanted = withTag(image)
  const literalLength = ({ reference }: ImageSettings): number =>
    withTag(reference).replaceAll('*', '').length
  return (
    images.find(({ reference }) => withTag(reference) === wanted) ??
    images
      .filter(({ reference }) => reference.includes('*') && matches(withTag(reference), wanted))
      .sort((a, b) => literalLength(b) - literalLength(a))[0]
  )
}
