import { Fault } from '../fault.ts'
import { keyOfCiphertext } from '../services/kms/encrypt-with.ts'
import { findKey } from '../services/kms/find-key.ts'
import type { CallPlace, Permission } from './rule.ts'

/** How a service uses a key for its caller. */
export interface KeyUse {
  /** `Decrypt`, `Encrypt` or `GenerateDataKey`. */
  readonly action: string
  /** `ssm`, `secretsmanager` or `s3`. */
  readonly service: string
  readonly encryptionContext: Readonly<Record<string, string>>
  readonly refusal?: Permission['refusal']
}

/**
 * The permission to use a customer's key through a service. AWS's own keys admit everybody of the account who comes
 * through their service; a key that is not there is the service's to complain of.
 */
export function useOfKey(place: CallPlace, keyId: string, use: KeyUse): readonly Permission[] {
  const key = found(() => findKey(place.view, keyId, place.now))
  return key?.manager === 'CUSTOMER' ? [permission(place, key.arn, use)] : []
}

/** The same for the key that a ciphertext (base64) was made with. */
export function useOfCiphertextKey(place: CallPlace, ciphertext: string, use: KeyUse): readonly Permission[] {
  const key = found(() => keyOfCiphertext(place.view, Buffer.from(ciphertext, 'base64'), place.now))
  return key?.manager === 'CUSTOMER' ? [permission(place, key.arn, use)] : []
}

function permission({ region }: CallPlace, resource: string, use: KeyUse): Permission {
  const { action, service, encryptionContext, refusal } = use
  return {
    action: `kms:${action}`,
    resource,
    via: `${service}.${region}.amazonaws.com`,
    encryptionContext,
    ...(refusal && { refusal }),
  }
}

function found<Value>(find: () => Value): Value | undefined {
  try {
    return find()
  } catch (error) {
    if (error instanceof Fault) return undefined
    throw error
  }
}
