import type { SecretSettings } from '../../model/project.ts'
import { inputError } from '../input-error.ts'
import { readTextFile } from '../syntax/read-file.ts'

/**
 * The value of a secret for local use. The line end that editors put at the end of a file is not part of it. Throws
 * an InputError where the variable is not set or the file cannot be read.
 */
export function secretText(
  secret: SecretSettings,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const { value, name, source } = secret
  if (value.kind === 'text') return value.text
  if (value.kind === 'file') return readTextFile(value.path).replace(/\r?\n$/, '')
  const text = environment[value.variable]
  if (text !== undefined) return text
  throw inputError(`${value.variable} is not set, and ${name} takes its value from it`, source, {
    remedy: `set ${value.variable} in the environment before starting`,
  })
}
