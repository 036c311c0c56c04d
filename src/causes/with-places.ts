import type { CheckReport } from './check-report.ts'
import type { DiagnosedCause, Diagnosis } from './diagnosis.ts'

/** Adds where a cause was written, which an account does not know, from what a check of the project found. */
export function withPlaces(diagnosis: Diagnosis, { findings }: CheckReport): Diagnosis {
  const placed = (cause: DiagnosedCause): DiagnosedCause => {
    if (cause.standing !== 'proven' || cause.place !== undefined) return cause
    const place = findings.find(({ code, subject }) => code === cause.code && isAbout(cause, subject))?.place
    return place === undefined ? cause : { ...cause, place }
  }
  return { ...diagnosis, causes: diagnosis.causes.map(placed), also: diagnosis.also.map(placed) }
}

/** A task is known by its id and not by its service: any launch of the project may be its own. */
function isAbout({ subject = '' }: DiagnosedCause, name: string): boolean {
  return subject === name || /^[0-9a-f]{32}$/.test(subject)
}
