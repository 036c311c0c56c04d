/** Names further away than this share of their length are not suggested. */
const maxShareOfEdits = 0.4
/** Names longer than this are not compared: nobody mistypes them by hand. */
const maxComparedLength = 128

/** Edits (insert, delete, replace, swap of neighbours) from one text to the other, without regard to case. */
function editDistance(left: string, right: string): number {
  const a = left.toLowerCase()
  const b = right.toLowerCase()
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1)
      row.push(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}

/** The name most like the one that was written, or undefined where none is near. */
export function nearestName(written: string, names: Iterable<string>): string | undefined {
  if (written.length > maxComparedLength) return undefined
  let best: string | undefined
  let bestDistance = Number.POSITIVE_INFINITY
  for (const name of names) {
    const longer = Math.max(name.length, written.length)
    if (name.length > maxComparedLength) continue
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
