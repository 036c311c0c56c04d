import { otherRules } from '../causes/other-rules.ts'
import { vocabulary } from '../causes/vocabulary.ts'
import { nearestName } from '../inputs/nearest-name.ts'
import type { CheckOptions } from './check-options.ts'

/** The first code of the options that no cause has, in words: a check for it alone would find nothing, ever. */
export function wrongCode({ only = [], skip = [] }: CheckOptions): string | undefined {
  const codes = [...vocabulary, ...otherRules].map((rule) => rule.code)
  const wrong = [...only, ...skip].find((code) => !codes.includes(code))
  if (wrong === undefined) return undefined
  const near = nearestName(wrong, codes)
  const hint = near === undefined ? '`seatrial explain` lists all' : `did you mean ${near}?`
  return `there is no cause ${wrong}: ${hint}`
}
