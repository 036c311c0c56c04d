import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { askedService, serviceRefusals } from '../../launch/registration/service-rules.ts'
import type { Failure } from '../../model/verdict.ts'
import type { CauseAnswer } from '../cause.ts'
import { requestFact } from '../definition-fact.ts'
import { partWords } from './refusal-words.ts'

/**
 * The answer of a cause that is a rule of CreateService: found where the service as it was written breaks it, open where
 * nothing written is known.
 */
export function answerOfRule(
  launch: EvaluatedLaunch,
  rule: string,
  failure: (message: string) => Failure | undefined,
): CauseAnswer {
  const asked = launch.asked && askedService(launch.asked)
  if (asked === undefined) return { found: [], open: [`what is asked for ${launch.subject.name}`] }
  const broken = [...serviceRefusals(asked)].filter((refusal) => refusal.rule === rule)
  const found = broken.map(({ message, part }) => {
    const printed = failure(message)
    return {
      facts: { subject: launch.subject.name },
      why: [requestFact(launch, `${partWords(part)} is refused: ${message}`)],
      ...(printed === undefined ? {} : { failure: printed }),
      part,
    }
  })
  return { found, open: [] }
}
