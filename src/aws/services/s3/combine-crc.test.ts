import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startChecksum } from '../../../store/checksums.ts'
import { combineCrc } from './combine-crc.ts'

describe('combineCrc', () => {
  it.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)(
    'makes the %s of a body from those of its pieces',
    (algorithm) => {
      const check = (bytes: Uint8Array): string => {
        const checksum = startChecksum(algorithm)
        checksum.update(bytes)
        return checksum.digest().toString('base64')
      }
      fc.assert(
        fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 5 }), (pieces) => {
          const combined = combineCrc(
            algorithm,
            pieces.map((piece) => ({ checksum: check(piece), size: piece.length })),
          )
          expect(combined).toBe(check(Buffer.concat(pieces)))
        }),
      )
    },
  )

  it('has no answer for a hash', () => {
    expect(combineCrc('SHA256', [])).toBeUndefined()
  })
})
