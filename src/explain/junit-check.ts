import type { CheckReport } from '../causes/check-report.ts'

/** A check as JUnit XML: a test case for each finding, and one that passes where there is none. */
export function junitCheck({ findings }: CheckReport): string {
  const cases = findings.map(({ code, subject, severity, message, place, why, fix }) => {
    const details = [place ?? '', ...why.map(({ fact }) => fact), ...fix.map(({ title }) => `fix: ${title}`)]
    const text = escapeXml(details.filter((line) => line !== '').join('\n'))
    return `    <testcase classname="${escapeXml(subject)}" name="${escapeXml(code)}"><failure type="${severity}" message="${escapeXml(message)}">${text}</failure></testcase>`
  })
  const passed = '    <testcase classname="seatrial" name="check"/>'
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${Math.max(1, findings.length)}" failures="${findings.length}">`,
    `  <testsuite name="seatrial check" tests="${Math.max(1, findings.length)}" failures="${findings.length}">`,
    ...(cases.length > 0 ? cases : [passed]),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text for XML; control characters, which XML cannot hold, are left out. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '')
}
