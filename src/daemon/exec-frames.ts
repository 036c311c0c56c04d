/** What travels over an exec connection: input one way; output, the end, or a refusal the other. */
export type ExecFrame =
  | { readonly kind: 'input'; readonly bytes: Buffer }
  | { readonly kind: 'input-end' }
  | { readonly kind: 'stdout'; readonly bytes: Buffer }
  | { readonly kind: 'stderr'; readonly bytes: Buffer }
  | { readonly kind: 'exit'; readonly exitCode: number }
  | { readonly kind: 'refused'; readonly reason: string }

const kinds = ['input', 'input-end', 'stdout', 'stderr', 'exit', 'refused'] as const
const HEAD_BYTES = 5
/** A frame larger than this is not one of ours. */
const MAX_FRAME_BYTES = 4 * 1024 * 1024

/** One byte of kind, four of length, and the bytes. */
export function encodeFrame(frame: ExecFrame): Buffer {
  const body = bodyOf(frame)
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt8(kinds.indexOf(frame.kind), 0)
  head.writeUInt32BE(body.length, 1)
  return Buffer.concat([head, body])
}

function bodyOf(frame: ExecFrame): Buffer {
  switch (frame.kind) {
    case 'exit':
      return Buffer.from(String(frame.exitCode))
    case 'refused':
      return Buffer.from(frame.reason)
    case 'input-end':
      return Buffer.alloc(0)
    default:
      return frame.bytes
  }
}

/** Takes bytes as they come and gives whole frames. */
export class FrameReader {
  private held = Buffer.alloc(0)

  push(chunk: Buffer): ExecFrame[] {
    this.held = Buffer.concat([this.held, chunk])
    const frames: ExecFrame[] = []
    while (this.held.length >= HEAD_BYTES) {
      const length = this.held.readUInt32BE(1)
      if (length > MAX_FRAME_BYTES) throw new Error(`a frame of ${length} bytes is too large`)
      if (this.held.length < HEAD_BYTES + length) break
      const body = this.held.subarray(HEAD_BYTES, HEAD_BYTES + length)
      frames.push(decode(this.held.readUInt8(0), body))
      this.held = this.held.subarray(HEAD_BYTES + length)
    }
    return frames
  }
}

function decode(kindNumber: number, body: Buffer): ExecFrame {
  const kind = kinds[kindNumber]
  switch (kind) {
    case 'exit':
      return { kind, exitCode: Number(body.toString()) }
    case 'refused':
      return { kind, reason: body.toString() }
    case 'input-end':
      return { kind }
    case undefined:
      throw new Error(`there is no frame of kind ${kindNumber}`)
    default:
      return { kind, bytes: Buffer.from(body) }
  }
}
