import { factOf, isWide, narrowPattern, patterns, type Hole, type HoleType } from './hole.ts'
import { lowered, wordSyntax, type ScannedText } from './scanned-text.ts'

/**
 * A message with typed holes, read both ways. `{names:list}` is a hole: `print` fills it, `read` finds the message in a
 * text and takes the values out again. `{:gap}` is passed over when read and cannot be printed.
 */
export interface Template {
  readonly source: string
  readonly holes: readonly Hole[]
  /** How much fixed text it has: of several templates that fit, the one with more says more. */
  readonly weight: number
  /** Fills the holes. A hole without a fact is a bug of the caller. */
  print(facts: Facts): string
  /** Undefined where the text does not contain the message from this place on. */
  read(scanned: ScannedText, from?: number): Reading | undefined
}

/** Values of holes, by name. */
export type Facts = Readonly<Record<string, string | number>>

/** A message found in a text. */
export interface Reading {
  readonly facts: Facts
  /** Where it begins and where its last fixed text ends, in the scanned text. */
  readonly start: number
  readonly end: number
}

/** How a template is read. */
export interface ReadOptions {
  /** Upper and lower case differ: for tokens such as `AGENT`. */
  readonly exact?: true
  /** The message is the whole text. */
  readonly whole?: true
}

/** How far a wide hole reaches, in characters: further on begins another message. */
const reach = 3000

/** How many beginnings of a message are tried. */
const beginnings = 60

/** A full stop, and not one within what stands before it. */
const fullStop = String.raw`\.(?!\w)`

const holeSyntax = /\{(?<name>[a-zA-Z]*):(?<type>[a-z]+)\}/g

/** Fixed text and narrow holes between two wide holes. */
interface Run {
  /** Fits only where it is set to begin, unless the run begins with a hole. */
  readonly finder: RegExp
  /** The fixed text it begins with: looked for first, as that is much faster. Empty where it begins with a hole. */
  readonly begins: string
  readonly literals: readonly string[]
  readonly holes: readonly Hole[]
}

interface Parts {
  readonly holes: readonly Hole[]
  readonly literals: readonly string[]
}

/** Compiles a template; an unknown type of hole or a name used twice is a bug. */
export function template(source: string, options: ReadOptions = {}): Template {
  const parts = partsOf(source)
  const { holes, literals } = parts
  let compiled: Compiled | undefined
  let telling: readonly string[] | undefined
  let words: readonly string[] | undefined
  return {
    source,
    holes: holes.filter(({ name }) => name !== ''),
    weight: literals.join('').length,
    print: (facts) =>
      literals.map((literal, index) => literal + valueOf(source, holes[index], facts)).join(''),
    read: (scanned, from = 0) => {
      words ??= literals.flatMap((literal) => wholeWords(spelt(literal))).toSorted(longestFirst)
      if (!words.every((word) => scanned.hasWord(word))) return undefined
      telling ??= mostTelling(literals)
      if (!telling.every((literal) => scanned.holds(literal))) return undefined
      compiled ??= compile(parts, options)
      return readParts(compiled, options.exact ? scanned.text : scanned.lower, scanned.text, from)
    },
  }
}

interface Compiled {
  readonly runs: readonly Run[]
  /** The wide holes: before the first run, between runs, after the last; `undefined` where there is none. */
  readonly wide: readonly (Hole | undefined)[]
  readonly dropsFullStop: boolean
  /** All fixed text, in order: without it no expression is tried. */
  readonly literals: readonly string[]
}

/** The fixed text without which the message is not there, longest first, as that is the rarest. */
function mostTelling(literals: readonly string[]): readonly string[] {
  return literals
    .map(spelt)
    .filter((literal) => literal.length > 1)
    .toSorted(longestFirst)
}

function longestFirst(a: string, b: string): number {
  return b.length - a.length
}

