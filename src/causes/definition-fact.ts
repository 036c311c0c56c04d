import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import type { Evidence } from '../model/verdict.ts'

/** A fact that the task definition states; `part` is what `placeOf` may know the place of. */
export function definitionFact({ request, placeOf }: EvaluatedLaunch, fact: string, part?: string): Evidence {
  return {
    fact,
    // Looked for when it is read: most facts only show that a cause is ruled out, and nobody asks.
    get source() {
      const place = part === undefined ? undefined : placeOf?.(part)
      return place ?? `task definition ${request.family}:${request.revision}`
    },
  }
}

/** A fact that the call states which starts the task: the service's configuration or the arguments of RunTask. */
export function requestFact({ subject }: EvaluatedLaunch, fact: string): Evidence {
  return { fact, source: subject.kind === 'service' ? `service ${subject.name}` : 'the request for the task' }
}
