import type { Service } from '../../operation.ts'
import { hideValuesOf } from '../kms/hide-values.ts'
import { batchGetSecretValue } from './batch-get-secret-value.ts'
import { createSecret } from './create-secret.ts'
import { deleteResourcePolicy } from './delete-resource-policy.ts'
import { deleteSecret } from './delete-secret.ts'
import { describeSecret } from './describe-secret.ts'
import { getRandomPassword } from './get-random-password.ts'
import { getResourcePolicy } from './get-resource-policy.ts'
import { getSecretValue } from './get-secret-value.ts'
import { listSecretVersionIds } from './list-secret-version-ids.ts'
import { listSecrets } from './list-secrets.ts'
import { putResourcePolicy } from './put-resource-policy.ts'
import { putSecretValue } from './put-secret-value.ts'
import { restoreSecret } from './restore-secret.ts'
import { tagResource } from './tag-resource.ts'
import { untagResource } from './untag-resource.ts'
import { updateSecret } from './update-secret.ts'
import { updateSecretVersionStage } from './update-secret-version-stage.ts'
import { validateResourcePolicy } from './validate-resource-policy.ts'

/** AWS Secrets Manager. */
export const secretsManager: Service = {
  model: 'secretsmanager',
  operations: {
    BatchGetSecretValue: batchGetSecretValue,
    CreateSecret: createSecret,
    DeleteResourcePolicy: deleteResourcePolicy,
    DeleteSecret: deleteSecret,
    DescribeSecret: describeSecret,
    GetRandomPassword: getRandomPassword,
    GetResourcePolicy: getResourcePolicy,
    GetSecretValue: getSecretValue,
    ListSecretVersionIds: listSecretVersionIds,
    ListSecrets: listSecrets,
    PutResourcePolicy: putResourcePolicy,
    PutSecretValue: putSecretValue,
    RestoreSecret: restoreSecret,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateSecret: updateSecret,
    UpdateSecretVersionStage: updateSecretVersionStage,
    ValidateResourcePolicy: validateResourcePolicy,
  },
  violation: hideValuesOf('SecretString', 'SecretBinary'),
}
