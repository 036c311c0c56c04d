// Writes the type declarations of the library to dist/types, or the folder that is given: those that its entry refers
// to, and no others.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const target = resolve(process.argv[2] ?? join(root, 'dist/types'))
const all = mkdtempSync(join(tmpdir(), 'seatrial-types-'))
try {
  execFileSync('npx', ['tsc', '-p', 'tsconfig.types.json', '--outDir', all], { cwd: root, stdio: 'inherit' })
  rmSync(target, { recursive: true, force: true })
  const wanted = [join(all, 'library/seatrial.d.ts')]
  const seen = new Set()
  for (let file = wanted.pop(); file !== undefined; file = wanted.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    cpSync(file, join(target, relative(all, file)))
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)\.ts'/g))
      wanted.push(`${resolve(dirname(file), path)}.d.ts`)
  }
} finally {
  rmSync(all, { recursive: true, force: true })
}