/** The words of fixed text that end before it does: in a text they stand as words too, whatever is in the holes. */
function wholeWords(literal: string): string[] {
  return [...literal.matchAll(wordSyntax)]
    .filter(({ index, 0: word }) => index > 0 && index + word.length < literal.length)
    .map(([word]) => word)
}

/** Fixed text as `scan` spells texts, in lower case. */
function spelt(literal: string): string {
  return lowered(spaced(literal))
}

function spaced(literal: string): string {
  return literal.replaceAll(/\s+/g, ' ').replaceAll('`', "'").replaceAll(/[‘’]/g, "'")
}

function compile({ holes, literals }: Parts, { exact, whole }: ReadOptions): Compiled {
  const last = holes.at(-1)
  const dropsFullStop = last?.type === 'text' && literals.at(-1) === '.'
  const fixed = literals.map((literal, index) => {
    const fixedText = exact ? spaced(literal) : spelt(literal)
    return dropsFullStop && index === literals.length - 1 ? '' : fixedText
  })
  const runs: Run[] = []
  const wide: (Hole | undefined)[] = []
  let run = { literals: [fixed[0] ?? ''], holes: [] as Hole[] }
  if (holes[0] === undefined || !isWide(holes[0].type) || fixed[0] !== '') wide.push(undefined)
  for (const [index, hole] of holes.entries()) {
    const next = fixed[index + 1] ?? ''
    if (!isWide(hole.type)) {
      run.literals.push(next)
      run.holes.push(hole)
      continue
    }
    if (run.holes.length > 0 || run.literals[0] !== '') runs.push(compileRun(run))
    wide.push(hole)
    run = { literals: [next], holes: [] }
  }
  if (run.holes.length > 0 || run.literals[0] !== '') {
    runs.push(compileRun(run, whole))
    wide.push(undefined)
  }
  return { runs, wide, dropsFullStop, literals: fixed.filter((literal) => literal !== '') }
}

function compileRun({ literals, holes }: Parts, whole?: true): Run {
  const expression = literals
    .map((literal, index) => {
      const hole = holes[index]
      if (hole === undefined) return literal === '.' && index > 0 ? fullStop : escape(literal)
      const isLast = index === holes.length - 1 && literals.at(-1) === ''
      return `${escape(literal)}(${narrowPattern(hole.type as keyof typeof patterns, isLast)})`
    })
    .join('')
  const begins = whole ? '' : (literals[0] ?? '')
  const finder = new RegExp(
    whole ? String.raw`^[\s'"]*(?:[\w ]{1,30}[:=] ?)?['"]*${expression}[\s'".]*$` : expression,
    begins === '' ? 'dg' : 'dy',
  )
  return { finder, begins, literals, holes }
}

function readParts(compiled: Compiled, hay: string, text: string, from: number): Reading | undefined {
  if (!holdsInOrder(hay, compiled.literals, from)) return undefined
  let start = from
  for (let attempt = 0; attempt < beginnings; attempt += 1) {
    const found = findRuns(compiled, hay, start)
    if (found === undefined) return undefined
    if (typeof found === 'number') start = found
    else return reading(compiled, narrowed(compiled, hay, found), text, from)
  }
  return undefined
}

function holdsInOrder(hay: string, literals: readonly string[], from: number): boolean {
  let position = from
  for (const literal of literals) {
    const at = hay.indexOf(literal, position)
    if (at < 0) return false
    position = at + literal.length
  }
  return true
}

/** The first place of each run after the one before; a number is where to begin anew, as a hole would reach too far. */
function findRuns(
  { runs, wide }: Compiled,
  hay: string,
  start: number,
): readonly RegExpExecArray[] | number | undefined {
  const found: RegExpExecArray[] = []
  let position = start
  for (const [index, run] of runs.entries()) {
    const match = exec(run, hay, position + (wide[index]?.type === 'text' ? 1 : 0))
    if (match === null) return undefined
    const first = found[0]
    if (first !== undefined && match.index - position > reach) return first.index + 1
    found.push(match)
    position = endOf(match)
  }
  return found
}

