import type { RequestKeys } from '../model/iam/access.ts'
import type { PolicyText } from '../model/iam/policy.ts'
import { Unresolved } from '../model/template.ts'
import {
  anyCharacter,
  anyCharacterInPart,
  anyText,
  anyTextInPart,
  globsMeet,
  matchesGlob,
  type Glob,
} from './glob.ts'
import { isKnown, valuesOf } from './request-keys.ts'
import { maybe, no, yes, type Truth } from './truth.ts'

/** A piece of a pattern: text, a wildcard, a policy variable, or something a template leaves open. */
export type Piece =
  | string
  | { readonly wildcard: typeof anyText | typeof anyCharacter }
  | { readonly variable: string; readonly fallback?: string }
  | Unresolved

/** How a text is read. */
export interface PatternRules {
  /** `*` and `?` stand for other characters. */
  readonly wildcards: boolean
  /** `${…}` stands for a value of the request: version 2012-10-17 only. */
  readonly variables: boolean
  /** The text is an ARN: a wildcard inside one of its first five parts stays there. */
  readonly arn?: boolean
}

/** A text of a policy, made ready for matching. */
export interface Pattern {
  /** As written, for explanations. */
  readonly written: string
  readonly pieces: readonly Piece[]
  readonly arn: boolean
  /** Set where the pattern is plain text. */
  readonly exact?: string
  /** Set where the pattern is plain text followed by one `*`. */
  readonly prefix?: string
  /** Set where the pattern is the same for every request. */
  readonly glob?: Glob
  /** True where a template leaves a part of it open. */
  readonly open: boolean
}

/** Makes a text of a policy ready for matching. */
export function compilePattern(text: PolicyText, rules: PatternRules): Pattern {
  const pieces = piecesOf(text, rules)
  const arn = rules.arn ?? false
  const pattern = { written: writtenAs(text), pieces, arn }
  if (pieces.some((piece) => piece instanceof Unresolved)) return { ...pattern, open: true }
  if (pieces.some(isVariable)) return { ...pattern, open: false }
  const [first = '', second] = pieces
  const glob = globOf(pieces, arn)
  if (pieces.length <= 1 && typeof first === 'string') return { ...pattern, glob, exact: first, open: false }
  const star = pieces.at(-1)
  // The star is the last of its part, so it may run over colons: a prefix is all there is to compare.
  if (pieces.length === 1 && isWildcard(first) && first.wildcard === anyText)
    return { ...pattern, glob, prefix: '', open: false }
  if (pieces.length === 2 && typeof first === 'string' && second === star && isWildcard(star)) {
    if (star.wildcard === anyText) return { ...pattern, glob, prefix: first, open: false }
  }
  return { ...pattern, glob, open: false }
}

/** A text of a policy as an explanation shows it. */
export function writtenAs(text: PolicyText): string {
  if (typeof text === 'string') return text
  return text.parts ? text.parts.map(writtenAs).join('') : '(not known)'
}

/** What would settle each open part of a text. */
export function openPartsOf(text: PolicyText): readonly string[] {
  if (typeof text === 'string') return []
  return text.parts ? text.parts.flatMap(openPartsOf) : [text.settledBy]
}

/** Splits a text into its pieces. */
export function piecesOf(text: PolicyText, rules: PatternRules): readonly Piece[] {
  if (typeof text !== 'string') return text.parts?.flatMap((part) => piecesOf(part, rules)) ?? [text]
  const pieces: Piece[] = []
  let plain = ''
  const flush = (): void => {
    if (plain !== '') pieces.push(plain)
    plain = ''
  }
  const push = (piece: Piece): void => {
    flush()
    pieces.push(piece)
  }
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    const end = rules.variables && text.startsWith('${', at) ? text.indexOf('}', at) : -1
    if (end > 0) {
      const inside = text.slice(at + 2, end)
      // ${*}, ${?} and ${$} are the characters themselves.
      if (/^[*?$]$/.test(inside)) plain += inside
      else push(variableOf(inside))
      at = end
    } else if (rules.wildcards && character === '*') push({ wildcard: anyText })
    else if (rules.wildcards && character === '?') push({ wildcard: anyCharacter })
    else plain += character
  }
  flush()
  return pieces
}

function variableOf(inside: string): Piece {
  const withDefault = /^([^,]+?)\s*,\s*'(.*)'$/s.exec(inside)
  if (!withDefault) return { variable: inside.trim().toLowerCase() }
  return { variable: (withDefault[1] ?? '').trim().toLowerCase(), fallback: withDefault[2] ?? '' }
}

