import { describe, expect, it } from 'vitest'
import {
  createFrameReader,
  createLineReader,
  createOpeningReader,
  encodeFrame,
  frameKind,
} from './agent-wire.ts'

const cut = (bytes: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )

describe.each([1, 2, 3, 7, 1000])('chunks of %i bytes', (size) => {
  it('become lines', () => {
    const read = createLineReader()
    const bytes = Buffer.from('{"a":"ä"}\n\n{"b":2}\nrest')
    expect(cut(bytes, size).flatMap(read)).toEqual(['{"a":"ä"}', '', '{"b":2}'])
  })

  it('become frames', () => {
    const read = createFrameReader()
    const payloads = [Buffer.from('hello'), Buffer.alloc(0), Buffer.from([10, 0, 255])]
    const bytes = Buffer.concat(payloads.map((payload, kind) => encodeFrame(kind, payload)))
    const frames = cut(bytes, size).flatMap(read)
    expect(frames.map(({ kind, payload }) => [kind, [...payload]])).toEqual([
      [frameKind.stdin, [...Buffer.from('hello')]],
      [frameKind.stdinEnd, []],
      [frameKind.stdout, [10, 0, 255]],
    ])
  })
})

it('gives back what follows the first line, which may be anything', () => {
  const read = createOpeningReader()
  expect(read(Buffer.from('{"open"'))).toBeUndefined()
  const opening = read(Buffer.concat([Buffer.from(':1}\n'), Buffer.from([10, 255])]))
  expect([opening?.line, [...(opening?.rest ?? [])]]).toEqual(['{"open":1}', [10, 255]])
})

it('refuses what is no frame and no first line', () => {
  expect(() => createFrameReader()(Buffer.from([0, 255, 255, 255, 255]))).toThrow(RangeError)
  expect(() => createOpeningReader()(Buffer.alloc(1024 * 1024 + 1, 'x'))).toThrow(RangeError)
})
