import { describe, expect, it } from 'vitest'
import { AwsChunkedBody, isAwsChunked } from './aws-chunked.ts'

async function* cut(text: string, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size))
}

async function read(text: string, size = text.length): Promise<{ payload: string; trailers: object }> {
  const body = new AwsChunkedBody(cut(text, size))
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return { payload: Buffer.concat(parts).toString(), trailers: Object.fromEntries(body.trailers) }
}

const signed =
  'b;chunk-signature=aa\r\nhello world\r\n3;chunk-signature=bb\r\n!!!\r\n0;chunk-signature=cc\r\n\r\n'
const trailed = '5\r\nab\r\nc\r\n0\r\nx-amz-checksum-crc32:AAAA==\r\nX-Amz-Trailer-Signature: dd\r\n\r\n'

describe('AwsChunkedBody', () => {
  it.each([1, 2, 3, 7, 1000])('reads signed chunks that come %i bytes at a time', async (size) => {
    expect((await read(signed, size)).payload).toBe('hello world!!!')
  })

  it.each([1, 4, 1000])(
    'reads trailers, and payload that looks like a chunk end, %i bytes at a time',
    async (size) => {
      expect(await read(trailed, size)).toEqual({
        payload: 'ab\r\nc',
        trailers: { 'x-amz-checksum-crc32': 'AAAA==', 'x-amz-trailer-signature': 'dd' },
      })
    },
  )

  it('reads an empty payload', async () => {
    expect((await read('0\r\n\r\n')).payload).toBe('')
  })

  it.each([
    ['without a last chunk', '3\r\nabc\r\n'],
    ['cut off in a chunk', '5\r\nabc'],
    ['with a size that is no number', 'xyz\r\nabc\r\n0\r\n\r\n'],
    ['with a chunk longer than its size', '3\r\nabcdef\r\n0\r\n\r\n'],
    ['with a head without end', '1'.repeat(2000)],
    ['with trailers without end', `0\r\n${'a'.repeat(20_000)}`],
    ['that is empty', ''],
  ])('refuses a body %s', async (_what, text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'IncompleteBody' })
  })

  it.each([
    [{ 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' }, true],
    [{ 'content-encoding': 'gzip, aws-chunked' }, true],
    [{ 'content-encoding': 'gzip' }, false],
    [{ 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }, false],
  ])('tells from %o whether a body is chunked', (headers, expected) => {
    expect(isAwsChunked(headers)).toBe(expected)
  })
})
