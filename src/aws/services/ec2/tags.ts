import type { Tag, TagSpecification } from '@aws-sdk/client-ec2'
import type { Transaction, View } from '../../../model/state.ts'
import { resourceTags } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import { invalidParameterValue } from './faults.ts'

const MAX_TAGS = 50
const MAX_KEY = 127
const MAX_VALUE = 255

/** The tags of a resource, as answers hold them. */
export function tagsOf(view: View, resourceId: string): Tag[] {
  return (view.get(resourceTags, resourceId)?.tags ?? []).map(({ key, value }) => ({
    Key: key,
    Value: value,
  }))
}

/** Gives a new resource the tags that its creation asks for. Call after its row is put. */
export function tagNew(
  tx: Transaction,
  specifications: readonly TagSpecification[] | undefined,
  resourceType: string,
  resourceId: string,
): void {
  const tags = tagsFor(specifications, resourceType)
  if (tags.length > 0) putTags(tx, resourceType, resourceId, tags)
}

/** The tags that a creation asks for. Throws where it names another type of resource. */
export function tagsFor(
  specifications: readonly TagSpecification[] | undefined,
  resourceType: string,
): readonly Tag[] {
  for (const { ResourceType } of specifications ?? []) {
    if (ResourceType === undefined)
      throw invalidParameterValue('Tag specification resource type must have a value')
    if (ResourceType === resourceType) continue
    throw invalidParameterValue(`'${ResourceType}' is not a valid taggable resource type for this operation.`)
  }
  return (specifications ?? []).flatMap(({ Tags }) => Tags ?? [])
}

/** Adds tags to a resource; a key that it has gets the new value. Throws where a tag may not be. */
export function putTags(
  tx: Transaction,
  resourceType: string,
  resourceId: string,
  tags: readonly Tag[],
): void {
  const all = new Map((tx.get(resourceTags, resourceId)?.tags ?? []).map(({ key, value }) => [key, value]))
  const given = new Set<string>()
  for (const { Key = '', Value = '' } of tags) {
    checkTag(Key, Value)
    if (given.has(Key)) throw invalidParameterValue(`Duplicate tag key '${Key}' specified.`)
    given.add(Key)
    all.set(Key, Value)
  }
  if (all.size > MAX_TAGS) {
    throw new Fault('TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.')
  }
  const sorted = [...all].map(([key, value]) => ({ key, value }))
  tx.put(resourceTags, resourceId, { resourceId, resourceType, tags: sorted })
}

function checkTag(key: string, value: string): void {
  if (key === '') throw new Fault('MissingParameter', 'The request must contain the parameter Tag.Key')
  if (/^aws:/i.test(key)) {
    throw invalidParameterValue(`Tag keys starting with 'aws:' are reserved for internal use`)
  }
  if (key.length > MAX_KEY) {
    throw invalidParameterValue(`Tag key exceeds the maximum length of ${MAX_KEY} characters`)
  }
  if (value.length > MAX_VALUE) {
    throw invalidParameterValue(`Tag value exceeds the maximum length of ${MAX_VALUE} characters`)
  }
}
