import type { SecretRow, SecretVersionRow } from '../../../model/secretsmanager/secret.ts'
import { secretVersionKey, secretVersions } from '../../../model/secretsmanager/tables.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import { findSecret } from './find-secret.ts'
import { parseSecretId } from './secret-id.ts'
import { decryptSecret, type SecretValue } from './secret-value.ts'
import { versionAt } from './secret-versions.ts'

/** Which version is meant; neither means `AWSCURRENT`. */
export interface WantedVersion {
  readonly versionStage?: string | undefined
  readonly versionId?: string | undefined
}

/** What a secret holds, as GetSecretValue and the launch of a task read it. */
export type SecretReading =
  | {
      readonly kind: 'value'
      readonly secret: SecretRow
      readonly version: SecretVersionRow
      readonly value: SecretValue
      /** Who reads the value needs kms:Decrypt on a customer's key, and nothing on AWS's. */
      readonly key: { readonly arn: string; readonly manager: 'AWS' | 'CUSTOMER' }
    }
  /** The id can be no secret's: Secrets Manager answers a ValidationException. */
  | { readonly kind: 'invalid-name' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'marked-for-deletion'; readonly secret: SecretRow }
  | {
      readonly kind: 'version-missing'
      readonly secret: SecretRow
      readonly by: 'staging label' | 'VersionId'
      readonly wanted: string
    }
  /** The version is there and does not carry the stage that was asked for with it. */
  | { readonly kind: 'stage-mismatch'; readonly secret: SecretRow }
  /** KMS refused. */
  | { readonly kind: 'undecryptable'; readonly secret: SecretRow; readonly fault: Fault }

/**
 * Reads a secret by name or ARN; an ARN is followed to its region and account. `now` (epoch milliseconds) tells a
 * secret marked for deletion from one that is gone.
 */
export function readSecret(view: View, arnOrName: string, wanted: WantedVersion, now: number): SecretReading {
  const id = parseSecretId(arnOrName)
  if (!id) return { kind: 'invalid-name' }
  const home = id.kind === 'arn' ? view.at({ region: id.region, account: id.account }) : view
  const secret = findSecret(home, id, now)
  if (!secret) return { kind: 'missing' }
  if (secret.deletedMs !== undefined) return { kind: 'marked-for-deletion', secret }
  const { versionId, versionStage } = wanted
  const stage = versionStage ?? 'AWSCURRENT'
  const version =
    versionId === undefined
      ? versionAt(home, secret.arn, stage)
      : home.get(secretVersions, secretVersionKey(secret.arn, versionId))
  if (!version) {
    const by = versionId === undefined ? 'staging label' : 'VersionId'
    return { kind: 'version-missing', secret, by, wanted: versionId ?? stage }
  }
  if (versionId !== undefined && versionStage !== undefined && !version.stages.includes(versionStage)) {
    return { kind: 'stage-mismatch', secret }
  }
  return decrypted(home, secret, version, now)
}

function decrypted(view: View, secret: SecretRow, version: SecretVersionRow, now: number): SecretReading {
  try {
    const { key, ...value } = decryptSecret(view, version, now)
    return { kind: 'value', secret, version, value, key: { arn: key.arn, manager: key.manager } }
  } catch (error) {
    if (error instanceof Fault) return { kind: 'undecryptable', secret, fault: error }
    throw error
  }
}
