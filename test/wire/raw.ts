import { connect } from 'node:net'

/** An answer as bytes of the wire, taken apart. */
export interface RawAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
  /** All that came, with what was said before the answer. */
  readonly text: string
}

const SILENCE_MS = 200
const WAIT_MS = 10_000

/**
 * Writes bytes to a port as they are and gives what comes back: until the other side closes, or so many answers have
 * begun and it is silent. For requests that no HTTP client would send.
 */
export async function exchange(
  url: string,
  parts: readonly (string | Buffer)[],
  answers = 1,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    const chunks: Buffer[] = []
    const done = (): void => {
      socket.destroy()
      resolve(Buffer.concat(chunks).toString())
    }
    let timer = setTimeout(done, WAIT_MS)
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      clearTimeout(timer)
      const begun =
        Buffer.concat(chunks)
          .toString('latin1')
          .match(/HTTP\/1\.1 [2-5]/g)?.length ?? 0
      timer = setTimeout(done, begun < answers ? WAIT_MS : SILENCE_MS)
    })
    socket.on('close', done)
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (chunks.length > 0 || error.code === 'EPIPE' || error.code === 'ECONNRESET') done()
      else reject(error)
    })
    for (const part of parts) socket.write(part)
  })
  return takenApart(text)
}

function takenApart(text: string): RawAnswer {
  const final = text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '')
  const end = final.indexOf('\r\n\r\n')
  const [first = '', ...lines] = final.slice(0, end).split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  return {
    status: Number(first.split(' ')[1]),
    headers: new Map(headers),
    body: final.slice(end + 4),
    text,
  }
}
