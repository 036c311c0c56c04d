import type { Parameter } from '@aws-sdk/client-ssm'
import type { Transaction } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { RequestContext } from '../../operation.ts'
import { readOrFail } from '../secretsmanager/read-or-fail.ts'
import type { WantedVersion } from '../secretsmanager/read-secret.ts'

const PREFIX = '/aws/reference/secretsmanager/'
const VERSION_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Whether a name means a secret of Secrets Manager, which Parameter Store shows as a parameter.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html
 */
export function isSecretReference(name: string | undefined): name is string {
  return name?.startsWith(PREFIX) ?? false
}

/** The secret that a reference means and the version behind its colon, a version id or a staging label. */
export function secretOfReference(reference: string): { readonly secretId: string } & WantedVersion {
  const [secretId = '', version] = reference.slice(PREFIX.length).split(':')
  if (version === undefined) return { secretId }
  return VERSION_ID.test(version) ? { secretId, versionId: version } : { secretId, versionStage: version }
}

/** A secret as GetParameter shows it. Throws ParameterNotFound, and ValidationException without decryption. */
export function referredSecret(
  tx: Transaction,
  reference: string,
  decrypt: boolean | undefined,
  context: RequestContext,
): Parameter {
  const shown = referredSecretOrNone(tx, reference, decrypt, context)
  if (shown) return shown
  const message = `An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret ${reference} not found.`
  throw new Fault('ParameterNotFound', message)
}

/** As `referredSecret`, undefined where there is no such secret or version. */
export function referredSecretOrNone(
  tx: Transaction,
  reference: string,
  decrypt: boolean | undefined,
  context: RequestContext,
): Parameter | undefined {
  if (!decrypt) {
    const message = 'WithDecryption flag must be True for retrieving a Secret Manager secret.'
    throw new Fault('ValidationException', message)
  }
  const { secretId, ...wanted } = secretOfReference(reference)
  try {
    const entry = readOrFail(tx, secretId, wanted, context)
    const { ARN: arn, Name: name, VersionId: versionId, SecretString: text, SecretBinary: bytes } = entry
    const binary = bytes && Buffer.from(bytes).toString('base64')
    return {
      Name: reference,
      Type: 'SecureString',
      Value: text ?? binary,
      Version: 0,
      SourceResult: JSON.stringify({
        ARN: arn,
        name,
        versionId,
        ...(text === undefined ? { secretBinary: binary } : { secretString: text }),
        versionStages: entry.VersionStages,
        createdDate: entry.CreatedDate,
      }),
      LastModifiedDate: entry.CreatedDate,
      ARN: arn,
      DataType: 'text',
    }
  } catch (error) {
    if (error instanceof Fault && error.code === 'ResourceNotFoundException') return undefined
    throw error
  }
}
