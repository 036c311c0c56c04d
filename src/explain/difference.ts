import type { CheckDifference, LaunchChange } from '../causes/compare-checks.ts'
import type { SourceTexts } from './excerpt.ts'
import { jsonFinding } from './json-check.ts'
import { plainScreen, type Paint, type Screen } from './paint.ts'
import { readPlace } from './place.ts'
import { findingLines, ToldBefore } from './pretty-check.ts'

/** Two revisions for a person at a terminal: what changed, what that breaks, what it mends. */
export function prettyDifference(
  difference: CheckDifference,
  sources: SourceTexts,
  screen: Screen = plainScreen,
): string {
  const { changes, introduced, resolved } = difference
  const { paint } = screen
  const told = new ToldBefore()
  const blocks = [
    changeLines(changes, paint),
    ...introduced.map((finding) => findingLines(finding, sources, screen, told)),
    resolved.length === 0
      ? []
      : [
          paint('dim', 'no longer there:'),
          ...resolved.map(({ code, message }) => `  ${paint('green', code)}: ${message}`),
        ],
    [differenceSummary(difference)],
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

/** Two revisions in one line. */
function differenceSummary({ changes, introduced, resolved, remaining }: CheckDifference): string {
  const changed = changes.length === 0 ? 'nothing that a launch needs changed' : `${changes.length} changed`
  return `${changed} · ${introduced.length} new · ${resolved.length} gone · ${remaining} as before`
}

function changeLines(changes: readonly LaunchChange[], paint: Paint): string[] {
  return changes.flatMap(({ subject, what, before, after, place }) => [
    `${paint('bold', subject)}: ${what} ${changeWord(what, before, after)}${place === undefined ? '' : `  ${paint('dim', place)}`}`,
    ...(before === undefined ? [] : [paint('red', `  - ${before}`)]),
    ...(after === undefined ? [] : [paint('green', `  + ${after}`)]),
  ])
}

/** Of several things (`subnets`, `ports of web`) there were added; of one it was. */
function changeWord(what: string, before: string | undefined, after: string | undefined): string {
  if (before !== undefined && after !== undefined) return 'changed'
  const isSeveral = /^(?:[a-z]+ )?[a-z]+s(?: of |$)/.test(what)
  return `${isSeveral ? 'were' : 'was'} ${before === undefined ? 'added' : 'removed'}`
}

/** Two revisions as JSON: every field is always there, `null` where there is nothing to say. */
export function jsonDifference({
  version,
  changes,
  introduced,
  resolved,
  remaining,
}: CheckDifference): object {
  return {
    version,
    changes: changes.map(({ subject, what, before, after, place }) => ({
      subject,
      what,
      before: before ?? null,
      after: after ?? null,
      place: readPlace(place) ?? null,
    })),
    introduced: introduced.map(jsonFinding),
    resolved: resolved.map(jsonFinding),
    remaining,
  }
}
