/**
 * Writes `docs/causes`, one page for each root cause and an index, from `src/causes`.
 *
 *   npx tsx tools/cause-pages.ts [--check]
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { causeIndex, causePage } from '../src/causes/cause-page.ts'
import { vocabulary } from '../src/causes/vocabulary.ts'

const folder = new URL('../docs/causes/', import.meta.url)
const pages = new Map([
  ['README.md', causeIndex()],
  ...vocabulary.map((cause) => [`${cause.code}.md`, causePage(cause)] as const),
])

mkdirSync(folder, { recursive: true })
const there = readdirSync(folder)
const extra = there.filter((file) => !pages.has(file))
const changed = [...pages].filter(
  ([file, text]) => !there.includes(file) || readFileSync(new URL(file, folder), 'utf8') !== text,
)

if (!process.argv.includes('--check')) {
  for (const [file, text] of changed) writeFileSync(new URL(file, folder), text)
  for (const file of extra) rmSync(new URL(file, folder))
} else if (changed.length + extra.length > 0) {
  const names = [...changed.map(([file]) => file), ...extra].join(', ')
  console.error(`docs/causes is not what src/causes says (${names}): run npx tsx tools/cause-pages.ts`)
  process.exitCode = 1
}
