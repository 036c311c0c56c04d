import type { CheckFinding, CheckReport, SuppressedFinding } from '../../causes/check-report.ts'
import { otherRules } from '../../causes/other-rules.ts'
import { vocabulary } from '../../causes/vocabulary.ts'
import type { IgnoreSettings } from '../../model/project.ts'
import { formatPlace } from '../input-error.ts'
import { nearestName } from '../nearest-name.ts'
import { readComments } from './read-comments.ts'
import type { Suppression, Suppressions } from './suppression.ts'

/** What a project suppresses: by comments in its files, by file name, and in its settings. */
export function readSuppressions(
  sources: ReadonlyMap<string, string>,
  ignore: readonly IgnoreSettings[],
): Suppressions {
  const comments = [...sources].map(([file, text]) => readComments(file, text))
  const all: readonly Suppression[] = [...comments.flatMap((one) => one.all), ...ignore]
  return {
    all,
    warnings: [...comments.flatMap(({ warnings }) => warnings), ...all.flatMap(misspelt)],
  }
}

/** A code that no cause has suppresses nothing, and nobody would notice. */
function misspelt({ code, subject, source }: Suppression): CheckFinding[] {
  const codes = [...vocabulary, ...otherRules].map((rule) => rule.code)
  if (codes.includes(code)) return []
  const near = nearestName(code, codes)
  return [
    {
      code: 'suppression-incomplete',
      severity: 'warning',
      subject: subject ?? code,
      message: `${code} is to be ignored, and there is no such cause${near === undefined ? '' : `: did you mean ${near}?`}`,
      place: formatPlace(source),
      why: [],
      fix: [{ title: 'name the cause by its code, as `seatrial explain` lists them', text: '' }],
    },
  ]
}

/**
 * Takes out of a report what is suppressed, and says so in `suppressed`. A suppression holds to the end of its day
 * (`today` is `YYYY-MM-DD`, in UTC); after it the finding is back, with a warning about the suppression.
 */
export function suppress(report: CheckReport, { all, warnings }: Suppressions, today: string): CheckReport {
  const isOver = ({ until }: Suppression): boolean => until !== undefined && until < today
  const suppressed: SuppressedFinding[] = []
  const left = report.findings.filter((finding) => {
    const found = all.find((one) => !isOver(one) && covers(one, finding))
    if (found === undefined) return true
    const { reason, until, source } = found
    suppressed.push({
      finding,
      reason,
      ...(until === undefined ? {} : { until }),
      source: formatPlace(source),
    })
    return false
  })
  return {
    ...report,
    findings: [...left, ...warnings, ...all.filter(isOver).map(expired)],
    suppressed: [...report.suppressed, ...suppressed],
  }
}

function covers({ code, subject, line }: Suppression, finding: CheckFinding): boolean {
  if (code !== finding.code || (subject !== undefined && subject !== finding.subject)) return false
  return line === undefined || (finding.place ?? '').startsWith(`${line.file}:${line.line}:`)
}

function expired({ code, subject, until = '', reason, source }: Suppression): CheckFinding {
  return {
    code: 'suppression-expired',
    severity: 'warning',
    subject: subject ?? code,
    message: `${code} was to be ignored until ${until}, and that day is over`,
    place: formatPlace(source),
    why: [{ fact: `the reason was: ${reason}`, source: formatPlace(source) }],
    fix: [{ title: 'mend what it ignores and remove the entry, or give it a later day', text: '' }],
  }
}
