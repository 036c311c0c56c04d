// Bundles src/ to dist/ and carries the data files along. Plain JavaScript: it must run before anything is built.
// Types are checked by `npm run check:types`; here they are only taken out. Bundled, because reading a file for each
// of some thousand small modules would cost more than everything else at start.
import { build } from 'esbuild'
import { chmodSync, cpSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [src, dist] = [join(root, 'src'), join(root, 'dist')]

rmSync(dist, { recursive: true, force: true })
await build({
  entryPoints: [join(src, 'cli/main.ts'), join(src, 'agent/main.ts'), join(src, 'library/seatrial.ts')],
  outdir: dist,
  outbase: src,
  bundle: true,
  splitting: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  chunkNames: 'chunks/[name]-[hash]',
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
})
for (const entry of readdirSync(src, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || entry.name.endsWith('.ts')) continue
  const from = join(entry.parentPath, entry.name)
  cpSync(from, join(dist, from.slice(src.length)))
}
chmodSync(join(dist, 'cli/main.js'), 0o755)
