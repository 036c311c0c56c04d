/** Whether an image has a program: undefined where that is not known. */
export type HasProgram = (program: string) => boolean | undefined

/** How one command of a line can end, as far as the line goes on after it. */
interface Ends {
  readonly well: boolean
  readonly badly: boolean
}

type Token = { readonly word: string; readonly literal: boolean } | { readonly operator: string }

const either: Ends = { well: true, badly: true }
const well: Ends = { well: true, badly: false }
const badly: Ends = { well: false, badly: true }
const nowhere: Ends = { well: false, badly: false }

/** A line with one of these is not read: compound commands, and what runs further commands inside of words. */
const reserved = /^(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|function|select|!|\{|\}|\[\[)$/
const builtins = new Set(
  ': . [ test echo printf cd type eval export read set shift trap ulimit umask unset wait kill pwd return break continue times getopts hash alias local'.split(
    ' ',
  ),
)

/**
 * The program that a health check lacks so that it can never end with 0: `command` as the task definition has it, with
 * `CMD` or `CMD-SHELL` in front. Undefined where it can, and where that is not known.
 */
export function programLacking(command: readonly string[], has: HasProgram): string | undefined {
  const [form, ...words] = command
  if (form === 'CMD-SHELL') return lackingInShell('/bin/sh', words.join(' '), has)
  const [program = '', option, line] = words
  if (form !== 'CMD' || program === '') return undefined
  if (/(?:^|\/)(?:ba|da|a)?sh$/.test(program) && option === '-c' && line !== undefined)
    return lackingInShell(program, line, has)
  return has(program) === false ? program : undefined
}

function lackingInShell(shell: string, line: string, has: HasProgram): string | undefined {
  if (has(shell) === false) return shell
  const tokens = tokensOf(line)
  if (tokens === undefined) return undefined
  const run = new LineRun(has)
  return run.canSucceed(tokens) ? undefined : run.missing[0]
}

/** Follows every way that a line may take, given the programs that are there. */
class LineRun {
  readonly missing: string[] = []
  private readonly has: HasProgram
  /** Whether an `exit` may end the line with 0. */
  private exitsWell = false

  constructor(has: HasProgram) {
    this.has = has
  }

  canSucceed(tokens: readonly Token[]): boolean {
    let ends: Ends = well
    for (const statement of split(tokens, [';', '\n'])) {
      if (statement.length === 0) continue
      ends = this.statement(statement)
      if (ends === nowhere) break
    }
    return ends.well || this.exitsWell
  }

  /** Pipelines joined by `&&` and `||`, which bind alike, from the left. */
  private statement(tokens: readonly Token[]): Ends {
    const operators = tokens.flatMap((token) =>
      'operator' in token && ['&&', '||'].includes(token.operator) ? [token.operator] : [],
    )
    const [first = [], ...rest] = split(tokens, ['&&', '||'])
    let ends = this.pipeline(first, either)
    for (const [index, pipeline] of rest.entries()) {
      const isAnd = operators[index] === '&&'
      if (isAnd ? !ends.well : !ends.badly) continue
      const next = this.pipeline(pipeline, isAnd ? well : badly)
      ends = isAnd
        ? { well: next.well, badly: ends.badly || next.badly }
        : { well: ends.well || next.well, badly: next.badly }
    }
    return ends.well || ends.badly ? ends : nowhere
  }

  private pipeline(tokens: readonly Token[], before: Ends): Ends {
    const commands = split(tokens, ['|'])
    const last = commands.at(-1) ?? []
    if (commands.length === 1) return this.command(last, before)
    const fed = commands.slice(0, -1).map((command) => this.isMissing(command))
    const ends = this.command(last, before)
    // What is not there writes nothing, and in nothing grep finds nothing.
    return fed.at(-1) === true && isPlainGrep(last) ? badly : ends
  }

  private command(tokens: readonly Token[], before: Ends): Ends {
    const [name, ...words] = withoutAssignments(tokens)
    if (name === undefined) return well
    if (!('word' in name) || !name.literal) return either
    const [argument] = words
    switch (name.word) {
      case 'exit':
        return this.exit(argument, before)
      case 'exec':
        return this.exec(words, before)
      case 'true':
      case ':':
        return well
      case 'false':
        return badly
      case 'command':
        return this.isAskedFor(words) ? badly : either
      default:
        if (builtins.has(name.word)) return either
        return this.isMissing([name]) ? badly : either
    }
  }

  /** Without a status it is that of the command before. */
  private exit(status: Token | undefined, before: Ends): Ends {
    const isZero = status !== undefined && 'word' in status && status.literal && status.word === '0'
    const isOther = status !== undefined && 'word' in status && status.literal && status.word !== '0'
    if (isZero || (!isOther && before.well)) this.exitsWell = true
    return nowhere
  }

  private exec(words: readonly Token[], before: Ends): Ends {
    if (this.command(words, before).well) this.exitsWell = true
    return nowhere
  }

  /** `command -v PROGRAM` fails where there is no such program. */
  private isAskedFor([option, program]: readonly Token[]): boolean {
    const isQuestion = option !== undefined && 'word' in option && /^-[vV]$/.test(option.word)
    return isQuestion && program !== undefined && this.isMissing([program])
  }

  private isMissing(command: readonly Token[]): boolean {
    const [name] = withoutAssignments(command)
    if (name === undefined || !('word' in name) || !name.literal || builtins.has(name.word)) return false
    if (this.has(name.word) !== false) return false
    this.missing.push(name.word)
    return true
  }
}

function isPlainGrep([name, ...words]: readonly Token[]): boolean {
  if (name === undefined || !('word' in name) || !/^[ef]?grep$/.test(name.word)) return false
  const texts = words.map((token) => ('word' in token ? token.word : ''))
  const operands = texts.filter((text) => !/^-[qisEFwxo]+$/.test(text))
  return operands.length === 1 && !operands[0]?.startsWith('-')
}

function withoutAssignments(tokens: readonly Token[]): readonly Token[] {
  const from = tokens.findIndex((token) => !('word' in token) || !/^\w+=/.test(token.word))
  return from < 0 ? [] : tokens.slice(from)
}

function split(tokens: readonly Token[], operators: readonly string[]): Token[][] {
  const parts: Token[][] = [[]]
  for (const token of tokens) {
    if ('operator' in token && operators.includes(token.operator)) parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts
}

/** One after another: blanks, a redirection with where it leads, an operator, a word with its quotes. */
const piece =
  /[ \t]+|(?<redirection>\d*(?:>>|>\||>&|<&|>|<)[ \t]*(?:"[^"$`\\]*"|'[^']*'|[^\s|&;<>()"'`$\\]+))|(?<operator>\|\||&&|[|;\n])|(?<word>(?:"(?:[^"`\\$]|\\.|\$(?!\())*"|'[^']*'|\\[^\n]|\$(?!\()|[^\s|&;<>()"'`\\$])+)/y

/** The tokens of a line of sh; undefined where it holds what is not understood here. */
function tokensOf(line: string): readonly Token[] | undefined {
  const tokens: Token[] = []
  piece.lastIndex = 0
  while (piece.lastIndex < line.length) {
    const groups = piece.exec(line)?.groups
    if (groups === undefined) return undefined
    const { operator, word, redirection } = groups
    if (operator !== undefined) tokens.push({ operator })
    if (word === undefined || redirection !== undefined) continue
    const isFirst = tokens.length === 0 || 'operator' in (tokens.at(-1) ?? {})
    if ((isFirst && reserved.test(word)) || word.startsWith('#')) return undefined
    tokens.push({ word: unquoted(word), literal: !/\$/.test(word.replaceAll(/'[^']*'/g, '')) })
  }
  return tokens
}

function unquoted(word: string): string {
  return word.replaceAll(
    /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g,
    (_, double?: string, single?: string, one?: string) =>
      double === undefined ? (single ?? one ?? '') : double.replaceAll(/\\(["\\$`])/g, '$1'),
  )
}