const isWildcard = (piece: Piece | undefined): piece is Extract<Piece, { wildcard: number }> =>
  typeof piece === 'object' && 'wildcard' in piece
const isVariable = (piece: Piece): piece is Extract<Piece, { variable: string }> =>
  typeof piece === 'object' && 'variable' in piece

/**
 * The pattern for one request: variables replaced by the request's values, which hold no wildcards. Undefined where a
 * variable has no value and no default: such a pattern matches nothing. A key with several values is no variable.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function expand(pattern: Pattern, keys: RequestKeys): readonly Piece[] | undefined {
  if (pattern.glob) return pattern.pieces
  const pieces: Piece[] = []
  for (const piece of pattern.pieces) {
    if (!isVariable(piece)) {
      pieces.push(piece)
      continue
    }
    const values = valuesOf(keys, piece.variable)
    if (!isKnown(values)) pieces.push(new Unresolved({ reason: 'not known', settledBy: values.settledBy }))
    else if (values?.length === 1) pieces.push(values[0] ?? '')
    else if (piece.fallback === undefined) return undefined
    else pieces.push(piece.fallback)
  }
  return pieces
}

/**
 * Whether the pattern matches a text of the request; where either side has open parts, they are compared as far as
 * they are known. Two values that one resource returns are the same value, known or not.
 */
export function matchPattern(pattern: Pattern, text: string | Unresolved, keys: RequestKeys): Truth {
  if (typeof text === 'string') {
    if (pattern.exact !== undefined) return pattern.exact === text ? yes : no
    if (pattern.prefix !== undefined) return text.startsWith(pattern.prefix) ? yes : no
    if (pattern.glob) return matchesGlob(pattern.glob, text) ? yes : no
  }
  const pieces = expand(pattern, keys)
  if (!pieces) return no
  const given = piecesOf(text, { wildcards: false, variables: false })
  const isOpen = (piece: Piece): boolean => piece instanceof Unresolved
  const symbols = new Symbols()
  if (matchesGlob(globOf(pieces, pattern.arn, symbols), symbols.textOf(given))) return yes
  if (!given.some(isOpen) && !pieces.some(isOpen)) return no
  return globsMeet(globOf(pieces, pattern.arn), globOf(given, false)) ? maybe : no
}

/**
 * The pieces as codes. In an ARN a wildcard inside one of the first five parts stays within it, unless it is the last
 * character of the part: "it can expand to match beyond the colon boundaries".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * Open pieces become the symbol of their resource, or `*` where there are no symbols.
 */
export function globOf(pieces: readonly Piece[], arn: boolean, symbols?: Symbols): Glob {
  const codes: number[] = []
  let colons = 0
  for (const [index, piece] of pieces.entries()) {
    if (typeof piece === 'string') {
      for (let at = 0; at < piece.length; at += 1) {
        const code = piece.charCodeAt(at)
        if (code === 58) colons += 1
        codes.push(code)
      }
    } else if (isWildcard(piece)) {
      const next = pieces[index + 1]
      const last = next === undefined || (typeof next === 'string' && next.startsWith(':'))
      codes.push(arn && colons < 5 ? inPart(piece.wildcard, last) : piece.wildcard)
    } else if (piece instanceof Unresolved) codes.push(symbols ? symbols.codeOf(piece) : anyText)
  }
  return codes
}

function inPart(wildcard: typeof anyText | typeof anyCharacter, lastOfPart: boolean): number {
  if (wildcard === anyCharacter) return anyCharacterInPart
  return lastOfPart ? anyText : anyTextInPart
}

/** Stand-ins, from Unicode's private use area, for values that are not known: the same resource, the same one. */
class Symbols {
  private readonly codes = new Map<string, number>()
  private next = 0xe000

  codeOf({ reference }: Unresolved): number {
    const name = reference ? `${reference.logicalId}.${reference.attribute ?? ''}` : undefined
    const known = name === undefined ? undefined : this.codes.get(name)
    if (known !== undefined) return known
    const code = this.next
    this.next += 1
    if (name !== undefined) this.codes.set(name, code)
    return code
  }

  textOf(pieces: readonly Piece[]): string {
    return pieces
      .map((piece) => {
        if (typeof piece === 'string') return piece
        return piece instanceof Unresolved ? String.fromCharCode(this.codeOf(piece)) : ''
      })
      .join('')
  }
}
