import type { AliasListEntry, ListAliasesRequest, ListAliasesResponse } from '@aws-sdk/client-kms'
import { formatArn } from '../../../model/arn.ts'
import type { AliasRow } from '../../../model/kms/key.ts'
import { aliases } from '../../../model/kms/tables.ts'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias, liveAlias } from './find-key.ts'
import { managedAliases } from './managed-keys.ts'
import { markerPage } from './marker-page.ts'

/** Lists aliases by name. AWS's own stand there without a key until the key is first used. */
export const listAliases: Operation<ListAliasesRequest, ListAliasesResponse> = (tx, request, { now }) => {
  const target = request.KeyId === undefined ? undefined : findKeyWithoutAlias(tx, request.KeyId, now).keyId
  const rows = target === undefined ? tx.all(aliases) : tx.by(aliases, 'target', target)
  const entries = [...rows].filter(({ aliasName }) => liveAlias(tx, aliasName, now)).map(entry)
  const unused = target === undefined ? managedAliases.filter((name) => !tx.get(aliases, name)) : []
  for (const name of unused) {
    entries.push({ AliasName: name, AliasArn: formatArn('kms', tx.region, tx.account, name) })
  }
  const sorted = entries.sort((a, b) => ((a.AliasName ?? '') < (b.AliasName ?? '') ? -1 : 1))
  const { items, rest } = markerPage(sorted, request, 50, ({ AliasName }) => AliasName ?? '')
  return { Aliases: items, ...rest }
}

function entry({ aliasName, aliasArn, targetKeyId, createdMs, updatedMs }: AliasRow): AliasListEntry {
  return {
    AliasName: aliasName,
    AliasArn: aliasArn,
    TargetKeyId: targetKeyId,
    CreationDate: new Date(createdMs),
    LastUpdatedDate: new Date(updatedMs),
  }
}
