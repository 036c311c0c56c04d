import { setFlagsFromString } from 'node:v8'
import type { CheckFinding, CheckReport } from '../../causes/check-report.ts'
import { compareChecks } from '../../causes/compare-checks.ts'
import { jsonDifference, prettyDifference } from '../../explain/difference.ts'
import { isStream } from '../../inputs/syntax/stream.ts'
import { checkFacts } from '../../library/check-facts.ts'
import { openFacts, type Facts } from '../../library/open-facts.ts'
import { wrongCode } from '../../library/wrong-code.ts'
import { applyFixes } from '../apply-fixes.ts'
import { printCheck, printed, type CheckFormat } from '../check-output.ts'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { openWithLive } from '../live-facts.ts'
import { screen } from '../style.ts'

/** How a check is asked for. */
export interface CheckOptions {
  readonly format?: CheckFormat
  readonly failOn: 'error' | 'warning' | 'never'
  readonly strict?: boolean
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  readonly fix?: boolean
  readonly dryRun?: boolean
  readonly diff?: boolean
  readonly live?: boolean
  readonly cluster?: string
  readonly service?: string
  readonly region?: string
  readonly profile?: string
  readonly printPolicy?: boolean
}

/**
 * Finds everything that will fail before the deploy. Ends with 1 where there is a finding at or above `failOn`, and with
 * `strict` also where anything could not be told; with 3 where no launch at all could be evaluated.
 */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  if (options.printPolicy === true) return await printLivePolicy()
  const wrong = wrongCode(options) ?? wrongUsage(paths, options)
  if (wrong !== undefined) throw new CommandError(wrong, exitCodes.usage)
  compileLate()
  if (options.diff === true) return await checkDifference(paths, options)
  const given = paths.length === 0 && options.live !== true ? ['.'] : paths
  const facts = await openWithLive(given, options)
  const report = checkFacts(facts, options)
  const left = options.fix === true ? await fixed(given, { facts, report }, options) : { facts, report }
  printCheck(left.report, left.facts.sources, options.format)
  return exitCode(left.report, left.report.findings, options)
}

/**
 * Every project is gone through once, so few functions give back what the optimizing compiler takes. Those that run long
 * before they are compiled do: a quarter of the CPU time of a check of 1,000 task definitions, a third of 10,000.
 */
function compileLate(): void {
  setFlagsFromString('--interrupt-budget=500000')
}

/** Options that mean nothing together, in words. */
function wrongUsage(paths: readonly string[], options: CheckOptions): string | undefined {
  const { fix = false, dryRun = false, diff = false, live = false } = options
  const isOfStream = paths.some((path) => path === '-' || isStream(path))
  if (dryRun && !fix) return '--dry-run shows what --fix would change: give both'
  if (fix && diff) return '--fix changes what is checked, and --diff compares: give one'
  if (fix && !dryRun && isOfStream) return '--fix changes files, and standard input is none'
  if (diff && live) return '--diff compares what is written, and --live asks an account: give one'
  if ((options.region ?? options.profile) !== undefined && !live)
    return '--region and --profile choose the account: give --live'
  if ((options.cluster ?? options.service) !== undefined && (!live || paths.length > 0))
    return '--cluster and --service choose what of an account is checked: give --live, and no path'
  return undefined
}

/** The smallest policy with which `--live` reads all that it looks for. */
async function printLivePolicy(): Promise<number> {
  const { livePolicy } = await import('../../inputs/live/live-policy.ts')
  process.stdout.write(printed(livePolicy()))
  return exitCodes.ok
}

interface Checked {
  readonly facts: Facts
  readonly report: CheckReport
}

/** What one fix uncovers the next may mend; a pair of fixes that undo one another ends here. */
const maxRounds = 10

/** What is left after the fixes: the files are read and checked again, as a mended cause may have hidden another. */
async function fixed(paths: readonly string[], start: Checked, options: CheckOptions): Promise<Checked> {
  const isRead = options.format === undefined || options.format === 'pretty'
  const how = { onlyShow: options.dryRun === true, stream: isRead ? process.stdout : process.stderr }
  let { facts, report } = start
  for (let round = 0; round < maxRounds; round++) {
    const { files, fixes } = await applyFixes(report, facts, how)
    if (round === 0 && fixes.length === 0 && report.findings.length > 0)
      process.stderr.write('nothing is fixed: no finding has a fix that is safe to make in these files\n')
    if (how.onlyShow || files.length === 0) break
    facts = await openWithLive(paths, options)
    report = checkFacts(facts, options)
  }
  return { facts, report }
}

/** Compares two revisions. Only findings that the new one brings count. */
async function checkDifference(paths: readonly string[], options: CheckOptions): Promise<number> {
  const [before, after, ...more] = paths
  if (before === undefined || after === undefined || more.length > 0)
    throw new CommandError('--diff compares two revisions: seatrial check --diff OLD NEW', exitCodes.usage)
  const [old, now] = [await openFacts([before]), await openFacts([after])]
  const report = checkFacts(now, options)
  const difference = compareChecks(
    { launches: old.launches, report: checkFacts(old, options) },
    { launches: now.launches, report },
  )
  const { format = 'pretty' } = options
  if (format === 'pretty')
    process.stdout.write(prettyDifference(difference, new Map([...old.sources, ...now.sources]), screen()))
  else if (format === 'json') process.stdout.write(printed(jsonDifference(difference)))
  else printCheck({ ...report, findings: difference.introduced }, now.sources, format)
  return exitCode(report, difference.introduced, options)
}

function exitCode(
  { unknown, checked }: CheckReport,
  findings: readonly CheckFinding[],
  { failOn, strict }: CheckOptions,
): number {
  const counting = findings.filter(
    ({ severity }) => failOn !== 'never' && (failOn === 'warning' || severity === 'error'),
  )
  if (counting.length > 0 || (strict === true && unknown.length > 0)) return exitCodes.failed
  return checked.launches === 0 && unknown.length > 0 ? exitCodes.unknown : exitCodes.ok
}
