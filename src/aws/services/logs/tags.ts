import { Fault } from '../../fault.ts'
import { invalidParameter } from './faults.ts'

type Tags = Readonly<Record<string, string>>

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html */
const MAX_TAGS = 50

/** Tags with these added. Throws InvalidParameterException, TooManyTagsException. */
export function addTags(existing: Tags, added: Tags, resourceName: string): Tags {
  if (Object.keys(added).some((key) => key.toLowerCase().startsWith('aws:'))) {
    throw invalidParameter('Tag keys starting with aws: are reserved for AWS.')
  }
  const tags = { ...existing, ...added }
  if (Object.keys(tags).length > MAX_TAGS) {
    const message = `A resource can have no more than ${MAX_TAGS} tags.`
    throw new Fault('TooManyTagsException', message, { members: { resourceName } })
  }
  return tags
}

/** Tags without these; keys that are not there are nothing to complain of. */
export function removeTags(existing: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(existing).filter(([key]) => !keys.includes(key)))
}
