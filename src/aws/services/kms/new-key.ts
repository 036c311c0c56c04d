import { formatArn } from '../../../model/arn.ts'
import type { KeyRow } from '../../../model/kms/key.ts'
import type { View } from '../../../model/state.ts'
import type { RequestContext } from '../../operation.ts'

const MATERIAL_BYTES = 32

/** A fresh symmetric key, enabled and managed by the customer. The caller puts it. */
export function newKey(
  view: View,
  parts: Pick<KeyRow, 'description' | 'policy' | 'tags'>,
  { now, fresh }: RequestContext,
): KeyRow {
  const keyId = fresh.uuid()
  return {
    ...parts,
    keyId,
    arn: formatArn('kms', view.region, view.account, `key/${keyId}`),
    state: 'Enabled',
    manager: 'CUSTOMER',
    createdMs: now,
    material: fresh.bytes(MATERIAL_BYTES).toString('base64'),
    materialId: fresh.hex(64),
  }
}
