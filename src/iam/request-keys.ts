import type { RequestKeys } from '../model/iam/access.ts'

/** A request's values of one key: a list, undefined where the key is absent, or what would settle it. */
export type KeyValues = readonly string[] | undefined | { readonly settledBy: string }

/** Looks a context key up; the name in lower case. */
export function valuesOf(keys: RequestKeys, name: string): KeyValues {
  const values = keys.given.get(name)
  if (values !== undefined) return values
  for (const absent of keys.absent ?? []) if (covers(absent, name)) return undefined
  for (const open of keys.open) if (covers(open.name, name)) return open
  return undefined
}

function covers(open: string, name: string): boolean {
  return open.endsWith('*') ? name.startsWith(open.slice(0, -1)) : open === name
}

/** Whether the values are known, be it that there are none. */
export function isKnown(values: KeyValues): values is readonly string[] | undefined {
  return values === undefined || Array.isArray(values)
}
