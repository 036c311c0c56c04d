import type { Parameter } from '@aws-sdk/client-ssm'
import type { ParameterVersionRow } from '../../../model/ssm/parameter.ts'
import type { View } from '../../../model/state.ts'
import type { RequestContext } from '../../operation.ts'
import { decryptValue, invalidKeyId } from './secure-value.ts'

/** What of a request decides how a parameter is shown. */
export interface ShowRequest {
  readonly decrypt: boolean | undefined
  /** The version or label that was asked for. */
  readonly selector?: string | undefined
  /** The name as it was asked for, where it was asked for by name: answers repeat it. */
  readonly name?: string | undefined
}

/** A parameter as GetParameter shows it. Without decryption a SecureString is its ciphertext. Throws InvalidKeyId. */
export function shownParameter(
  view: View,
  row: ParameterVersionRow,
  { decrypt, selector, name = row.name }: ShowRequest,
  context: RequestContext,
): Parameter {
  return {
    Name: name,
    Type: row.type,
    Value: shownValue(view, row, decrypt, context),
    Version: row.version,
    ...(selector === undefined ? {} : { Selector: `:${selector}` }),
    LastModifiedDate: new Date(row.modifiedMs),
    ARN: row.arn,
    DataType: row.dataType,
  }
}

/** The value of a version, decrypted where that is wanted and needed. Throws InvalidKeyId. */
export function shownValue(
  view: View,
  row: ParameterVersionRow,
  decrypt: boolean | undefined,
  { now, requestId }: RequestContext,
): string {
  if (row.type !== 'SecureString' || !decrypt) return row.value
  try {
    return decryptValue(view, row, now).value
  } catch (error) {
    throw invalidKeyId(error, requestId)
  }
}
