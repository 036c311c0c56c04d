import type { CheckReport } from '../causes/check-report.ts'
import { checkFacts } from './check-facts.ts'
import type { CheckOptions } from './check-options.ts'
import { openFacts } from './open-facts.ts'
import { wrongCode } from './wrong-code.ts'

/**
 * Finds everything that will fail, before the deploy. Paths are templates, plans, task definitions, or folders with
 * them; several are one world. Throws an InputError where a path cannot be read as any of these, saying what was
 * expected, and a TypeError where an option names a cause that there is not.
 */
export async function check(
  paths: string | readonly string[],
  options: CheckOptions = {},
): Promise<CheckReport> {
  const wrong = wrongCode(options)
  if (wrong !== undefined) throw new TypeError(wrong)
  return checkFacts(await openFacts(typeof paths === 'string' ? [paths] : paths), options)
}
