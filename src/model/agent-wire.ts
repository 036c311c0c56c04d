// How bytes become the messages of agent-protocol.ts. No I/O: chunks go in, whole messages come out.

/** A line longer than this is not ours: the reader throws, and its connection is ended. */
const lineLimitBytes = 64 * 1024 * 1024

/** An opening holds a command at most; more is not ours. */
const openingLimitBytes = 1024 * 1024

/** Makes a reader of UTF-8 lines (without their line feed); throws RangeError when a line grows beyond 64 MiB. */
export function createLineReader(): (chunk: Uint8Array) => string[] {
  let pending: Uint8Array[] = []
  let pendingBytes = 0
  return (chunk) => {
    const lines: string[] = []
    let from = 0
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      pending.push(chunk.subarray(from, at))
      lines.push(Buffer.concat(pending).toString('utf8'))
      pending = []
      pendingBytes = 0
      from = at + 1
    }
    if (from < chunk.length) {
      pending.push(chunk.subarray(from))
      pendingBytes += chunk.length - from
      if (pendingBytes > lineLimitBytes) throw new RangeError('a message is longer than 64 MiB')
    }
    return lines
  }
}

/** The first line of a connection, and the bytes after it, which may be anything. */
export interface Opening {
  readonly line: string
  readonly rest: Uint8Array
}

/** Makes a reader of a connection's first line; throws RangeError when none comes within 1 MiB. */
export function createOpeningReader(): (chunk: Uint8Array) => Opening | undefined {
  let pending = Buffer.alloc(0)
  return (chunk) => {
    pending = Buffer.concat([pending, chunk])
    const end = pending.indexOf(10)
    if (end !== -1)
      return { line: pending.subarray(0, end).toString('utf8'), rest: pending.subarray(end + 1) }
    if (pending.length > openingLimitBytes) throw new RangeError('the first line is longer than 1 MiB')
    return undefined
  }
}

/** What a frame of an `exec` connection carries; numbers as on the wire. */
export const frameKind = { stdin: 0, stdinEnd: 1, stdout: 2, stderr: 3, exit: 4 } as const

/** One frame: its kind, and at most 16 MiB. */
export interface Frame {
  readonly kind: number
  readonly payload: Uint8Array
}

/** A frame longer than this is not ours. */
const frameLimitBytes = 16 * 1024 * 1024

const headerBytes = 5

/** Writes one frame: kind in one byte, length in four (big-endian), payload. */
export function encodeFrame(kind: number, payload: Uint8Array): Uint8Array {
  const frame = Buffer.allocUnsafe(headerBytes + payload.length)
  frame.writeUInt8(kind, 0)
  frame.writeUInt32BE(payload.length, 1)
  frame.set(payload, headerBytes)
  return frame
}

/** Makes a reader of frames; throws RangeError for a frame beyond 16 MiB. */
export function createFrameReader(): (chunk: Uint8Array) => Frame[] {
  let pending = Buffer.alloc(0)
  return (chunk) => {
    pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk])
    const frames: Frame[] = []
    let at = 0
    while (pending.length - at >= headerBytes) {
      const length = pending.readUInt32BE(at + 1)
      if (length > frameLimitBytes) throw new RangeError('a frame is longer than 16 MiB')
      if (pending.length - at - headerBytes < length) break
      frames.push({
        kind: pending.readUInt8(at),
        payload: pending.subarray(at + headerBytes, at + headerBytes + length),
      })
      at += headerBytes + length
    }
    pending = pending.subarray(at)
    return frames
  }
}
