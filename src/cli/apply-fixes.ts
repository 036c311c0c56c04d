import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CheckReport } from '../causes/check-report.ts'
import { unifiedDiff } from '../explain/unified-diff.ts'
import type { FixPlan } from '../inputs/fixes/plan-fixes.ts'
import type { Facts } from '../library/open-facts.ts'

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
    if (!onlyShow) writeFileSync(resolve(file), after)
  }
  if (plan.fixes.length > 0) process.stderr.write(`${wordsOf(plan, onlyShow)}\n`)
  return plan
}

function wordsOf({ files, fixes }: FixPlan, onlyShow: boolean): string {
  const what = `${fixes.length} ${fixes.length === 1 ? 'finding' : 'findings'} in ${files.length} ${files.length === 1 ? 'file' : 'files'}`
  return onlyShow ? `would fix ${what}` : `fixed ${what}`
}
