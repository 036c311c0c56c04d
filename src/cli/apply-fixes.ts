import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CheckReport } from '../causes/check-report.ts'
import { unifiedDiff } from '../explain/unified-diff.ts'
import type { FixPlan } from '../inputs/fixes/plan-fixes.ts'
import { displayPath, fileErrorReason } from '../inputs/syntax/read-file.ts'
import type { Facts } from '../library/open-facts.ts'
import { CommandError, exitCodes } from './exit-codes.ts'

/**
 * Shows what the safe fixes of a report change, and writes it unless only that was asked for. The difference goes to
 * standard output where a person reads the report there, and to standard error where a program does.
 */
export async function applyFixes(
  report: CheckReport,
  { records, sources }: Facts,
  { onlyShow, stream }: { readonly onlyShow: boolean; readonly stream: NodeJS.WriteStream },
): Promise<FixPlan> {
  if (records === undefined) return { files: [], fixes: [], left: report.findings }
  const { planFixes } = await import('../inputs/fixes/plan-fixes.ts')
  const plan = planFixes(report.findings, sources, records)
  for (const { file, before, after } of plan.files) {
    stream.write(`${unifiedDiff(file.replaceAll('\\', '/'), before, after)}\n`)
    if (!onlyShow) write(resolve(file), after)
  }
  if (plan.fixes.length > 0) process.stderr.write(`${wordsOf(plan, onlyShow)}\n`)
  return plan
}

const byteOrderMark = '\uFEFF'

/** Reading leaves the byte order mark out; a file that had one keeps it. */
function write(path: string, text: string): void {
  try {
    const hadMark = readFileSync(path).subarray(0, 3).toString('utf8') === byteOrderMark
    writeFileSync(path, hadMark && !text.startsWith(byteOrderMark) ? `${byteOrderMark}${text}` : text)
  } catch (error) {
    const reason = fileErrorReason(error)
    throw new CommandError(`${displayPath(path)} cannot be changed: ${reason}`, exitCodes.failed)
  }
}

function wordsOf({ files, fixes }: FixPlan, onlyShow: boolean): string {
  const what = `${fixes.length} ${fixes.length === 1 ? 'finding' : 'findings'} in ${files.length} ${files.length === 1 ? 'file' : 'files'}`
  return onlyShow ? `would fix ${what}` : `fixed ${what}`
}
