import type { PlaceParts } from './place.ts'

/** Plans and states of Terraform say so where they begin. */
const beginning = /^\s*\{\s*"(?:format_version|terraform_version)"/

/**
 * The address of the resource that a place in a plan or state of Terraform lies in: Terraform writes them on one line,
 * where a column tells a reader nothing. Undefined in other files.
 */
export function terraformAddress(text: string, { line, column }: PlaceParts): string | undefined {
  if (!beginning.test(text)) return undefined
  let start = 0
  for (let count = 1; count < line; count++) start = text.indexOf('\n', start) + 1
  const before = text.lastIndexOf('"address":', start + column)
  return /^"address":\s*("(?:[^"\\]|\\.)*")/
    .exec(text.slice(before, before + 1000))?.[1]
    ?.replaceAll(/^"|"$|\\(?=")/g, '')
}
