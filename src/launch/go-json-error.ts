/**
 * The error that Go's `encoding/json` gives for a text that is not JSON, word for word: the launcher is written in Go
 * and prints it in `stoppedReason` (spec: R-15). Only the first error matters, so this checks without building values.
 */
export function goJsonError(text: string): string | undefined {
  const scan = new Scan(text)
  return scan.document()
}

const endOfInput = 'unexpected end of JSON input'
const literals: Readonly<Record<string, string>> = { t: 'true', f: 'false', n: 'null' }

/** The containers we are in; kept as data, because a text may nest deeper than the call stack allows. */
type Frame = 'object' | 'array'

class Scan {
  /** Go scans bytes: a character outside ASCII is reported by its first byte. */
  private readonly bytes: Buffer
  private at = 0

  constructor(text: string) {
    this.bytes = Buffer.from(text, 'utf8')
  }

  document(): string | undefined {
    const frames: Frame[] = []
    let expecting: 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'after-value' = 'value'
    for (;;) {
      this.skipSpace()
      const character = this.peek()
      if (expecting === 'after-value') {
        const frame = frames.at(-1)
        if (frame === undefined)
          return character === undefined ? undefined : this.invalid('after top-level value')
        if (character === undefined) return endOfInput
        if (character === (frame === 'object' ? '}' : ']')) frames.pop()
        else if (character !== ',') {
          return this.invalid(frame === 'object' ? 'after object key:value pair' : 'after array element')
        }
        this.at++
        if (character === ',') expecting = frame === 'object' ? 'key' : 'value'
        continue
      }
      if (character === undefined) return endOfInput
      if (expecting === 'key-or-end' && character === '}') {
        frames.pop()
        this.at++
        expecting = 'after-value'
        continue
      }
      if (expecting === 'key' || expecting === 'key-or-end') {
        const error = this.key(character)
        if (error !== undefined) return error
        expecting = 'value'
        continue
      }
      if (expecting === 'value-or-end' && character === ']') {
        frames.pop()
        this.at++
        expecting = 'after-value'
        continue
      }
      if (character === '{' || character === '[') {
        frames.push(character === '{' ? 'object' : 'array')
        this.at++
        expecting = character === '{' ? 'key-or-end' : 'value-or-end'
        continue
      }
      const error = this.scalar(character)
      if (error !== undefined) return error
      expecting = 'after-value'
    }
  }

  private peek(): string | undefined {
    const byte = this.bytes[this.at]
    return byte === undefined ? undefined : String.fromCharCode(byte)
  }

  private skipSpace(): void {
    while (/^[ \t\r\n]$/.test(this.peek() ?? '')) this.at++
  }

  private invalid(context: string): string {
    const character = this.peek()
    return character === undefined ? endOfInput : `invalid character ${quote(character)} ${context}`
  }

  private key(character: string): string | undefined {
    if (character !== '"') return this.invalid('looking for beginning of object key string')
    const error = this.string()
    if (error !== undefined) return error
    this.skipSpace()
    if (this.peek() !== ':') return this.invalid('after object key')
    this.at++
    return undefined
  }

  private scalar(character: string): string | undefined {
    if (character === '"') return this.string()
    if (character === '-' || isDigit(character)) return this.number()
    const literal = literals[character]
    return literal === undefined ? this.invalid('looking for beginning of value') : this.literal(literal)
  }

  private literal(word: string): string | undefined {
    for (const expected of word) {
      if (this.peek() !== expected) return this.invalid(`in literal ${word} (expecting '${expected}')`)
      this.at++
    }
    return undefined
  }

  private string(): string | undefined {
    this.at++
    for (;;) {
      const character = this.peek()
      if (character === undefined) return endOfInput
      if (character === '"') break
      if (character < ' ') return this.invalid('in string literal')
      this.at++
      if (character === '\\') {
        const error = this.escape()
        if (error !== undefined) return error
      }
    }
    this.at++
    return undefined
  }

  private escape(): string | undefined {
    const character = this.peek()
    if (character === undefined || !'bfnrt\\/"u'.includes(character))
      return this.invalid('in string escape code')
    this.at++
    if (character !== 'u') return undefined
    for (let digits = 0; digits < 4; digits++) {
      if (!/^[0-9a-fA-F]$/.test(this.peek() ?? ''))
        return this.invalid(String.raw`in \u hexadecimal character escape`)
      this.at++
    }
    return undefined
  }

  private number(): string | undefined {
    if (this.peek() === '-') this.at++
    if (!isDigit(this.peek())) return this.invalid('in numeric literal')
    if (this.peek() === '0') this.at++
    else this.digits()
    if (this.peek() === '.') {
      this.at++
      if (!isDigit(this.peek())) return this.invalid('after decimal point in numeric literal')
      this.digits()
    }
    if (/^[eE]$/.test(this.peek() ?? '')) {
      this.at++
      if (/^[+-]$/.test(this.peek() ?? '')) this.at++
      if (!isDigit(this.peek())) return this.invalid('in exponent of numeric literal')
      this.digits()
    }
    return undefined
  }

  private digits(): void {
    while (isDigit(this.peek())) this.at++
  }
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9'
}

/** As Go's `quoteChar`: single quotes around the character as `strconv.Quote` writes it. */
function quote(character: string): string {
  if (character === "'") return String.raw`'\''`
  if (character === '"') return `'"'`
  if (character === '\\') return String.raw`'\\'`
  const named: Readonly<Record<string, string>> = {
    '\u0007': 'a',
    '\b': 'b',
    '\f': 'f',
    '\n': 'n',
    '\r': 'r',
    '\t': 't',
    '\v': 'v',
  }
  const short = named[character]
  if (short !== undefined) return `'\\${short}'`
  const code = character.charCodeAt(0)
  if (code < 0x20 || code === 0x7f) return `'\\x${code.toString(16).padStart(2, '0')}'`
  // A byte above ASCII is printed as the character of that number; those of 80–9f and the soft hyphen are escaped.
  if ((code >= 0x80 && code < 0xa1) || code === 0xad) return `'\\u${code.toString(16).padStart(4, '0')}'`
  return `'${character}'`
}
