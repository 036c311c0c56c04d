import { compileFields } from './fields-pattern.ts'
import { compileJson } from './json-pattern.ts'
import { compileTerms } from './terms-pattern.ts'

/**
 * Reads a filter pattern: terms, `{ … }` for JSON events, `[ … ]` for space-delimited events, or one `%regex%`.
 * Throws InvalidParameterException where it is none, or uses what is not implemented here.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compileFilterPattern(pattern: string): (message: string) => boolean {
  const text = pattern.trim()
  if (text === '') return () => true
  if (text.startsWith('{')) return compileJson(text)
  if (text.startsWith('[')) return compileFields(text)
  return compileTerms(text)
}
