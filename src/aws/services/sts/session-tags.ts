import type { AssumeRoleRequest } from '@aws-sdk/client-sts'
import type { IssuedKey } from '../../../model/sts/tables.ts'
import { Fault } from '../../fault.ts'

type SessionTag = NonNullable<IssuedKey['sessionTags']>[number]

/** The tags of a new session: those given, and the transitive ones of the session that asks. Throws STS's faults. */
export function sessionTags(
  request: AssumeRoleRequest,
  caller: IssuedKey | undefined,
): readonly SessionTag[] {
  const fold = (key: string): string => key.toLowerCase()
  const transitive = new Set((request.TransitiveTagKeys ?? []).map(fold))
  const given = (request.Tags ?? []).map(({ Key = '', Value = '' }) => ({
    key: Key,
    value: Value,
    transitive: transitive.has(fold(Key)),
  }))
  const keys = new Set(given.map(({ key }) => fold(key)))
  if (keys.size < given.length) {
    throw invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  }
  if ([...transitive].some((key) => !keys.has(key))) {
    throw invalid('The specified transitive tag key must be included in the requested tags.')
  }
  const inherited = (caller?.sessionTags ?? []).filter((tag) => tag.transitive)
  if (inherited.some(({ key }) => keys.has(fold(key)))) {
    const conflict = 'it conflicts with a transitive tag key from the calling session.'
    throw invalid(`One of the specified transitive tag keys can't be set because ${conflict}`)
  }
  return [...inherited, ...given]
}

function invalid(message: string): Fault {
  return new Fault('InvalidParameterValue', message, { status: 400 })
}
