/**
 * What is known about a question: no, perhaps, yes. Numbers, so that "and" is the lesser and "or" the greater of two.
 */
export type Truth = 0 | 1 | 2

/** Known not to be so. */
export const no: Truth = 0
/** Not known. */
export const maybe: Truth = 1
/** Known to be so. */
export const yes: Truth = 2

/** Both are so. */
export function and(left: Truth, right: Truth): Truth {
  return left < right ? left : right
}

/** At least one is so. */
export function or(left: Truth, right: Truth): Truth {
  return left > right ? left : right
}

/** The opposite; what is not known stays so. */
export function not(truth: Truth): Truth {
  return (2 - truth) as Truth
}
