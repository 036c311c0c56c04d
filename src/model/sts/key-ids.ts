const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const RANDOM_CHARACTERS = 11
const CHECK_CHARACTERS = 5
const form = /^(AKIA|ASIA)[A-Z2-7]{16}$/

/**
 * Makes the id of an access key: `AKIA` (long-lived) or `ASIA` (temporary) and 16 characters, as AWS's are. The last
 * five follow from the others, so that a key that has gone is told from a key of the developer's own, which would be
 * let in: one id in 33 million that AWS made looks like one of these.
 */
export function newKeyId(
  prefix: 'AKIA' | 'ASIA',
  fresh: { readonly text: (length: number, alphabet: string) => string },
): string {
  const body = prefix + fresh.text(RANDOM_CHARACTERS, alphabet)
  return body + checkOf(body)
}

/** Whether an access key id was made here, now or before, whatever became of the key. */
export function isIssuedKeyId(id: string): boolean {
  if (!form.test(id)) return false
  return checkOf(id.slice(0, -CHECK_CHARACTERS)) === id.slice(-CHECK_CHARACTERS)
}

/** Five characters of the FNV-1a hash. It tells origin, not authenticity: the secret does that. */
function checkOf(text: string): string {
  let hash = 0x811c9dc5
  for (const character of `seatrial ${text}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0
  }
  return Array.from({ length: CHECK_CHARACTERS }, (_, index) =>
    alphabet.charAt((hash >>> (5 * index)) & 31),
  ).join('')
}
