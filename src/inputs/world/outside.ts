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
  where = 'exists in the account',
): Fact<never> {
  const open = unknowns.settling(name)
  if (open !== undefined) return unknownFact(open)
  return (
    answers.of(what, name) ?? answers.otherwise() ?? unknownFact(`whether ${what} ${name} ${where} (${call})`)
  )
}
