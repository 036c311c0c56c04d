import type { Source } from '../../model/template.ts'

/** Turns offsets of a text into lines and columns. */
export class TextLines {
  readonly file: string
  readonly text: string
  private readonly starts: readonly number[]
  private readonly firstLine: number
  /** The line that was found last: places are mostly asked for in the order of the text, on the same line or the next. */
  private row = 0

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
    const { file } = this
    const line = this.firstLine + row + 1
    const column = start - lineStart + 1
    const isOnOneLine = end > start && end <= lineEnd
    return isOnOneLine ? { file, line, column, endColumn: end - lineStart + 1 } : { file, line, column }
  }

  private rowOf(offset: number): number {
    const { starts } = this
    for (let row = this.row; row <= this.row + 1; row += 1) {
      const isOnIt = (starts[row] ?? Infinity) <= offset && offset < (starts[row + 1] ?? Infinity)
      if (isOnIt) return (this.row = row)
    }
    return (this.row = this.searched(offset))
  }

  private searched(offset: number): number {
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
