import type { DiagnosedCause, Diagnosis } from './diagnosis.ts'

/** A diagnosis as JSON: every field is always there, `null` where there is nothing to say. */
export function diagnosisJson({ version, failure, nearest, causes, also }: Diagnosis): object {
  return {
    version,
    failure: failure && { code: failure.code, summary: failure.summary, facts: failure.facts },
    nearest: nearest ?? null,
    causes: causes.map(causeJson),
    also: also.map(causeJson),
  }
}

function causeJson(cause: DiagnosedCause): object {
  const { code, standing, message, why, fix, settle, share, subject, place, prints } = cause
  return {
    code,
    standing,
    message,
    subject: subject ?? null,
    place: place ?? null,
    why: why.map(({ fact, source }) => ({ fact, source: source ?? null })),
    prints: prints ?? null,
    fix: fix.map(({ title, text }) => ({ title, text })),
    settle: settle.map(({ what, how }) => ({ what, how })),
    share: share ?? null,
  }
}
