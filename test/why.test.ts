import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../src/causes/diagnose.ts'
import { vocabulary } from '../src/causes/vocabulary.ts'

interface Report {
  readonly id: string
  readonly error_text: string
  readonly label: string
}

const reports = readFileSync(join(import.meta.dirname, '../cases/why/reports.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Report)

const codesOf = (text: string): string[] => diagnose(text).causes.map(({ code }) => code)
const plain = new Map(reports.map(({ error_text: text }) => [text, codesOf(text)]))
const shareOf = (holds: (report: Report) => boolean): number => reports.filter(holds).length / reports.length

/** The lines of a text, broken between words where they would be longer than `width`. */
function wrapped(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => {
    const rows = ['']
    for (const word of line.split(' ')) {
      const row = rows.at(-1) ?? ''
      if (row === '') rows[rows.length - 1] = word
      else if (row.length + word.length < width) rows[rows.length - 1] = `${row} ${word}`
      else rows.push(word)
    }
    return rows
  })
}

/** A text with its lines broken within words, as a terminal of so many columns shows it. */
function broken(text: string, columns: number): string {
  return text
    .split('\n')
    .flatMap((line) =>
      Array.from({ length: Math.max(1, Math.ceil(line.length / columns)) }, (_, row) =>
        line.slice(row * columns, (row + 1) * columns),
      ),
    )
    .join('\n')
}

const eachLine = (text: string, before: string, after = ''): string =>
  wrapped(text, 76)
    .map((line) => `${before}${line}${after}`)
    .join('\n')

const asHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;')
    .replaceAll('\n', '<br/>')

/** What happens to a text on its way into a report. */
const disguises: [string, (text: string) => string][] = [
  ['in a block of code', (text) => `The service does not start:\n\`\`\`console\n${text}\n\`\`\`\nthanks`],
  ['quoted twice', (text) => eachLine(text, '>> ')],
  ['in colours', (text) => eachLine(text, '\u001B[31m\u001B[1m', '\u001B[0m\u001B[K')],
  ['as JSON', (text) => JSON.stringify({ stoppedReason: text })],
  ['as JSON within JSON', (text) => JSON.stringify(JSON.stringify({ stoppedReason: text }))],
  ['as the source of a page', (text) => `<p>${asHtml(text)}</p>`],
  ['with a time and a level on each line', (text) => eachLine(text, '2025-06-03T07:21:09.113Z [ERROR] ')],
  ['with another time on each line', (text) => eachLine(text, '[2025-06-03 07:21:09,113] ERROR - ')],
  ['in a log of the system', (text) => eachLine(text, 'Jun  3 07:21:09 ip-10-0-0-5 ecs-agent[812]: ')],
  ['in a log of compose', (text) => eachLine(text, 'web-1  | ')],
  ['in a log of a workflow', (text) => eachLine(text, '2025-06-03T07:21:09.1134567Z ##[error]')],
  ['framed by terraform', (text) => `╷\n${eachLine(text, '│ ')}\n│\n╵`],
  ['after the mark of cdk', (text) => `❌  ShopStack failed: Error: ROLLBACK_COMPLETE: ${text}`],
  ['broken at column 80', (text) => broken(text, 80)],
  ['indented', (text) => eachLine(text, '        ')],
  ['with the line ends of Windows', (text) => text.replaceAll('\n', '\r\n')],
  [
    'with signs of full width',
    (text) => text.replaceAll(':', '：').replaceAll('(', '（').replaceAll(')', '）'),
  ],
  [
    'between words of another language',
    (text) => `デプロイすると次のエラーになります。「${text}」どうすればよいですか。`,
  ],
]

describe('why', () => {
  it('has a report for every cause, and no others', () => {
    expect([...new Set(reports.map(({ label }) => label))].toSorted()).toEqual(
      vocabulary.map(({ code }) => code).toSorted(),
    )
    expect(new Set(reports.map(({ id }) => id)).size).toBe(reports.length)
  })

  it('names the cause of most reports first, and of nearly all among the first three', () => {
    expect(shareOf(({ error_text: text, label }) => plain.get(text)?.[0] === label)).toBeGreaterThanOrEqual(
      0.95,
    )
    expect(
      shareOf(({ error_text: text, label }) => plain.get(text)?.slice(0, 3).includes(label) === true),
    ).toBeGreaterThanOrEqual(0.98)
  })

  it.each(disguises)('reads a report %s as it reads the plain one', (_, disguise) => {
    const same = shareOf(({ error_text: text }) => codesOf(disguise(text))[0] === plain.get(text)?.[0])
    expect(same).toBeGreaterThanOrEqual(0.98)
  })

  it('reads every beginning and every end of a report', () => {
    for (const { error_text: text } of reports) {
      for (const at of [1, 3, 7].map((eighths) => Math.floor((text.length * eighths) / 8))) {
        expect(diagnose(text.slice(0, at)).causes).toBeInstanceOf(Array)
        expect(diagnose(text.slice(at)).causes).toBeInstanceOf(Array)
      }
    }
  })

  it('is done with long texts soon', () => {
    const once = reports.map(({ error_text: text }) => text).join('\n')
    const long = once.repeat(Math.ceil(200_000 / once.length))
    const began = performance.now()
    diagnose(long)
    expect(performance.now() - began).toBeLessThan(2000)
  })
})
