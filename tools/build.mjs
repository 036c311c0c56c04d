// Compiles src/ to dist/ and carries the data files along. Plain JavaScript: it must run before anything is built.
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const dist = join(root, 'dist')
const typescript = createRequire(import.meta.url).resolve('typescript/package.json')

rmSync(dist, { recursive: true, force: true })
execFileSync(
  process.execPath,
  [join(dirname(typescript), 'bin/tsc'), '-p', join(root, 'tsconfig.build.json')],
  {
    stdio: 'inherit',
  },
)
for (const entry of readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || /\.(test\.)?ts$/.test(entry.name)) continue
  const from = join(entry.parentPath, entry.name)
  cpSync(from, join(dist, from.slice(join(root, 'src').length)))
}
chmodSync(join(dist, 'cli/main.js'), 0o755)
