import type { SecretValueEntry } from '@aws-sdk/client-secrets-manager'
import { secrets } from '../../../model/secretsmanager/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import type { Fault } from '../../fault.ts'
import type { RequestContext } from '../../operation.ts'
import { readSecret, type SecretReading, type WantedVersion } from './read-secret.ts'
import { invalidRequest, markedForDeletion, secretNotFound, versionNotFound } from './secret-faults.ts'
import { invalidSecretName, parseSecretId } from './secret-id.ts'
import { decryptionFailure } from './secret-value.ts'
import { putVersion } from './secret-versions.ts'

const DAY_MS = 86_400_000

/** Reads a secret of this region and account for a caller, and notes the day of the read. Throws AWS's Fault. */
export function readOrFail(
  tx: Transaction,
  secretId: string,
  wanted: WantedVersion,
  context: RequestContext,
): SecretValueEntry {
  const id = parseSecretId(secretId)
  const elsewhere = id?.kind === 'arn' && (id.region !== tx.region || id.account !== tx.account)
  if (elsewhere) throw secretNotFound()
  const reading = readSecret(tx, secretId, wanted, context.now)
  if (reading.kind !== 'value') throw refusal(reading, context.requestId)
  noteAccess(tx, reading, context.now)
  const { secret, version, value } = reading
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.versionId,
    ...(value.kind === 'string' ? { SecretString: value.bytes.toString() } : { SecretBinary: value.bytes }),
    ...(version.stages.length === 0 ? {} : { VersionStages: [...version.stages] }),
    CreatedDate: new Date(version.createdMs),
  }
}

function refusal(reading: Exclude<SecretReading, { kind: 'value' }>, requestId: string): Fault {
  switch (reading.kind) {
    case 'invalid-name':
      return invalidSecretName()
    case 'missing':
      return secretNotFound()
    case 'marked-for-deletion':
      return markedForDeletion()
    case 'version-missing':
      return versionNotFound(reading.by, reading.wanted)
    case 'stage-mismatch':
      return invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.')
    default:
      return decryptionFailure(reading.fault, requestId)
  }
}

/** AWS keeps only the day, so that most reads change nothing. */
function noteAccess(
  tx: Transaction,
  { secret, version }: Extract<SecretReading, { kind: 'value' }>,
  now: number,
): void {
  const today = now - (now % DAY_MS)
  if (secret.accessedMs !== today) tx.put(secrets, secret.name, { ...secret, accessedMs: today })
  if (version.accessedMs !== today) putVersion(tx, { ...version, accessedMs: today })
}