/** Takes the last beginning before the second run: what stands between belongs to another message. */
function narrowed(
  { runs, wide }: Compiled,
  hay: string,
  found: readonly RegExpExecArray[],
): readonly RegExpExecArray[] {
  const [run] = runs
  const [first, second] = found
  if (run === undefined || first === undefined || second === undefined) return found
  const limit = second.index - (wide[1]?.type === 'text' ? 1 : 0)
  let best = first
  for (let attempt = 0; attempt < beginnings; attempt += 1) {
    const next = exec(run, hay, best.index + 1)
    if (next === null || endOf(next) > limit) break
    best = next
  }
  return [best, ...found.slice(1)]
}

function reading(
  { runs, wide, dropsFullStop }: Compiled,
  found: readonly RegExpExecArray[],
  text: string,
  from: number,
): Reading | undefined {
  const facts: [string, string | number][] = []
  const state = (hole: Hole, value: string): void => {
    const fact = factOf(hole.type, value)
    if (hole.name !== '' && fact !== undefined) facts.push([hole.name, fact])
  }
  let position = from
  for (const [index, match] of found.entries()) {
    const before = wide[index]
    if (before?.type === 'text') {
      const value = text.slice(Math.max(position, match.index - reach), match.index).trim()
      if (value === '') return undefined
      state(before, value)
    }
    const isEnd = index === found.length - 1
    for (const [at, hole] of (runs[index]?.holes ?? []).entries()) {
      const [begin = 0, end = 0] = match.indices?.[at + 1] ?? []
      const isCut = isEnd && end === endOf(match) && /^(?:\.{2,}|…)/.test(text.slice(end, end + 3))
      if (!isCut) state(hole, text.slice(begin, end))
    }
    position = endOf(match)
  }
  const start = found[0]?.index ?? from
  const after = wide[runs.length]
  if (after?.type !== 'text') return { facts: Object.fromEntries(facts), start, end: position }
  const rest = text.slice(position, position + reach).trim()
  if (rest === '') return undefined
  state(after, dropsFullStop && !rest.endsWith('..') ? rest.replace(/\.$/, '') : rest)
  return { facts: Object.fromEntries(facts), start: wide[0] === undefined ? start : from, end: position }
}

function exec({ finder, begins }: Run, hay: string, from: number): RegExpExecArray | null {
  if (begins === '') {
    finder.lastIndex = from
    return finder.exec(hay)
  }
  for (let at = hay.indexOf(begins, from); at >= 0; at = hay.indexOf(begins, at + 1)) {
    finder.lastIndex = at
    const found = finder.exec(hay)
    if (found !== null) return found
  }
  return null
}

function endOf(match: RegExpExecArray): number {
  return match.index + match[0].length
}

function partsOf(source: string): Parts {
  const holes: Hole[] = []
  const literals: string[] = []
  let end = 0
  for (const match of source.matchAll(holeSyntax)) {
    const { name = '', type = '' } = match.groups ?? {}
    if (type !== 'text' && type !== 'gap' && !(type in patterns)) {
      throw new Error(`template «${source}»: there is no hole type ${type}`)
    }
    if (name !== '' && holes.some((hole) => hole.name === name)) {
      throw new Error(`template «${source}»: ${name} is there twice`)
    }
    literals.push(source.slice(end, match.index))
    holes.push({ name, type: type as HoleType })
    end = match.index + match[0].length
  }
  literals.push(source.slice(end))
  return { holes, literals }
}

function escape(literal: string): string {
  return literal.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
}

function valueOf(source: string, hole: Hole | undefined, facts: Facts): string {
  if (hole === undefined) return ''
  const value = facts[hole.name]
  if (value === undefined) throw new Error(`template «${source}»: the fact ${hole.name} is missing`)
  return String(value)
}
