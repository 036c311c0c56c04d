import type { CheckReport } from '../causes/check-report.ts'
import { checkFacts } from './check-facts.ts'
import type { CheckOptions } from './check-options.ts'
import { openFacts } from './open-facts.ts'

/**
 * Finds everything that will fail, before the deploy. Paths are templates, plans, task definitions, or folders with
 * them; several are one world. Throws where a path cannot be read as any of these, saying what was expected.
 */
export async function check(
  paths: string | readonly string[],
  options: CheckOptions = {},
): Promise<CheckReport> {
  return checkFacts(await openFacts(typeof paths === 'string' ? [paths] : paths), options)
}
