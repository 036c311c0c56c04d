import type { Filter } from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import { resourceTags } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import { invalidParameterValue } from './faults.ts'

type Single = string | number | boolean | undefined

/** The values of a row that filters look at, by the filter's name; a list matches where any of its values does. */
export type FilterValues<Row> = Readonly<Record<string, (row: Row) => Single | readonly Single[]>>

/** The bound on the values of one call, https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html */
const MAX_VALUES = 200

/**
 * Makes the test that a request's filters describe: every filter must match, by any of its values, with `*` and `?`
 * as wildcards. `tag:<key>`, `tag-key` and `tag-value` look at the tags of the id that `idOf` gives.
 */
export function compileFilters<Row>(
  view: View,
  filters: readonly Filter[] | undefined,
  values: FilterValues<Row>,
  idOf: (row: Row) => string,
): (row: Row) => boolean {
  const given = filters ?? []
  if (given.reduce((count, filter) => count + (filter.Values?.length ?? 0), 0) > MAX_VALUES) {
    const text = `The maximum number of filter values specified on a single call is ${MAX_VALUES}`
    throw new Fault('FilterLimitExceeded', text)
  }
  const tests = given.map((filter) => {
    const valueOf = readerOf(view, filter.Name, values, idOf)
    const wanted = (filter.Values ?? []).map(compilePattern)
    return (row: Row): boolean => {
      const value = valueOf(row)
      const all = Array.isArray(value) ? (value as Single[]) : [value as Single]
      return all.some((one) => one !== undefined && wanted.some((matches) => matches(String(one))))
    }
  })
  return (row) => tests.every((test) => test(row))
}

function readerOf<Row>(
  view: View,
  name: string | undefined,
  values: FilterValues<Row>,
  idOf: (row: Row) => string,
): (row: Row) => Single | readonly Single[] {
  const tags = (row: Row): readonly { key: string; value: string }[] =>
    view.get(resourceTags, idOf(row))?.tags ?? []
  if (name !== undefined && Object.hasOwn(values, name)) return values[name] ?? (() => undefined)
  if (name === 'tag-key') return (row) => tags(row).map(({ key }) => key)
  if (name === 'tag-value') return (row) => tags(row).map(({ value }) => value)
  if (name?.startsWith('tag:')) {
    const wanted = name.slice('tag:'.length)
    return (row) => tags(row).find(({ key }) => key === wanted)?.value
  }
  throw invalidParameterValue(`The filter '${name ?? 'null'}' is invalid`)
}

/** `*` is any text, `?` one character, and a backslash takes the meaning away. */
function compilePattern(pattern: string): (text: string) => boolean {
  if (!/[*?\\]/.test(pattern)) return (text) => text === pattern
  const source = pattern.replaceAll(/\\[*?\\]|[\s\S]/g, (part) => {
    if (part === '*') return '[\\s\\S]*'
    if (part === '?') return '[\\s\\S]'
    return (part.length === 2 ? part.charAt(1) : part).replace(/[\\^$.*+?()[\]{}|/-]/, String.raw`\$&`)
  })
  const expression = new RegExp(`^${source}$`)
  return (text) => expression.test(text)
}
