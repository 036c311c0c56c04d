/**
 * A message with typed holes, read both ways. `{names:list}` is a hole: `print` fills it, `read` finds the message in a
 * text and takes the values out again. Whitespace and the two apostrophes are read alike, as texts come wrapped,
 * copied from consoles and in two spellings.
 */
export interface Template {
  readonly source: string
  readonly holes: readonly Hole[]
  /** How much fixed text it has: of several templates that fit, the one with more says more. */
  readonly weight: number
  /** Fills the holes. A hole without a fact is a bug of the caller. */
  print(facts: Facts): string
  /** Undefined where the text does not contain the message. */
  read(text: string): Reading | undefined
}

/** Values of holes, by name. */
export type Facts = Readonly<Record<string, string | number>>

/** A message found in a text. */
export interface Reading {
  readonly facts: Facts
  /** Where it begins and ends in the normalised text. */
  readonly start: number
  readonly end: number
}

/** A place in a template for one fact. */
export interface Hole {
  readonly name: string
  readonly type: HoleType
}

/** What may stand in a hole. `text` runs on to the fixed text that follows, or to the end. */
export type HoleType = keyof typeof patterns

const patterns = {
  text: String.raw`\S(?:.*?\S)?`,
  word: String.raw`[^\s'"]*?[^\s'".,;:)]`,
  arn: String.raw`arn:[^\s'"]*?[^\s'".,;:)]`,
  integer: String.raw`\d+`,
  list: String.raw`[^\s,]*?[^\s,.;)](?:, ?[^\s,]*?[^\s,.;)])*?`,
  tasks: String.raw`\(task [\w-]+\)(?: \(task [\w-]+\))*`,
  jsonerror: String.raw`invalid character '(?:\\.[0-9a-f]*|[^\\])' (?:looking for beginning of (?:value|object key string)|in literal \w+ \(expecting '.'\)|(?:in|after) [^.]*?[a-z])|unexpected end of JSON input|json: cannot unmarshal \w+ into Go value of type map\[string\]interface \{\}`,
  because: String.raw`because no [\w -]+? allows the [\w-]+:\w+ action|with an explicit deny in an? [\w -]+?(?:policy|boundary)(?:: arn:[^\s,]+)?`,
  address: String.raw`[0-9a-fA-F.:]*[0-9a-fA-F\]]`,
  region: String.raw`[a-z]{2}(?:-[a-z]+)+-\d`,
  bracketed: String.raw`[^\]]*`,
} as const

const holeSyntax = /\{(?<name>[a-zA-Z]+):(?<type>[a-z]+)\}/g

/** Compiles a template; an unknown type of hole or a name used twice is a bug. */
export function template(source: string): Template {
  const { holes, literals } = partsOf(source)
  const runsToEnd = holes.at(-1)?.type === 'text' && /^\.?$/.test(literals.at(-1) ?? '')
  const expression = literals
    .map((literal, index) => {
      const hole = holes[index]
      if (hole === undefined) return escape(literal)
      const isLast = index === holes.length - 1 && (runsToEnd || literals.at(-1) === '')
      return `${escape(literal)}(${pattern(hole.type, isLast)})`
    })
    .join('')
  const finder = new RegExp(runsToEnd ? `${expression}$` : expression, 's')
  return {
    source,
    holes,
    weight: literals.join('').length,
    print: (facts) =>
      literals.map((literal, index) => literal + valueOf(source, holes[index], facts)).join(''),
    read: (text) => {
      const match = finder.exec(text)
      if (!match) return undefined
      const found = holes.map(({ name, type }, index) => [name, typed(type, match[index + 1] ?? '')] as const)
      return { facts: Object.fromEntries(found), start: match.index, end: match.index + match[0].length }
    },
  }
}

/** One space for every run of whitespace, straight apostrophes and quotes: what templates are read against. */
export function normalise(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/[\u201c\u201d]/g, '"')
    .trim()
}

function partsOf(source: string): { holes: Hole[]; literals: string[] } {
  const holes: Hole[] = []
  const literals: string[] = []
  let end = 0
  for (const match of source.matchAll(holeSyntax)) {
    const { name = '', type = '' } = match.groups ?? {}
    if (!(type in patterns)) throw new Error(`template «${source}»: there is no hole type ${type}`)
    if (holes.some((hole) => hole.name === name))
      throw new Error(`template «${source}»: ${name} is there twice`)
    literals.push(source.slice(end, match.index))
    holes.push({ name, type: type as HoleType })
    end = match.index + match[0].length
  }
  literals.push(source.slice(end))
  return { holes, literals }
}

/** A hole at the very end takes all it can; before fixed text the first place where that fits. */
function pattern(type: HoleType, isLast: boolean): string {
  if (!isLast) return patterns[type]
  if (type === 'text') return String.raw`\S(?:.*\S)?`
  return patterns[type].replaceAll(/\*\?(?=\[|$)/g, '*')
}

function escape(literal: string): string {
  return normaliseLiteral(literal).replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
}

function normaliseLiteral(literal: string): string {
  return literal
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/[\u201c\u201d]/g, '"')
}

function valueOf(source: string, hole: Hole | undefined, facts: Facts): string {
  if (hole === undefined) return ''
  const value = facts[hole.name]
  if (value === undefined) throw new Error(`template «${source}»: the fact ${hole.name} is missing`)
  return String(value)
}

function typed(type: HoleType, value: string): string | number {
  return type === 'integer' ? Number(value) : value
}
