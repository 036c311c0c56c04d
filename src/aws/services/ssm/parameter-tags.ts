import type { Tag } from '@aws-sdk/client-ssm'
import type { ParameterRow } from '../../../model/ssm/parameter.ts'
import { parameterKey, parameters } from '../../../model/ssm/tables.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import { parseParameterId } from './parameter-name.ts'

const MAX_TAGS = 50

/** Tags with these added; a key that is there gets the new value. Throws TooManyTagsError. */
export function addTags(existing: readonly Tag[], added: readonly Tag[]): Tag[] {
  const merged = new Map([...existing, ...added].map(({ Key, Value }) => [Key, Value]))
  if (merged.size > MAX_TAGS) {
    throw new Fault(
      'TooManyTagsError',
      'The Targets parameter includes too many tags. Remove one or more tags and try the command again.',
    )
  }
  return [...merged].map(([Key, Value]) => ({ Key, Value }))
}

/** The parameter whose tags are meant. No other kind of resource is here, so none of them exists. */
export function taggedParameter(view: View, type: string | undefined, id: string | undefined): ParameterRow {
  const name = type === 'Parameter' ? parseParameterId(id ?? '')?.name : undefined
  const parameter = name === undefined ? undefined : view.get(parameters, parameterKey(name))
  if (!parameter) throw new Fault('InvalidResourceId', 'Invalid Resource Id')
  return parameter
}
