import type { SecretRow, SecretVersionRow } from '../../../model/secretsmanager/secret.ts'
import { secretVersionKey, secretVersions } from '../../../model/secretsmanager/tables.ts'
import type { Transaction, View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { RequestContext } from '../../operation.ts'
import { decryptionFailure, decryptSecret, encryptSecret, type SecretValue } from './secret-value.ts'

/** Versions that are kept of one secret; deprecated ones make room for new ones. */
const MAX_VERSIONS = 100

/** The versions of a secret in the order in which they were made. */
export function versionsOf(view: View, secretArn: string): SecretVersionRow[] {
  return [...view.by(secretVersions, 'secret', secretArn)]
}

/** The version that carries a staging label. */
export function versionAt(view: View, secretArn: string, stage: string): SecretVersionRow | undefined {
  return versionsOf(view, secretArn).find(({ stages }) => stages.includes(stage))
}

/** Puts a version as it is. */
export function putVersion(tx: Transaction, version: SecretVersionRow): void {
  tx.put(secretVersions, secretVersionKey(version.secretArn, version.versionId), version)
}

/** The stages of every version that has any, as DescribeSecret shows them. */
export function stagesOf(view: View, secretArn: string): Record<string, string[]> | undefined {
  const staged = versionsOf(view, secretArn).filter(({ stages }) => stages.length > 0)
  if (staged.length === 0) return undefined
  return Object.fromEntries(staged.map(({ versionId, stages }) => [versionId, [...stages]]))
}

/** A value that is to become a version under this id and these stages. */
export interface NewVersion {
  readonly versionId: string
  readonly value: SecretValue
  readonly stages: readonly string[]
}

/**
 * Adds a version and moves its stages to it. The same id with the same value is the version that is there already;
 * with another value it is refused (ResourceExistsException).
 */
export function addVersion(
  tx: Transaction,
  secret: SecretRow,
  { versionId, value, stages }: NewVersion,
  context: RequestContext,
): SecretVersionRow {
  const known = tx.get(secretVersions, secretVersionKey(secret.arn, versionId))
  if (known) return sameVersion(tx, known, value, context)
  makeRoom(tx, secret.arn)
  const { kmsKeyId } = secret
  const parts = { secretArn: secret.arn, versionId, ...(kmsKeyId === undefined ? {} : { kmsKeyId }) }
  const ciphertext = encryptSecret(tx, parts, value, context)
  putVersion(tx, { ...parts, stages: [], createdMs: context.now, kind: value.kind, ciphertext })
  for (const stage of stages) moveStage(tx, secret.arn, stage, versionId)
  const added = tx.get(secretVersions, secretVersionKey(secret.arn, versionId))
  if (!added) throw new Error(`version ${versionId} of ${secret.arn} was not kept`)
  return added
}

/**
 * Moves a staging label to a version, or takes it away where none is named. Where AWSCURRENT leaves a version, that
 * one becomes AWSPREVIOUS and is no longer AWSPENDING.
 */
export function moveStage(tx: Transaction, secretArn: string, stage: string, to: string | undefined): void {
  const from = versionAt(tx, secretArn, stage)
  if (from && from.versionId === to) return
  const current = stage === 'AWSCURRENT'
  for (const version of versionsOf(tx, secretArn)) {
    const left = version.stages.filter((label) => {
      if (label === stage || (current && label === 'AWSPREVIOUS')) return false
      return !(current && version.versionId === from?.versionId && label === 'AWSPENDING')
    })
    const gained: string[] = []
    if (version.versionId === to) gained.push(stage)
    else if (current && version.versionId === from?.versionId) gained.push('AWSPREVIOUS')
    const stages = [...left, ...gained].sort()
    if (stages.join() !== version.stages.join()) putVersion(tx, { ...version, stages })
  }
}

function sameVersion(
  tx: Transaction,
  known: SecretVersionRow,
  value: SecretValue,
  context: RequestContext,
): SecretVersionRow {
  const before = decryptOrFail(tx, known, context)
  if (before.kind === value.kind && before.bytes.equals(value.bytes)) return known
  const { versionId, secretArn } = known
  const message = `You can't use ClientRequestToken ${versionId} because that value is already in use for a version of secret ${secretArn}.`
  throw new Fault('ResourceExistsException', message)
}

/** Decrypts a version. Throws DecryptionFailure. */
export function decryptOrFail(view: View, version: SecretVersionRow, context: RequestContext): SecretValue {
  try {
    return decryptSecret(view, version, context.now)
  } catch (error) {
    throw error instanceof Fault ? decryptionFailure(error, context.requestId) : error
  }
}

function makeRoom(tx: Transaction, secretArn: string): void {
  const versions = versionsOf(tx, secretArn)
  if (versions.length < MAX_VERSIONS) return
  const oldest = versions.find(({ stages }) => stages.length === 0)
  if (!oldest)
    throw new Fault(
      'LimitExceededException',
      'The request failed because it would exceed one of the Secrets Manager quotas.',
    )
  tx.delete(secretVersions, secretVersionKey(secretArn, oldest.versionId))
}
