import type { StoredRange } from '../../../model/objects.ts'
import { bodies, everyBucketAccount } from '../../../model/s3/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import type { RequestContext } from '../../operation.ts'

/** Says that one more row names these bytes. */
export function retainBodies(tx: Transaction, body: readonly StoredRange[]): void {
  const all = tx.at({ account: everyBucketAccount })
  for (const objectId of idsOf(body)) {
    all.put(bodies, objectId, { objectId, references: (all.get(bodies, objectId)?.references ?? 0) + 1 })
  }
}

/** Says that one row less names these bytes. Files that no row names are removed when the change is durable. */
export function releaseBodies(tx: Transaction, body: readonly StoredRange[], context: RequestContext): void {
  const all = tx.at({ account: everyBucketAccount })
  for (const objectId of idsOf(body)) {
    const references = (all.get(bodies, objectId)?.references ?? 1) - 1
    if (references > 0) {
      all.put(bodies, objectId, { objectId, references })
    } else {
      all.delete(bodies, objectId)
      context.afterCommit(() => context.objects.remove(objectId))
    }
  }
}

function idsOf(body: readonly StoredRange[]): Set<string> {
  return new Set(body.map(({ objectId }) => objectId))
}

/** The whole of one stored body; nothing of an empty one, whose file is named all the same. */
export function wholeBody(objectId: string, size: number): readonly StoredRange[] {
  return [{ objectId, start: 0, end: size - 1 }]
}

/** Bytes `start` to `end` inclusive of a body that may be made of several. */
export function sliceBody(body: readonly StoredRange[], start: number, end: number): StoredRange[] {
  const slices: StoredRange[] = []
  let offset = 0
  for (const range of body) {
    const length = range.end - range.start + 1
    const from = Math.max(start - offset, 0)
    const to = Math.min(end - offset, length - 1)
    if (from <= to)
      slices.push({ objectId: range.objectId, start: range.start + from, end: range.start + to })
    offset += length
  }
  return slices
}
