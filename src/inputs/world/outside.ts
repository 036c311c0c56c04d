import type { ProjectRecords } from '../records/project-records.ts'
import { unknownFact, type Fact } from '../../model/launch/fact.ts'

/**
 * What is not in the project is neither there nor missing, unless an account was asked: the call that would tell is
 * named.
 */
export function outside(
  { unknowns, answers }: ProjectRecords,
  what: string,
  name: string,
  call: string,
): Fact<never> {
  const answer = answers.of(what, name)
  if (answer) return answer
  return unknownFact(unknowns.settling(name) ?? `whether ${what} ${name} exists in the account (${call})`)
}
