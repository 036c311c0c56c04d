import type { Filter } from '@aws-sdk/client-secrets-manager'
import { parseArn } from '../../../model/arn.ts'
import type { SecretRow } from '../../../model/secretsmanager/secret.ts'
import { invalidParameter } from './secret-faults.ts'

/** Does the secret match every filter? A value that begins with `!` is one that must not match. */
export function matchesFilters(secret: SecretRow, filters: readonly Filter[]): boolean {
  return filters.every(({ Key, Values }) => {
    if (Key === undefined) throw invalidParameter('Invalid filter key')
    if (!Values?.length) throw invalidParameter(`Invalid filter values for key: ${Key}`)
    return Values.some((value) => {
      const negated = value.startsWith('!')
      return matches(secret, Key, negated ? value.slice(1) : value) !== negated
    })
  })
}

/** All are prefixes; of the description and of `all` the case does not matter. */
function matches(secret: SecretRow, key: string, value: string): boolean {
  const { name, description = '', tags, arn } = secret
  switch (key) {
    case 'name':
      return name.startsWith(value)
    case 'description':
      return startsWithWord(description, value)
    case 'tag-key':
      return tags.some(({ Key = '' }) => Key.startsWith(value))
    case 'tag-value':
      return tags.some(({ Value = '' }) => Value.startsWith(value))
    case 'primary-region':
      // Only replicated secrets have a primary region, and nothing is replicated here.
      return false
    case 'owning-service':
      return false
    default:
      return matchesAnything([name, description, parseArn(arn)?.region ?? '', ...tags.flatMap(pair)], value)
  }
}

function pair({ Key = '', Value = '' }: { Key?: string; Value?: string }): string[] {
  return [Key, Value]
}

/** Every word of the filter stands somewhere at the beginning of a word. */
function matchesAnything(texts: readonly string[], value: string): boolean {
  const wanted = value.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  return wanted.every((word) => texts.some((text) => startsWithWord(text, word)))
}

function startsWithWord(text: string, value: string): boolean {
  const [whole, wanted] = [text.toLowerCase(), value.toLowerCase()]
  return whole.startsWith(wanted) || whole.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted))
}
