import type { ParameterStringFilter } from '@aws-sdk/client-ssm'
import type { ParameterRow, ParameterVersionRow } from '../../../model/ssm/parameter.ts'
import { Fault } from '../../fault.ts'
import { checkPath } from './parameter-name.ts'
import { isBelow } from './parameter-path.ts'

/** Which operation filters: they take different keys. */
export type FilteredListing = 'describe' | 'by-path'

const types = ['String', 'StringList', 'SecureString']
const tiers = ['Standard', 'Advanced', 'Intelligent-Tiering']
const describeKeys = 'Path, Name, Type, KeyId, Tier'
const byPathKeys = 'Type, KeyId'

/** Refuses filters that the listing does not take. Throws InvalidFilterKey, InvalidFilterOption, InvalidFilterValue. */
export function checkFilters(filters: readonly ParameterStringFilter[], listing: FilteredListing): void {
  const seen = new Set<string>()
  for (const filter of filters) {
    const { Key: key = '', Values: values = [] } = filter
    checkKey(key, listing)
    if (values.length === 0 && !key.startsWith('tag:')) {
      throw invalid('Value', `The following filter values are missing : null for filter key ${key}.`)
    }
    if (seen.has(key)) {
      const once = 'A request can contain only one occurrence of a specific filter.'
      throw invalid('Key', `The following filter is duplicated in the request: ${key}. ${once}`)
    }
    seen.add(key)
    checkOption(key, filter.Option)
    checkValues(key, values)
  }
}

/** Does the parameter match every filter? */
export function matchesFilters(
  parameter: ParameterRow,
  version: ParameterVersionRow,
  filters: readonly ParameterStringFilter[],
): boolean {
  return filters.every((filter) => matches(parameter, version, filter))
}

function checkKey(key: string, listing: FilteredListing): void {
  const unfit = listing === 'describe' ? key === 'Label' : !['Type', 'KeyId', 'Label'].includes(key)
  if (!unfit) return
  const valid = listing === 'describe' ? describeKeys : byPathKeys
  throw invalid(
    'Key',
    `The following filter key is not valid: ${key}. Valid filter keys include: [${valid}].`,
  )
}

function checkOption(key: string, option: string | undefined): void {
  if (option === undefined) return
  const valid = optionsOf(key)
  if (valid.includes(option)) return
  throw invalid(
    'Option',
    `The following filter option is not valid: ${option}. Valid options include: [${valid.join(', ')}].`,
  )
}

function optionsOf(key: string): readonly string[] {
  if (key === 'Path') return ['Recursive', 'OneLevel']
  if (key === 'Name') return ['BeginsWith', 'Equals', 'Contains']
  return key === 'Label' || key === 'Tier' || key === 'DataType' ? ['Equals'] : ['BeginsWith', 'Equals']
}

function checkValues(key: string, values: readonly string[]): void {
  const valid = key === 'Tier' ? tiers : key === 'Type' ? types : undefined
  const unfit = valid && values.find((value) => !valid.includes(value))
  if (unfit !== undefined) {
    const message = `The following filter value is not valid: ${unfit}. Valid values include: [${(valid ?? []).join(', ')}].`
    throw invalid('Option', message)
  }
  if (key !== 'Path') return
  for (const path of values) {
    if (/^\/(?:aws|ssm)/i.test(path)) {
      const message =
        'Filters for common parameters can\'t be prefixed with "aws" or "ssm" (case-insensitive). ' +
        'When using global parameters, please specify within a global namespace.'
      throw new Fault('ValidationException', message)
    }
    checkPath(path)
  }
}

function matches(
  parameter: ParameterRow,
  version: ParameterVersionRow,
  filter: ParameterStringFilter,
): boolean {
  const { Key: key = '', Values: wanted = [], Option: option } = filter
  if (key === 'Path') return wanted.some((path) => isBelow(parameter.name, path, option === 'Recursive'))
  const present = valuesOf(parameter, version, key)
  if (wanted.length === 0) return present.length > 0
  return present.some((value) => wanted.some((want) => compare(value, want, option)))
}

function valuesOf(parameter: ParameterRow, version: ParameterVersionRow, key: string): readonly string[] {
  switch (key) {
    case 'Name':
      return [parameter.name]
    case 'Type':
      return [version.type]
    case 'KeyId':
      return version.keyId === undefined ? [] : [version.keyId]
    case 'Tier':
      return [version.tier]
    case 'DataType':
      return [version.dataType]
    case 'Label':
      return version.labels
    default:
      return parameter.tags.filter((tag) => `tag:${tag.Key}` === key).map((tag) => tag.Value ?? '')
  }
}

function compare(value: string, want: string, option: string | undefined): boolean {
  if (option === 'BeginsWith') return value.startsWith(want)
  return option === 'Contains' ? value.includes(want) : value === want
}

function invalid(what: 'Key' | 'Option' | 'Value', message: string): Fault {
  return new Fault(`InvalidFilter${what}`, message)
}
