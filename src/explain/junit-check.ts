import type { CheckFinding, CheckReport } from '../causes/check-report.ts'

/** A check as JUnit XML: a test case that fails for each finding, one that is skipped for each that is suppressed. */
export function junitCheck({ findings, suppressed }: CheckReport): string {
  const failed = findings.map((finding) => testCase(finding, failure(finding)))
  const skipped = suppressed.map(({ finding, reason }) =>
    testCase(finding, `<skipped message="${escapeXml(reason)}"/>`),
  )
  const passed = failed.length === 0 ? ['    <testcase classname="seatrial" name="check"/>'] : []
  const cases = [...failed, ...skipped, ...passed]
  const counts = `tests="${cases.length}" failures="${failed.length}" errors="0" skipped="${skipped.length}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="seatrial" ${counts}>`,
    `  <testsuite name="seatrial check" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function testCase({ code, subject }: CheckFinding, content: string): string {
  return `    <testcase classname="${escapeXml(subject)}" name="${escapeXml(code)}">${content}</testcase>`
}

function failure({ severity, message, place, why, fix }: CheckFinding): string {
  const details = [place ?? '', ...why.map(({ fact }) => fact), ...fix.map(({ title }) => `fix: ${title}`)]
  const text = details.filter((line) => line !== '').join('\n')
  return `<failure type="${severity}" message="${escapeXml(message)}">${escapeXml(text)}</failure>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text for XML; what XML cannot hold is left out: control characters, and halves of characters. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
}
