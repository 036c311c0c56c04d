/**
 * Measures `seatrial check` on generated templates, from the built program as people run it.
 *
 *   npm run bench:check [-- 1000 10000]
 *
 * Each task definition has two roles, a secret, a log group, a target group and a service in two subnets. Beside it,
 * cfn-lint on the same template where it is installed.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { templateOf } from './check-template.ts'

const program = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
const small = fileURLToPath(new URL('../cases/known-good/windows-fargate', import.meta.url))
const given = process.argv
  .slice(2)
  .map(Number)
  .filter((count) => count > 0)
const [first = 1000, ...more] = given.length > 0 ? given : [1000, 2000, 4000, 10_000]
/** Starts are measured so many times; the fastest counts, as everything else on the machine only adds. */
const starts = 7
const peerLimitMs = 10 * 60_000

interface Measured {
  readonly ms: number
  readonly status: number | null
  readonly peakMiB: number
}

/** Runs a program to its end; the peak is that of its resident memory, where `/usr/bin/time` can tell. */
function measured(command: readonly string[], timeout?: number): Measured {
  const args = ['-f', 'peak %M KiB', ...command]
  const began = performance.now()
  const { stderr, status, error } = spawnSync('/usr/bin/time', args, {
    encoding: 'utf8',
    ...(timeout === undefined ? {} : { timeout }),
    maxBuffer: 1 << 30,
  })
  const ms = performance.now() - began
  if (error && timeout === undefined) throw error
  return { ms, status, peakMiB: Number(/peak (\d+) KiB/.exec(stderr)?.[1] ?? Number.NaN) / 1024 }
}

function fastest(command: readonly string[], times: number): Measured {
  const runs = Array.from({ length: times }, () => measured(command))
  return runs.reduce((best, run) => (run.ms < best.ms ? run : best))
}

const line = (what: string, value: string, wanted = ''): void =>
  console.log(`${what.padEnd(38)} ${value.padStart(12)}   ${wanted}`)
const check = (path: string): string[] => [process.execPath, program, 'check', path, '--format', 'compact']

const folder = mkdtempSync(join(tmpdir(), 'seatrial-bench-'))
try {
  const load = loadavg()[0] ?? 0
  console.log(`${availableParallelism()} processors, load ${load.toFixed(1)}\n`)
  line('start: node alone', `${fastest([process.execPath, '-e', '0'], starts).ms.toFixed(0)} ms`)
  line(
    'start: seatrial --version',
    `${fastest([process.execPath, program, '--version'], starts).ms.toFixed(0)} ms`,
    'to reach: 150 ms',
  )
  line(
    'start: check of a small template',
    `${fastest(check(small), starts).ms.toFixed(0)} ms`,
    'to reach: 150 ms',
  )

  const pathOf = (count: number): string => join(folder, `template-${count}.yaml`)
  const timeOf = (count: number): Measured => {
    writeFileSync(pathOf(count), templateOf(count))
    const run = fastest(check(pathOf(count)), count > 2000 ? 1 : 3)
    if (run.status !== 0) throw new Error(`check of ${count} task definitions ended with ${run.status}`)
    return run
  }
  const base = timeOf(first)
  line(`${first} task definitions: time`, `${(base.ms / 1000).toFixed(2)} s`, 'to reach: 2 s for 1000')
  line(`${first} task definitions: memory`, `${base.peakMiB.toFixed(0)} MiB`, 'to reach: 400 MB for 1000')
  for (const count of more) {
    const run = timeOf(count)
    const growth = run.ms / count / (base.ms / first)
    line(
      `${count} task definitions: time`,
      `${(run.ms / 1000).toFixed(2)} s`,
      `for one: ${growth.toFixed(2)} of that of ${first}; to reach: 1.5 at most`,
    )
  }

  const lint = spawnSync('cfn-lint', ['--version'], { encoding: 'utf8' })
  if (lint.status === 0) {
    const peer = measured(['cfn-lint', '--template', pathOf(first)], peerLimitMs)
    const ended = peer.ms < peerLimitMs ? '' : 'more than '
    line(`${lint.stdout.trim()} on ${first}`, `${ended}${(peer.ms / 1000).toFixed(1)} s`)
    line('times as fast', (peer.ms / base.ms).toFixed(1), 'to reach: 20')
  } else line('cfn-lint', 'not installed')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
