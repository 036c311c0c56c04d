import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { FreshIds } from '../aws/operation.ts'

/** Ids from the operating system's random source. */
export const randomIds: FreshIds = {
  uuid: () => randomUUID(),
  hex: (digits) =>
    randomBytes(Math.ceil(digits / 2))
      .toString('hex')
      .slice(0, digits),
  text: (length, alphabet) =>
    Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join(''),
  bytes: (length) => randomBytes(length),
}
