import type { Source } from '../../model/template.ts'

/** Turns offsets of a text into lines and columns. */
export class TextLines {
  readonly file: string
  readonly text: string
  private readonly starts: readonly number[]
  private readonly firstLine: number

  /** `firstLine` is the line of the file, from 0, that the text begins on. */
  constructor(file: string, text: string, firstLine = 0) {
    this.file = file
    this.text = text
    this.firstLine = firstLine
    const starts = [0]
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
    this.starts = starts
  }

  /** The place of a range; `endColumn` only where the range ends on the line it begins on. */
  source(start: number, end = start): Source {
    const row = this.rowOf(start)
    const lineStart = this.starts[row] ?? 0
    const lineEnd = (this.starts[row + 1] ?? this.text.length + 1) - 1
    const place = { file: this.file, line: this.firstLine + row + 1, column: start - lineStart + 1 }
    return end > start && end <= lineEnd ? { ...place, endColumn: end - lineStart + 1 } : place
  }

  private rowOf(offset: number): number {
    let low = 0
    let high = this.starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}
