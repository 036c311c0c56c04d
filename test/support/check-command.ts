import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Finished } from './seatrial.ts'
import { root } from './seatrial.ts'

/** Where and with which variables beside those of the test `seatrial check` runs. */
export interface CheckPlace {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** What it finds on standard input. */
  readonly input?: string
}

/** The built command's script. */
export const command = join(root, 'dist/cli/main.js')

/** Runs `seatrial check` to its end; nothing of it depends on a daemon or on where the test itself runs. */
export function runCheck(
  words: readonly string[],
  { cwd = root, env = {}, input = '' }: CheckPlace = {},
): Finished {
  const done = spawnSync(process.execPath, [command, 'check', ...words], {
    cwd,
    env: { PATH: process.env.PATH, NO_COLOR: '1', ...env },
    encoding: 'utf8',
    input,
    timeout: 60_000,
  })
  return { code: done.status ?? -1, stdout: done.stdout, stderr: done.stderr }
}

/** What `--format json` prints, as far as tests look at it. */
export interface PrintedReport {
  readonly summary: Readonly<Record<'errors' | 'warnings' | 'suppressed' | 'unknown', number>>
  readonly findings: readonly PrintedFinding[]
  readonly suppressed: readonly { readonly finding: PrintedFinding; readonly reason: string }[]
  readonly unknown: readonly { readonly settledBy: string }[]
  readonly checked: { readonly launches: number }
}

/** One finding of it. */
export interface PrintedFinding {
  readonly code: string
  readonly severity: string
  readonly subject: string
  readonly place: { readonly file: string; readonly line: number; readonly column: number } | null
  readonly fix: readonly { readonly automatic: boolean }[]
}

/** The report of a check in JSON. */
export function reportOf(words: readonly string[], place?: CheckPlace): PrintedReport {
  return JSON.parse(runCheck([...words, '--format', 'json'], place).stdout) as PrintedReport
}
