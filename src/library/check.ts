import { checkLaunches } from '../causes/check.ts'
import type { CheckReport } from '../causes/check-report.ts'
import { openFacts } from './open-facts.ts'

/** What a check leaves out. */
export interface CheckOptions {
  /** Codes of causes that are not wanted. */
  readonly skip?: readonly string[]
}

/**
 * Finds everything that will fail, before the deploy. Paths are templates, plans, task definitions, or folders with
 * them; several are one world. Throws where a path cannot be read as any of these, saying what was expected.
 */
export async function check(
  paths: string | readonly string[],
  { skip = [] }: CheckOptions = {},
): Promise<CheckReport> {
  const { launches } = await openFacts(typeof paths === 'string' ? [paths] : paths)
  const report = checkLaunches(launches)
  return { ...report, findings: report.findings.filter(({ code }) => !skip.includes(code)) }
}
