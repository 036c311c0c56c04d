/**
 * A pattern as character codes, with the wildcards as negative numbers. Kept as numbers, not as a RegExp: matching is
 * then linear for every pattern that occurs, whatever somebody writes into a policy.
 */
export type Glob = readonly number[]

/** `*`: any characters, also none. */
export const anyText = -1
/** `?`: one character. */
export const anyCharacter = -2
/** `*` that stays within its part of an ARN, see `globOf`. */
export const anyTextInPart = -3
/** `?` that stays within its part of an ARN. */
export const anyCharacterInPart = -4

const colon = 58

/** Whether the whole text matches the pattern. Case counts. */
export function matchesGlob(glob: Glob, text: string): boolean {
  if (glob.includes(anyTextInPart)) return matchesBounded(glob, text)
  let g = 0
  let t = 0
  let starAt = -1
  let starText = 0
  while (t < text.length) {
    const code = glob[g]
    if (code === anyText) {
      starAt = g
      starText = t
      g += 1
    } else if (code !== undefined && takes(code, text.charCodeAt(t))) {
      g += 1
      t += 1
    } else if (starAt >= 0) {
      starText += 1
      t = starText
      g = starAt + 1
    } else return false
  }
  while (glob[g] === anyText) g += 1
  return g === glob.length
}

function takes(code: number, given: number): boolean {
  if (code >= 0) return code === given
  return code === anyCharacter || (code === anyCharacterInPart && given !== colon)
}

/** All positions of the pattern that can be reached, step by step: stars of two kinds cannot share one way back. */
function matchesBounded(glob: Glob, text: string): boolean {
  let reached = afterStars(glob, [0])
  for (let t = 0; t < text.length && reached.size > 0; t += 1) {
    const given = text.charCodeAt(t)
    const next: number[] = []
    for (const at of reached) {
      const code = glob[at]
      if (code === undefined) continue
      if (code === anyText || (code === anyTextInPart && given !== colon)) next.push(at)
      else if (takes(code, given)) next.push(at + 1)
    }
    reached = afterStars(glob, next)
  }
  return reached.has(glob.length)
}

function afterStars(glob: Glob, positions: readonly number[]): Set<number> {
  const reached = new Set<number>()
  for (const position of positions) {
    let at = position
    reached.add(at)
    while (glob[at] === anyText || glob[at] === anyTextInPart) {
      at += 1
      reached.add(at)
    }
  }
  return reached
}

/** Whether some text matches both patterns. */
export function globsMeet(left: Glob, right: Glob): boolean {
  const width = right.length + 1
  const tried = new Set<number>()
  const open: [number, number][] = [[0, 0]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [i, j] = next
    if (i === left.length && j === right.length) return true
    const seen = i * width + j
    if (tried.has(seen)) continue
    tried.add(seen)
    const a = left[i]
    const b = right[j]
    if (a !== undefined && isStar(a)) open.push([i + 1, j])
    if (b !== undefined && isStar(b)) open.push([i, j + 1])
    if (a === undefined || b === undefined) continue
    if (isStar(a) && isStar(b)) continue
    if (isStar(a)) open.push([i, j + 1])
    else if (isStar(b)) open.push([i + 1, j])
    else if (a === b || isOne(a) || isOne(b)) open.push([i + 1, j + 1])
  }
  return false
}

const isStar = (code: number): boolean => code === anyText || code === anyTextInPart
const isOne = (code: number): boolean => code === anyCharacter || code === anyCharacterInPart
