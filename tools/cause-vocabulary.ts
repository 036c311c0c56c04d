/**
 * Writes `src/causes/vocabulary.ts`, the list of all causes, from the files in the chapters' folders.
 *
 *   npx tsx tools/cause-vocabulary.ts [--check]
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { causeGroups } from '../src/causes/cause.ts'

const folder = new URL('../src/causes/', import.meta.url)
const target = new URL('vocabulary.ts', folder)

function causesOf(chapter: string): { name: string; path: string }[] {
  return readdirSync(new URL(`${chapter}/`, folder))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .toSorted()
    .flatMap((file) => {
      const text = readFileSync(new URL(`${chapter}/${file}`, folder), 'utf8')
      const name = /^export const (\w+)(?:: Cause)? = (?:defineCause|\w+Cause)\(/m.exec(text)?.[1]
      return name === undefined ? [] : [{ name, path: `./${chapter}/${file}` }]
    })
}

const causes = Object.values(causeGroups).flatMap(causesOf)
const text = [
  `import type { Cause } from './cause.ts'`,
  ...causes.map(({ name, path }) => `import { ${name} } from '${path}'`),
  '',
  '/** Every root cause, in the order of the chapters. Written by `tools/cause-vocabulary.ts`. */',
  'export const vocabulary: readonly Cause[] = [',
  ...causes.map(({ name }) => `  ${name},`),
  ']',
  '',
].join('\n')

if (!process.argv.includes('--check')) writeFileSync(target, text)
else if (readFileSync(target, 'utf8') !== text) {
  console.error(
    `src/causes/vocabulary.ts is not what the files in src/causes say: run npx tsx tools/cause-vocabulary.ts`,
  )
  process.exitCode = 1
}
