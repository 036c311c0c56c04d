import { createCipheriv, createDecipheriv } from 'node:crypto'
import { Fault } from '../../fault.ts'

/** Pairs that a ciphertext is bound to; decryption needs the same ones, in any order. */
export type EncryptionContext = Readonly<Record<string, string>>

/** How KMS's own blobs begin, so that ours look the same in base64: `AQICAHg…`. */
const HEADER = Buffer.from([1, 2, 2, 0, 120])
const KEY_ID_BYTES = 16
const IV_BYTES = 12
const TAG_BYTES = 16
const PREFIX_BYTES = HEADER.length + KEY_ID_BYTES

/** How many random bytes `seal` needs. */
export const sealingBytes = IV_BYTES

/** Encrypts with AES-256-GCM. The blob names its key; `iv` must be `sealingBytes` fresh random bytes. */
export function seal(
  key: { readonly keyId: string; readonly material: string },
  plaintext: Uint8Array,
  context: EncryptionContext,
  iv: Buffer,
): Buffer {
  const prefix = Buffer.concat([HEADER, Buffer.from(key.keyId.replaceAll('-', ''), 'hex')])
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key.material, 'base64'), iv)
  cipher.setAAD(additionalData(prefix, context))
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return Buffer.concat([prefix, iv, body, cipher.getAuthTag()])
}

/** The id of the key that a blob was made with. Throws InvalidCiphertextException for what is not a blob. */
export function keyIdOf(blob: Buffer): string {
  const whole = blob.length > PREFIX_BYTES + IV_BYTES + TAG_BYTES
  if (!whole || !blob.subarray(0, HEADER.length).equals(HEADER)) throw invalidCiphertext()
  const hex = blob.subarray(HEADER.length, PREFIX_BYTES).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Decrypts a blob of `seal`. Throws InvalidCiphertextException where it was changed or the context is another one. */
export function unseal(material: string, blob: Buffer, context: EncryptionContext): Buffer {
  const bodyStart = PREFIX_BYTES + IV_BYTES
  const iv = blob.subarray(PREFIX_BYTES, bodyStart)
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(material, 'base64'), iv)
  decipher.setAAD(additionalData(blob.subarray(0, PREFIX_BYTES), context))
  decipher.setAuthTag(blob.subarray(blob.length - TAG_BYTES))
  const head = decipher.update(blob.subarray(bodyStart, blob.length - TAG_BYTES))
  try {
    return Buffer.concat([head, decipher.final()])
  } catch {
    throw invalidCiphertext()
  }
}

/** KMS says nothing more than the code. */
function invalidCiphertext(): Fault {
  return new Fault('InvalidCiphertextException', '')
}

function additionalData(prefix: Buffer, context: EncryptionContext): Buffer {
  const pairs = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))
  return Buffer.concat([prefix, Buffer.from(JSON.stringify(pairs))])
}
