import { StringDecoder } from 'node:string_decoder'

/** CloudWatch Logs takes events of 256 KiB, 26 bytes of which are its own; a longer line goes out in pieces. */
const longestLine = 256 * 1024 - 26

/** Turns what a program writes into lines. */
export interface OutputLines {
  push(chunk: Buffer): string[]
  /** The line that was not ended by a line feed, when the program is gone. */
  end(): string[]
}

/** Makes a splitter of one stream's UTF-8 text; a character cut between two chunks is put together again. */
export function createOutputLines(): OutputLines {
  const decoder = new StringDecoder('utf8')
  let pending = ''
  const take = (text: string): string[] => {
    const parts = (pending + text).split('\n')
    pending = parts.pop() ?? ''
    const lines = parts.flatMap(pieces)
    while (pending.length > longestLine) {
      lines.push(pending.slice(0, longestLine))
      pending = pending.slice(longestLine)
    }
    return lines
  }
  return {
    push: (chunk) => take(decoder.write(chunk)),
    end() {
      const lines = take(decoder.end())
      const last = pending === '' ? [] : [pending]
      pending = ''
      return [...lines, ...last]
    },
  }
}

function pieces(line: string): string[] {
  if (line.length <= longestLine) return [line]
  return Array.from({ length: Math.ceil(line.length / longestLine) }, (_, index) =>
    line.slice(index * longestLine, (index + 1) * longestLine),
  )
}
