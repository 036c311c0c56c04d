import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChecksumAlgorithm } from '../model/objects.ts'
import { startChecksum } from './checksums.ts'

/** The checks of `123456789`, as the catalogue of parametrised CRC algorithms and the hash standards give them. */
const checks: readonly (readonly [ChecksumAlgorithm, string])[] = [
  ['CRC32', 'cbf43926'],
  ['CRC32C', 'e3069283'],
  ['CRC64NVME', 'ae8b14860a799888'],
  ['MD5', '25f9e794323b453885f5181f1b624d0b'],
  ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
  ['SHA256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
]

function digest(algorithm: ChecksumAlgorithm, chunks: readonly Uint8Array[]): string {
  const checksum = startChecksum(algorithm)
  for (const chunk of chunks) checksum.update(chunk)
  return checksum.digest().toString('hex')
}

describe('checksums', () => {
  it.each(checks)('makes %s', (algorithm, expected) => {
    expect(digest(algorithm, [Buffer.from('123456789')])).toBe(expected)
  })

  it('makes SHA512', () => {
    const expected = createHash('sha512').update('123456789').digest('hex')
    expect(digest('SHA512', [Buffer.from('123456789')])).toBe(expected)
  })

  it.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)(
    'makes the same %s however the bytes are cut',
    (algorithm) => {
      const pieces = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 })
      fc.assert(
        fc.property(pieces, (chunks) => {
          expect(digest(algorithm, chunks)).toBe(
            digest(
              algorithm,
              [...Buffer.concat(chunks)].map((byte) => Buffer.of(byte)),
            ),
          )
        }),
      )
    },
  )

  it('reads a chunk that is a view into a larger buffer', () => {
    const view = Buffer.from('..123456789..').subarray(2, 11)
    expect(digest('CRC64NVME', [view])).toBe('ae8b14860a799888')
  })
})
