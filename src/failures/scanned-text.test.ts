import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalise, scan, scanLimit } from './scanned-text.ts'

describe('scan', () => {
  it.each([
    ['a\n\t b', 'a b'],
    ['\u001B[31merror\u001B[0m', 'error'],
    [String.raw`error=\"x\n\ty\"`, 'error="x y"'],
    ["invalid character '\\n' in string", "invalid character '\\n' in string"],
    ['│ it is\n│ here', ' it is here'],
    ['&quot;a&quot; &lt;b&gt; &amp; &#39;c&#39;', `"a" <b> & 'c'`],
    ['the task can’t “x” `y`', `the task can't "x" 'y'`],
    ['> the task\n> stopped', ' the task stopped'],
    ['2025-06-03T07:21:09.113Z [ERROR] it is\n2025-06-03T07:21:09.113Z [ERROR] here', ' it is here'],
    ['web-1  | it is\nweb-1  | here', ' it is here'],
    ['##[error]it is here', 'it is here'],
    ['<p>it &#x27;is&#x27;<br/>here</p>', " it 'is' here "],
    ['\u001B[31mit is\u001B[0m\u001B[K here', 'it is here'],
    ['it is： （here）', 'it is: (here)'],
    ['exit code 1\nexit code 1', 'exit code 1 exit code 1'],
  ])('spells %j as messages are spelt', (given, text) => {
    expect(scan(given).text).toBe(text)
  })

  it('knows where in the text as given each place is', () => {
    const given = '\u001B[31m a\n\n  needle  &quot;b&quot; end'
    const scanned = scan(given)
    for (const word of ['needle', 'end', 'b']) {
      expect(given.slice(scanned.origin(scanned.text.indexOf(word))).startsWith(word)).toBe(true)
    }
  })

  it('joins a word that is broken at a column', () => {
    const line = `${'a message '.repeat(7)}not authorized`
    expect(line.slice(0, 80)).toMatch(/not author$/)
    const given = [line, 'and that is the end of it'].join(' ')
    const broken = [given.slice(0, 80), given.slice(80)].join('\n')
    expect(scan(broken).text).toBe(given)
  })

  it('has lower case of the same length for every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const scanned = scan(text)
        expect(scanned.lower).toHaveLength(scanned.text.length)
      }),
      { seed: 5 },
    )
    expect(scan('İstanbul ERROR').lower).toContain('error')
  })

  it('reads the beginning and the end of a long text', () => {
    const given = `first ${'x'.repeat(2 * scanLimit)} last`
    const scanned = scan(given)
    const { text } = scanned
    expect(text.length).toBeLessThanOrEqual(scanLimit + 1)
    expect(text).toMatch(/^first .* last$/)
    expect(given.slice(scanned.origin(text.indexOf('last')))).toBe('last')
  })

  it('gives a text that compares with others', () => {
    expect(normalise('  a\n b’s ')).toBe("a b's")
  })
})
