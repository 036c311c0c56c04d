import type { ChecksumAlgorithm } from '../../../model/objects.ts'

interface Polynomial {
  readonly bits: bigint
  /** Without its highest term, bits reflected. */
  readonly terms: bigint
}

const polynomials: Readonly<Partial<Record<ChecksumAlgorithm, Polynomial>>> = {
  CRC32: { bits: 32n, terms: 0xedb88320n },
  CRC32C: { bits: 32n, terms: 0x82f63b78n },
  CRC64NVME: { bits: 64n, terms: 0x9a6c9329ac4bc9b5n },
}

/** The checksum of one piece of a body, base64, and how many bytes the piece has. */
export interface CheckedPiece {
  readonly checksum: string
  readonly size: number
}

/**
 * The cyclic redundancy check of a body from those of its pieces, without reading it: appending n bytes multiplies
 * what was before by x^8n, in the field of the check's polynomial. Undefined for checksums that are no such check.
 */
export function combineCrc(
  algorithm: ChecksumAlgorithm,
  pieces: readonly CheckedPiece[],
): string | undefined {
  const polynomial = polynomials[algorithm]
  if (!polynomial) return undefined
  let whole = 0n
  for (const { checksum, size } of pieces) {
    const piece = BigInt(`0x${Buffer.from(checksum, 'base64').toString('hex')}`)
    whole = multiply(powerOfX(BigInt(size) * 8n, polynomial), whole, polynomial) ^ piece
  }
  const digits = Number(polynomial.bits / 4n)
  return Buffer.from(whole.toString(16).padStart(digits, '0'), 'hex').toString('base64')
}

/** The product of two polynomials of reflected bits, where the highest bit is the constant term. */
function multiply(a: bigint, b: bigint, { bits, terms }: Polynomial): bigint {
  let [product, factor] = [0n, b]
  for (let bit = 1n << (bits - 1n); bit > 0n; bit >>= 1n) {
    if (a & bit) product ^= factor
    factor = factor & 1n ? (factor >> 1n) ^ terms : factor >> 1n
  }
  return product
}

function powerOfX(exponent: bigint, polynomial: Polynomial): bigint {
  let [power, square] = [1n << (polynomial.bits - 1n), 1n << (polynomial.bits - 2n)]
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) power = multiply(square, power, polynomial)
    square = multiply(square, square, polynomial)
  }
  return power
}
