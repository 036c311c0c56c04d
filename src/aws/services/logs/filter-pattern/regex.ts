import { invalidPattern } from './invalid-pattern.ts'

/** The characters that CloudWatch Logs takes in a regular expression; there are no groups. */
const SUPPORTED = /^(?:[A-Za-z0-9:_#=@/;,\- ^$?[\]{}|*+.]|\\(?:[dDsSwW]|x[0-9A-Fa-f]{2}|[^A-Za-z0-9]))+$/

/** Compiles the text between two `%`. It matches anywhere in a value, like a search. */
export function compileRegex(source: string): RegExp {
  if (!SUPPORTED.test(source)) throw invalidPattern(`Invalid character(s) in term '%${source}%'`)
  try {
    return new RegExp(source)
  } catch {
    throw invalidPattern(`'%${source}%' is not a regular expression`)
  }
}
