import type { Input } from './rule.ts'

/** The members in which services take tags. */
const members = ['tags', 'Tags', 'TagList', 'Tagging']

/** The tags that a request gives, however its service spells them; undefined where it gives none. */
export function requestTags(input: Input): Readonly<Record<string, string>> | undefined {
  const found = members.flatMap((member) => pairsOf(input[member]))
  const specifications = Array.isArray(input.TagSpecifications) ? (input.TagSpecifications as Input[]) : []
  const all = [...found, ...specifications.flatMap(({ Tags }) => pairsOf(Tags))]
  return all.length > 0 ? Object.fromEntries(all) : undefined
}

function pairsOf(given: unknown): readonly (readonly [string, string])[] {
  if (typeof given !== 'object' || given === null) return []
  if (!Array.isArray(given)) {
    const set = (given as Input).TagSet
    if (set !== undefined) return pairsOf(set)
    return Object.entries(given).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  }
  return (given as Input[]).flatMap((tag) => {
    const key = tag.Key ?? tag.key ?? tag.TagKey
    const value = tag.Value ?? tag.value ?? tag.TagValue ?? ''
    return typeof key === 'string' && typeof value === 'string' ? [[key, value] as const] : []
  })
}
