import type { ResourceTag } from '../properties.ts'
import type { ResourceChange } from '../resource-handler.ts'

/** What must be done to turn one set of tags into another. */
export interface TagChange {
  readonly set: readonly ResourceTag[]
  readonly unset: readonly string[]
}

/** Compares two sets of tags. */
export function compareTags(before: readonly ResourceTag[], after: readonly ResourceTag[]): TagChange {
  const old = new Map(before.map(({ Key, Value }) => [Key, Value]))
  const wanted = new Set(after.map(({ Key }) => Key))
  return {
    set: after.filter(({ Key, Value }) => old.get(Key) !== Value),
    unset: [...old.keys()].filter((key) => !wanted.has(key)),
  }
}

/** The difference between the tags before and after a change. */
export function tagChange({ before, after }: ResourceChange): TagChange {
  return compareTags(before.tags(), after.tags())
}
