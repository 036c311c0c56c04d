import { parseArn, formatArn } from '../../../model/arn.ts'
import type { AliasRow, KeyRow } from '../../../model/kms/key.ts'
import { aliases, keys } from '../../../model/kms/tables.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'

const KEY_ID = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

/**
 * The key that a key id, key ARN, alias name or alias ARN means. `now` (epoch milliseconds) tells a key pending
 * deletion from one that is gone. Throws NotFoundException.
 */
export function findKey(view: View, id: string, now: number): KeyRow {
  const resource = resourceOf(view, id)
  return resource.startsWith('alias/') ? keyOfAlias(view, resource, now) : keyOfId(view, resource, now)
}

/** As `findKey`, for the operations that do not take an alias. */
export function findKeyWithoutAlias(view: View, id: string, now: number): KeyRow {
  const resource = resourceOf(view, id)
  if (resource.startsWith('alias/')) throw invalidKeyId(id)
  return keyOfId(view, resource, now)
}

/** A key by its id alone, or undefined where there is none, or none any more. */
export function liveKey(view: View, keyId: string, now: number): KeyRow | undefined {
  const key = view.get(keys, keyId)
  return key && (key.deletionMs ?? Number.POSITIVE_INFINITY) > now ? key : undefined
}

/** An alias whose key is still there. */
export function liveAlias(view: View, aliasName: string, now: number): AliasRow | undefined {
  const alias = view.get(aliases, aliasName)
  return alias && liveKey(view, alias.targetKeyId, now) ? alias : undefined
}

/** Says that there is no such alias. */
export function aliasNotFound(view: View, aliasName: string): Fault {
  const arn = formatArn('kms', view.region, view.account, aliasName)
  return new Fault('NotFoundException', `Alias ${arn} is not found.`)
}

function keyOfAlias(view: View, aliasName: string, now: number): KeyRow {
  const alias = view.get(aliases, aliasName)
  const key = alias && liveKey(view, alias.targetKeyId, now)
  if (!key) throw aliasNotFound(view, aliasName)
  return key
}

function keyOfId(view: View, keyId: string, now: number): KeyRow {
  if (!KEY_ID.test(keyId)) throw invalidKeyId(keyId)
  const key = liveKey(view, keyId, now)
  if (key) return key
  const arn = formatArn('kms', view.region, view.account, `key/${keyId}`)
  throw new Fault('NotFoundException', `Key '${arn}' does not exist`)
}

/** `alias/…` or the bare key id. */
function resourceOf(view: View, id: string): string {
  if (!id.startsWith('arn:')) return id
  const arn = parseArn(id)
  if (arn?.service !== 'kms') throw new Fault('NotFoundException', `Invalid arn ${id}`)
  if (arn.region !== view.region) throw new Fault('NotFoundException', `Invalid arn ${arn.region}`)
  if (arn.account !== view.account) throw new Fault('NotFoundException', `Key '${id}' does not exist`)
  return arn.resource.startsWith('key/') ? arn.resource.slice('key/'.length) : arn.resource
}

function invalidKeyId(id: string): Fault {
  return new Fault('NotFoundException', `Invalid keyId '${id}'`)
}
