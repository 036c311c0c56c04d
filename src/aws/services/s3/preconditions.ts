import type { ObjectRow } from '../../../model/s3/object.ts'
import { Fault } from '../../fault.ts'
import { quoted } from './object-headers.ts'
import { noSuchKey, notHere, preconditionFailed } from './s3-faults.ts'
import type { AnyVersion } from './versions.ts'

/** Conditions on an object that a request reads or copies. */
export interface ReadConditions {
  readonly IfMatch?: string | undefined
  readonly IfNoneMatch?: string | undefined
  readonly IfModifiedSince?: Date | undefined
  readonly IfUnmodifiedSince?: Date | undefined
}

/**
 * Holds an object against the conditions of a read, in the order of RFC 9110 § 13.2.2. Throws what S3 answers: 412,
 * or 304 for an object that the reader already has.
 */
export function checkReadConditions(row: ObjectRow, conditions: ReadConditions): void {
  const failed = failedCondition(row, conditions)
  if (failed === undefined) return
  if (failed === 'If-Match' || failed === 'If-Unmodified-Since') throw preconditionFailed(failed)
  throw new Fault('NotModified', 'Not Modified', {
    status: 304,
    headers: { etag: quoted(row.etag), 'last-modified': new Date(row.lastModifiedMs).toUTCString() },
  })
}

/**
 * The same conditions on the source of a copy, where all that fail answer 412; a time that is yet to come says nothing
 * of what was modified since.
 */
export function checkCopyConditions(row: ObjectRow, conditions: ReadConditions, now: number): void {
  const { IfModifiedSince: since, ...others } = conditions
  const past = since !== undefined && since.getTime() <= now
  const failed = failedCondition(row, past ? conditions : others)
  if (failed !== undefined) throw preconditionFailed(`x-amz-copy-source-${failed}`)
}

function failedCondition(row: ObjectRow, conditions: ReadConditions): string | undefined {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions
  // HTTP dates have no milliseconds.
  const modified = Math.floor(row.lastModifiedMs / 1000) * 1000
  if (IfMatch !== undefined) {
    if (!matches(IfMatch, row)) return 'If-Match'
  } else if (IfUnmodifiedSince !== undefined && modified > IfUnmodifiedSince.getTime()) {
    return 'If-Unmodified-Since'
  }
  if (IfNoneMatch !== undefined) {
    if (matches(IfNoneMatch, row)) return 'If-None-Match'
  } else if (IfModifiedSince !== undefined && modified <= IfModifiedSince.getTime()) {
    return 'If-Modified-Since'
  }
  return undefined
}

/** Conditions on what a write would replace. `If-None-Match` can only be `*`. */
export function checkWriteConditions(
  current: AnyVersion | undefined,
  key: string,
  conditions: { readonly IfMatch?: string | undefined; readonly IfNoneMatch?: string | undefined },
): void {
  const { IfMatch, IfNoneMatch } = conditions
  const present = current && !current.deleteMarker ? current : undefined
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch !== '*') throw notHere('a conditional write with another If-None-Match than *')
    if (present) throw preconditionFailed('If-None-Match')
  }
  if (IfMatch !== undefined) {
    if (!present) throw noSuchKey(key)
    if (!matches(IfMatch, present)) throw preconditionFailed('If-Match')
  }
}

function matches(wanted: string, row: ObjectRow): boolean {
  return wanted.split(',').some((part) => {
    const etag = part.trim().replace(/^W\//, '').replaceAll('"', '')
    return etag === '*' || etag === row.etag
  })
}
