import { printFailure, type PrintedFailure } from '../failures/print-failure.ts'
import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import { shownText } from '../model/unknown-text.ts'
import type { Failure } from '../model/verdict.ts'
import type { Cause, Found } from './cause.ts'
import type { CheckFinding, CheckReport, OpenQuestion, Severity } from './check-report.ts'
import type { Fix } from './fix.ts'
import { placeOfFound, toldByRoot } from './one-root.ts'
import { checkFindings } from './registration-findings.ts'
import { shownFinding } from './shown-finding.ts'
import { vocabulary } from './vocabulary.ts'

/** Runs every cause over every launch: all that will fail, beside what is known already, and all that could not be told. */
export function checkLaunches(
  launches: readonly EvaluatedLaunch[],
  known: readonly CheckFinding[] = [],
): CheckReport {
  const findings = new Map<string, CheckFinding>()
  for (const finding of known) findings.set(keyOf(finding), finding)
  for (const launch of launches) {
    for (const found of [...causesFound(launch), ...checkFindings(launch)]) {
      const finding = launch.isRewritten ? doubtful(found) : found
      const key = keyOf(finding)
      if (!findings.has(key)) findings.set(key, finding)
    }
  }
  return {
    version: 1,
    findings: [...findings.values()].toSorted(byPlace).map(shownFinding),
    suppressed: [],
    unknown: openQuestions(launches),
    checked: {
      launches: launches.length,
      steps: launches.reduce((sum, { steps }) => sum + steps.length, 0),
    },
  }
}

/** What a macro may have mended by the time it is deployed. */
function doubtful(finding: CheckFinding): CheckFinding {
  const fact = 'a macro of the template may change what is deployed, and is not run here'
  return { ...finding, severity: 'warning', why: [...finding.why, { fact }] }
}

/** The same trouble at the same place is told once, however many launches meet it. */
function keyOf({ code, place, subject, message }: CheckFinding): string {
  return [code, place ?? subject, message].join('\n')
}

function causesFound(launch: EvaluatedLaunch): CheckFinding[] {
  const findings: CheckFinding[] = []
  for (const { cause, severity, find } of checked) {
    for (const found of toldByRoot(find(launch).found, launch)) {
      findings.push(findingOf(cause, severity, found, launch))
    }
  }
  return findings
}

/** The causes that a check looks for. */
const checked = vocabulary.flatMap((cause) => {
  const { severity = 'error', find } = cause
  return severity === 'note' || find === undefined ? [] : [{ cause, severity, find }]
})

function findingOf(cause: Cause, severity: Severity, found: Found, launch: EvaluatedLaunch): CheckFinding {
  const { message, fix, note } = cause.tell(found.facts)
  const place = placeOfFound(found, launch)
  const prints = found.failure && printedFailure(found.failure, launch)
  return {
    code: cause.code,
    severity: found.isDoubtful === true ? 'warning' : severity,
    subject: launch.subject.name,
    message,
    ...(place === undefined ? {} : { place }),
    ...(note === undefined ? {} : { note }),
    why: found.why,
    ...(prints === undefined ? {} : { prints: prints.text, printedIn: prints.where }),
    fix: fix.map((one) => withPlace(one, launch)),
  }
}

/** A change of a part of the launch is made where that part was written. */
function withPlace(fix: Fix, { placeOf }: EvaluatedLaunch): Fix {
  if (fix.edit?.kind !== 'set') return fix
  const at = placeOf?.(fix.edit.part)
  return at === undefined ? { title: fix.title, text: fix.text } : { ...fix, edit: { ...fix.edit, at } }
}

/** What ECS prints for a failure; undefined where the facts fill none of its wordings. */
export function printed(failure: Failure, launch: EvaluatedLaunch): string | undefined {
  return printedFailure(failure, launch)?.text
}

function printedFailure(failure: Failure, { request }: EvaluatedLaunch): PrintedFailure | undefined {
  try {
    return printFailure(failure, { launchType: request.launchType })
  } catch {
    return undefined
  }
}

/** What is open, once for every thing that would settle it. */
function openQuestions(launches: readonly EvaluatedLaunch[]): OpenQuestion[] {
  const subjects = new Map<string, Set<string>>()
  const namesOf = (settledBy: string): Set<string> => {
    const known = subjects.get(settledBy) ?? new Set<string>()
    subjects.set(settledBy, known)
    return known
  }
  for (const { subject, steps } of launches) {
    for (const { inSubnets } of steps) {
      for (const { open } of inSubnets) for (const settledBy of open) namesOf(settledBy).add(subject.name)
    }
  }
  return [...subjects].map(([settledBy, names]) => ({
    settledBy: shownText(settledBy),
    subjects: [...names].map(shownText),
  }))
}

function byPlace(a: CheckFinding, b: CheckFinding): number {
  return placeKey(a).localeCompare(placeKey(b), 'en') || a.code.localeCompare(b.code, 'en')
}

/** Sorts lines and columns as numbers. */
function placeKey({ place = '' }: CheckFinding): string {
  return place.replaceAll(/:(\d+)/g, (_, digits: string) => `:${digits.padStart(7, '0')}`)
}
