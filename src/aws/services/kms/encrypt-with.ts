import type { KeyRow } from '../../../model/kms/key.ts'
import type { Transaction, View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { RequestContext } from '../../operation.ts'
import { findKey, liveKey } from './find-key.ts'
import { keyIdOf, seal, sealingBytes, unseal, type EncryptionContext } from './key-material.ts'
import { requireUsable } from './key-state.ts'
import { ensureManagedKey } from './managed-keys.ts'

/** A ciphertext, and the key that it was made with. */
export interface Encrypted {
  readonly ciphertext: Buffer
  readonly key: KeyRow
}

/** What a ciphertext held, and the key that it was made with. */
export interface Decrypted {
  readonly plaintext: Buffer
  readonly key: KeyRow
}

/**
 * Encrypts for another service of the account. `keyId` may be an id, an ARN or an alias; an alias of an AWS managed
 * key makes that key on first use. Throws KMS's Faults (NotFoundException, DisabledException,
 * KMSInvalidStateException), which the calling service words anew.
 */
export function encryptWith(
  tx: Transaction,
  keyId: string,
  plaintext: Uint8Array,
  encryptionContext: EncryptionContext,
  context: RequestContext,
): Encrypted {
  const key = ensureManagedKey(tx, keyId, context) ?? findKey(tx, keyId, context.now)
  requireUsable(key)
  return { ciphertext: seal(key, plaintext, encryptionContext, context.fresh.bytes(sealingBytes)), key }
}

/**
 * Decrypts what `encryptWith` made. `now` (epoch milliseconds) tells a key pending deletion from one that is gone.
 * Throws KMS's Faults: AccessDeniedException where the key is gone, DisabledException, KMSInvalidStateException,
 * InvalidCiphertextException where the encryption context is another one.
 */
export function decryptWith(
  view: View,
  ciphertext: Buffer,
  context: EncryptionContext,
  now: number,
): Decrypted {
  const key = keyOfCiphertext(view, ciphertext, now)
  requireUsable(key)
  return { plaintext: unseal(key.material, ciphertext, context), key }
}

/** The key that a ciphertext names. */
export function keyOfCiphertext(view: View, ciphertext: Buffer, now: number): KeyRow {
  const key = liveKey(view, keyIdOf(ciphertext), now)
  if (key) return key
  const why = 'does not exist, does not exist in this region, or you are not allowed to access'
  throw new Fault('AccessDeniedException', `The ciphertext refers to a customer master key that ${why}.`)
}

/** How a service repeats what KMS answered it. */
export function repeatKmsFault(fault: Fault, requestId: string): string {
  const { message, code } = fault
  return `${message} (Service: AWSKMS; Status Code: 400; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`
}
