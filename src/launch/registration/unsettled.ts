import { Unresolved } from '../../model/template.ts'

/** A value as it was written, of which any part may not be known. */
export type Unsettled<Value> =
  | Unresolved
  | (Value extends readonly (infer Item)[]
      ? readonly Unsettled<Item>[]
      : Value extends object
        ? { readonly [Key in keyof Value]: Unsettled<Value[Key]> }
        : Value)

/** Thrown where a part is read that is not known: whoever reads it cannot decide anything. */
export class NotKnown extends Error {
  readonly value: Unresolved

  constructor(value: Unresolved) {
    super(value.reason)
    this.name = 'NotKnown'
    this.value = value
  }
}

/**
 * A written value in its own type, so that rules can be written as if everything were known. Reading a part that is not
 * known throws `NotKnown`, at once where nothing is known of the value as a whole. Lists and maps of which only parts
 * are not known keep the rest, and their length.
 */
export function readable<Value>(value: Unsettled<Value>): Value {
  if (value instanceof Unresolved) throw new NotKnown(value)
  return opened(value) as Value
}

/** Mostly all of a value is known: it is then read as it is, without a copy. */
function isSettled(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (value instanceof Unresolved) return false
  const parts: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  return parts.every(isSettled)
}

function opened(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || isSettled(value)) return value
  if (Array.isArray(value)) return openedList(value as readonly unknown[])
  const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const [key, part] of Object.entries(value) as [string, unknown][]) {
    if (part instanceof Unresolved) Object.defineProperty(copy, key, throwing(part))
    else copy[key] = opened(part)
  }
  return copy
}

function openedList(list: readonly unknown[]): unknown[] {
  const copy: unknown[] = []
  for (const [index, part] of list.entries()) {
    if (part instanceof Unresolved) Object.defineProperty(copy, index, throwing(part))
    else copy[index] = opened(part)
  }
  return copy
}

function throwing(part: Unresolved): PropertyDescriptor {
  return {
    enumerable: true,
    get: () => {
      throw new NotKnown(part)
    },
  }
}

/** Reads a value that may turn out not to be known; undefined then, as where it is missing. */
export function ifKnown<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof NotKnown) return undefined
    throw error
  }
}

/** An item of a list, and its place there from 0. */
export interface Item<Value> {
  readonly item: Value
  readonly index: number
}

/** The items of a list that are known; none where the list is missing or not known. */
export function knownItems<Value>(read: () => readonly Value[] | undefined): readonly Item<Value>[] {
  const list = ifKnown(read) ?? []
  const items: Item<Value>[] = []
  for (let index = 0; index < list.length; index += 1) {
    const item = ifKnown(() => list[index])
    if (item !== undefined) items.push({ item, index })
  }
  return items
}
