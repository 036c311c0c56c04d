import { Fault } from '../../fault.ts'
import type { Violation } from '../../validation.ts'

const names = String.raw`[\w+=,.@-]+`

/** How IAM says that a value has characters that it may not have, by the pattern of the model. */
const charactersByPattern: Readonly<Record<string, string>> = {
  [names]: 'It must contain only alphanumeric characters and/or the following: +=,.@_-',
  [String.raw`(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`]:
    'It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  [String.raw`[\u0009\u000A\u000D\u0020-\u00FF]+`]: 'It must contain only printable ASCII characters.',
}

const pattern = /^Member must satisfy regular expression pattern: (.*)$/s

/** Words a request that breaks the model as IAM does: its values are not repeated. */
export function violation(violations: readonly Violation[]): Fault {
  for (const { path, constraint } of violations) {
    const characters = charactersByPattern[pattern.exec(constraint)?.[1] ?? '']
    if (characters)
      return new Fault('ValidationError', `The specified value for ${path} is invalid. ${characters}`)
  }
  const each = [...new Set(violations.map(words))]
  const count = each.length
  const detected = `${count} validation error${count === 1 ? '' : 's'} detected`
  return new Fault('ValidationError', `${detected}: ${each.join('; ')}`)
}

const tagKeyConstraints = [
  'Member must have length less than or equal to 128',
  'Member must have length greater than or equal to 1',
  String.raw`Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+`,
  'Member must not be null',
].join(', ')

function words({ path, constraint, kind, value }: Violation): string {
  // Of a list of plain texts IAM names the list, and all that is asked of its members.
  if (path.startsWith('tagKeys.')) {
    return `Value at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [${tagKeyConstraints}]`
  }
  const shown = kind === 'required' && value === null ? 'Value null' : 'Value'
  return `${shown} at '${path}' failed to satisfy constraint: ${constraint}`
}
