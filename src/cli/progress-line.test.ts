import { describe, expect, it } from 'vitest'
import { ProgressLine } from './progress-line.ts'

class Written {
  readonly isTTY: boolean
  readonly columns: number
  text = ''

  constructor(isTTY: boolean, columns = 80) {
    this.isTTY = isTTY
    this.columns = columns
  }

  write(text: string): void {
    this.text += text
  }
}

describe('progress', () => {
  it('is one line of a terminal, never longer than that, and gone at the end', () => {
    const stream = new Written(true, 11)
    const line = new ProgressLine(stream)
    line.show('read role')
    line.show('read cluster shop')
    line.end()
    line.end()
    const shown = stream.text.replaceAll(/\u001B\[\d+m/g, '')
    expect(shown).toBe('\r\u001B[Kread role\r\u001B[Kread clust\r\u001B[K')
  })

  it('is a line now and then in a log', () => {
    const stream = new Written(false)
    let now = 1000
    const line = new ProgressLine(stream, () => now)
    line.show('reading account')
    now = 2900
    line.show('read role a')
    now = 3100
    line.show('read role b')
    line.end()
    expect(stream.text).toBe('reading account\nread role b\n')
  })
})
