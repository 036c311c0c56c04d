import type { StartFailure } from '../../model/sandbox.ts'
import type { Failure } from '../../model/verdict.ts'

/** A start that failed, as the failure catalogue knows it. */
export function startFailure(outcome: StartFailure): Failure {
  const { program, detail } = outcome
  switch (outcome.kind) {
    case 'not-found':
      return program.includes('/')
        ? { code: 'program-path-not-found', facts: { program, path: program } }
        : { code: 'program-not-found', facts: { program } }
    case 'not-executable':
      return { code: 'program-not-executable', facts: { program } }
    case 'exec-format':
      return { code: 'exec-format-error', facts: { path: program } }
    case 'no-such-directory':
      return { code: 'working-directory-missing', facts: { directory: detail } }
    case 'other':
      return { code: 'container-start-failed', facts: { reason: detail } }
  }
}
