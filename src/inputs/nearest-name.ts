import { editDistance } from '../model/edit-distance.ts'

/** Names further away than this share of their length are not suggested. */
const maxShareOfEdits = 0.4
/** The name most like the one that was written, or undefined where none is near. */
export function nearestName(written: string, names: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Number.POSITIVE_INFINITY
  for (const name of names) {
    const longer = Math.max(name.length, written.length)
    if (Math.abs(name.length - written.length) > Math.min(bestDistance, longer * maxShareOfEdits)) continue
    const distance = editDistance(written, name)
    if (distance <= longer * maxShareOfEdits && distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/** How many names are listed where none is near. */
const maxListed = 8

/**
 * What to say about a name that is not there: the one that was probably meant, or else what there is, with another
 * remedy where the caller has one.
 */
export function suggestion(
  written: string,
  names: Iterable<string>,
  kind: string,
  otherwise?: string,
): { readonly expected?: string; readonly remedy?: string } {
  const all = [...names]
  const near = nearestName(written, all)
  if (near !== undefined) return { remedy: `did you mean ${near}?` }
  const remedy = otherwise === undefined ? {} : { remedy: otherwise }
  if (all.length === 0) return { expected: `a ${kind}; there is none here`, ...remedy }
  const listed = all.slice(0, maxListed).join(', ')
  const more = all.length > maxListed ? ` or ${all.length - maxListed} more` : ''
  return { expected: all.length === 1 ? listed : `one of ${listed}${more}`, ...remedy }
}
