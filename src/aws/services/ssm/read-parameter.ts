import type { ParameterType } from '@aws-sdk/client-ssm'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import { findParameter } from './find-parameter.ts'
import { parseParameterId } from './parameter-name.ts'
import { decryptValue } from './secure-value.ts'

/** What a parameter holds, as the launch of a task reads it. */
export type ParameterReading =
  | {
      readonly kind: 'found'
      readonly name: string
      readonly arn: string
      readonly type: ParameterType
      /** Decrypted. */
      readonly value: string
      readonly version: number
      /** The key of a SecureString: who reads the value needs kms:Decrypt on a customer's, and nothing on AWS's. */
      readonly key?: { readonly arn: string; readonly manager: 'AWS' | 'CUSTOMER' }
    }
  /** `version`: the parameter is there, but not the version or label asked for. */
  | { readonly kind: 'missing'; readonly what: 'parameter' | 'version' }
  /** KMS refused: its code and text. */
  | { readonly kind: 'undecryptable'; readonly arn: string; readonly code: string; readonly message: string }

/**
 * Reads a parameter by name or ARN, with `:version` or `:label`. An ARN is followed to its region and account. `now`
 * (epoch milliseconds) tells a key pending deletion from one that is gone.
 */
export function readParameter(view: View, nameOrArn: string, now: number): ParameterReading {
  const id = parseParameterId(nameOrArn)
  if (!id) return { kind: 'missing', what: 'parameter' }
  const home = id.place ? view.at(id.place) : view
  const found = findParameter(home, id)
  if (found.kind === 'missing') return found
  const { name, arn, type, value, version } = found.version
  const plain = { kind: 'found', name, arn, type, version } as const
  if (type !== 'SecureString') return { ...plain, value }
  try {
    const secure = decryptValue(home, found.version, now)
    return { ...plain, value: secure.value, key: { arn: secure.key.arn, manager: secure.key.manager } }
  } catch (error) {
    if (error instanceof Fault)
      return { kind: 'undecryptable', arn, code: error.code, message: error.message }
    throw error
  }
}
