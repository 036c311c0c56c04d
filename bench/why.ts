/**
 * Measures `why` on reports whose cause is known, from their texts alone.
 *
 *   npm run bench:why -- REPORTS.jsonl [--misses]
 *
 * Each line: {"id", "error_text", "label", "confirmed"}. Without a file the project's own reports are taken.
 */
import { readFileSync } from 'node:fs'
import { diagnose } from '../src/causes/diagnose.ts'
import { vocabulary } from '../src/causes/vocabulary.ts'

interface Report {
  readonly id: string
  readonly error_text: string
  readonly label: string
  readonly confirmed?: boolean
}

const [file = new URL('../cases/why/reports.jsonl', import.meta.url), ...flags] = process.argv.slice(2)
const reports = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => JSON.parse(line) as Report)
  .filter(({ confirmed = true }) => confirmed)
const groups = new Map(vocabulary.map(({ code, group }) => [code, group]))

for (const { error_text: text } of reports.slice(0, 50)) diagnose(text)
const tally = { first: 0, three: 0, group: 0 }
let slowest = 0
const began = performance.now()
for (const { id, error_text: text, label } of reports) {
  const start = performance.now()
  const { causes, failure } = diagnose(text)
  slowest = Math.max(slowest, performance.now() - start)
  const codes = causes.map(({ code }) => code)
  if (codes[0] === label) tally.first += 1
  else if (flags.includes('--misses')) {
    const words = text.replaceAll(/\s+/g, ' ').slice(0, 200)
    console.log(`${id} ${label} | ${codes.slice(0, 4).join(' ')} | ${failure?.code ?? '-'} | ${words}`)
  }
  if (codes.slice(0, 3).includes(label)) tally.three += 1
  if (groups.get(codes[0] ?? '') === groups.get(label)) tally.group += 1
}
const each = (performance.now() - began) / reports.length
const share = (count: number): string => `${((count / reports.length) * 100).toFixed(1)} %`

console.log(`${reports.length} reports`)
console.log(`right cause first         ${share(tally.first).padStart(8)}   to reach: 70 %`)
console.log(`among the first three     ${share(tally.three).padStart(8)}   to reach: 90 %`)
console.log(`right group first         ${share(tally.group).padStart(8)}   to reach: 90 %`)
console.log(
  `time for one              ${each.toFixed(2).padStart(5)} ms   slowest ${slowest.toFixed(1)} ms; to reach: 5 ms`,
)
