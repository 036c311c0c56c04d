/** How deep values may nest before the rest is not looked at: a policy has some five levels. */
const maxDepth = 100

/**
 * Where a text stops being JSON: the offset of the first character that cannot stand there. What `JSON.parse` says
 * about it differs between versions of Node.js, and often leaves the place out.
 */
export function syntaxErrorAt(text: string): number {
  const end = skipValue(text, skipSpace(text, 0), 0)
  return end.failed ? end.at : skipSpace(text, end.at)
}

interface Skipped {
  readonly at: number
  readonly failed: boolean
}

const done = (at: number): Skipped => ({ at, failed: false })
const failed = (at: number): Skipped => ({ at, failed: true })

const space = /[ \t\n\r]*/y
const literal = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const quoted = /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y

function skip(pattern: RegExp, text: string, at: number): Skipped {
  pattern.lastIndex = at
  return pattern.test(text) ? done(pattern.lastIndex) : failed(at)
}

/** Control characters may not stand in a text as they are. */
function skipText(text: string, at: number): Skipped {
  const { at: end, failed: open } = skip(quoted, text, at)
  if (open) return failed(at)
  for (let next = at; next < end; next += 1) if (text.charCodeAt(next) < 0x20) return failed(next)
  return done(end)
}

function skipSpace(text: string, at: number): number {
  return skip(space, text, at).at
}

function skipValue(text: string, at: number, depth: number): Skipped {
  const opening = text[at]
  if (opening === '"') return skipText(text, at)
  if (opening !== '{' && opening !== '[') return skip(literal, text, at)
  if (depth === maxDepth) return failed(at)
  const closing = opening === '{' ? '}' : ']'
  let next = skipSpace(text, at + 1)
  if (text[next] === closing) return done(next + 1)
  for (;;) {
    if (opening === '{') {
      const key = skipText(text, next)
      if (key.failed) return key
      next = skipSpace(text, key.at)
      if (text[next] !== ':') return failed(next)
      next = skipSpace(text, next + 1)
    }
    const value = skipValue(text, next, depth + 1)
    if (value.failed) return value
    next = skipSpace(text, value.at)
    if (text[next] === closing) return done(next + 1)
    if (text[next] !== ',') return failed(next)
    next = skipSpace(text, next + 1)
  }
}
