import { regionTable } from '../state.ts'
import type { AliasRow, GrantRow, KeyRow } from './key.ts'

/** KMS keys by key id. */
export const keys = regionTable<KeyRow>('kms.keys')

/** Aliases by name, such as `alias/shop`. */
export const aliases = regionTable<AliasRow, 'target'>('kms.aliases', { target: (row) => row.targetKeyId })

/** Grants by grant id. */
export const grants = regionTable<GrantRow, 'key'>('kms.grants', { key: (row) => row.keyId })
