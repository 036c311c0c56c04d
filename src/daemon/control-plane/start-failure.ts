import type { StartFailure } from '../../model/sandbox.ts'
import type { Failure } from '../../model/verdict.ts'

/** A start that failed as the failure catalogue knows it; an exec format error is the program's own end, exit code 1. */
export function startFailure(outcome: StartFailure): {
  readonly failure: Failure
  readonly exitCode?: number
} {
  const { program, detail } = outcome
  switch (outcome.kind) {
    case 'not-found':
      return program.includes('/')
        ? { failure: { code: 'program-path-not-found', facts: { program, path: program } } }
        : { failure: { code: 'program-not-found', facts: { program } } }
    case 'not-executable':
      return { failure: { code: 'program-not-executable', facts: { program } } }
    case 'exec-format':
      return { failure: { code: 'exec-format-error', facts: { path: program } }, exitCode: 1 }
    case 'no-such-directory':
      return { failure: { code: 'working-directory-missing', facts: { directory: detail } } }
    case 'other':
      return { failure: { code: 'container-start-failed', facts: { reason: detail } } }
  }
}
