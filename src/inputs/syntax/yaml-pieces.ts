/** A part of a text that is a YAML map of its own, and the line of the text, from 0, that it begins on. */
export interface YamlPiece {
  readonly text: string
  readonly line: number
}

/** A template in pieces: its sections before and after its resources, and the resources, several to a piece. */
export interface YamlPieces {
  /** Ends with the line `Resources:`. */
  readonly head: YamlPiece
  readonly resources: readonly YamlPiece[]
  readonly tail: YamlPiece
}

/** Shorter texts are read whole: there is nothing to be gained. */
const minLength = 128 * 1024
/** Resources are gathered to pieces of about this length. */
const pieceLength = 64 * 1024

/** An anchor or an alias: it may lead from one piece to another. */
const anchors = /(?:^|[\s,[{])[&*][\w-]/

/**
 * Cuts a long template between its resources, so that what reading one of them takes is given back before the next.
 * Undefined where the text is short, or is not plainly a map with resources of one indentation.
 */
export function yamlPieces(text: string): YamlPieces | undefined {
  if (text.length < minLength) return undefined
  const lines = text.split('\n')
  const before = lines.findIndex((line) => /^Resources:[ \t]*(?:#.*)?\r?$/.test(line))
  if (before === -1 || anchors.test(text)) return undefined
  const first = before + 1
  const end = endOfSection(lines, first)
  const indent = /^( +)[A-Za-z0-9]+:/.exec(lines.slice(first, end).find(isWritten) ?? '')?.[1]
  if (indent === undefined) return undefined
  const starts = startsOfResources(lines, { first, end, indent: indent.length })
  const tail = { text: lines.slice(end).join('\n'), line: end }
  if (starts === undefined || /^(?:---|\.\.\.)/m.test(tail.text)) return undefined
  return {
    head: { text: `${lines.slice(0, first).join('\n')}\n`, line: 0 },
    resources: gathered(lines, starts, end),
    tail,
  }
}

/** Neither blank nor a comment. */
function isWritten(line: string): boolean {
  return /^\s*[^\s#]/.test(line)
}

function endOfSection(lines: readonly string[], first: number): number {
  for (let at = first; at < lines.length; at += 1) if (/^[^\s#]/.test(lines[at] ?? '')) return at
  return lines.length
}

interface Section {
  readonly first: number
  readonly end: number
  readonly indent: number
}

/** The lines on which resources begin. Undefined where a line is indented less, or begins otherwise than with a name. */
function startsOfResources(lines: readonly string[], { first, end, indent }: Section): number[] | undefined {
  const starts: number[] = []
  for (let at = first; at < end; at += 1) {
    const line = lines[at] ?? ''
    const depth = line.search(/\S/)
    if (depth === -1 || depth > indent || (depth < indent && !isWritten(line))) continue
    if (depth < indent) return undefined
    if (!isWritten(line)) continue
    if (!/^ +[A-Za-z0-9]+:(?:\s|$)/.test(line)) return undefined
    starts.push(at)
  }
  return starts
}

function gathered(lines: readonly string[], starts: readonly number[], end: number): YamlPiece[] {
  const pieces: YamlPiece[] = []
  let from = starts[0] ?? end
  let length = 0
  for (const [index, start] of starts.entries()) {
    const next = starts[index + 1] ?? end
    for (let at = start; at < next; at += 1) length += (lines[at]?.length ?? 0) + 1
    if (length < pieceLength && next !== end) continue
    pieces.push({ text: `${lines.slice(from, next).join('\n')}\n`, line: from })
    from = next
    length = 0
  }
  return pieces
}
