import { formatArn, parseArn } from '../../../model/arn.ts'
import { keys } from '../../../model/kms/tables.ts'
import type { View } from '../../../model/state.ts'
import { invalidParameter } from './faults.ts'
import { logGroupArn } from './find-log-group.ts'

/**
 * Checks that a group can be encrypted with this key: the ARN of an enabled key of the same region. Whether the
 * key's policy lets CloudWatch Logs use it is not looked at.
 */
export function checkEncryptionKey(view: View, kmsKeyId: string, logGroupName: string): void {
  const arn = parseArn(kmsKeyId)
  if (arn?.service !== 'kms' || !arn.resource.startsWith('key/')) {
    const example = formatArn('kms', view.region, view.account, 'key/…')
    throw invalidParameter(
      `Invalid KMS key ARN: ${kmsKeyId}. It must be the ARN of a key, such as ${example}`,
    )
  }
  const row = view.at({ account: arn.account }).get(keys, arn.resource.slice('key/'.length))
  if (arn.region === view.region && row?.state === 'Enabled') return
  throw invalidParameter(
    `The specified KMS key does not exist or is not allowed to be used with Arn '${logGroupArn(view, logGroupName)}'`,
  )
}
