import { invalidPattern } from './invalid-pattern.ts'
import { compileRegex } from './regex.ts'

interface Term {
  readonly way: 'include' | 'exclude' | 'optional'
  readonly text: string
}

const TERM = /\s*(?<way>[-?]?)\s*(?:"(?<phrase>(?:[^"\\]|\\.)*)"|(?<word>[^\s"]+))/y
const WORD = /^[\p{L}\p{N}_]+$/u
/** A regular expression stands alone: beside terms it is no term. */
const REGEX = /^%(?<source>.*)%$/s

/** Compiles terms: all plain ones and none of the `-` ones must be in the message, or any of the `?` ones. */
export function compileTerms(text: string): (message: string) => boolean {
  const regex = REGEX.exec(text)?.groups
  if (regex) {
    const expression = compileRegex(regex.source ?? '')
    return (message) => expression.test(message)
  }
  const terms = readTerms(text)
  const of = (way: Term['way']): string[] => terms.filter((term) => term.way === way).map((term) => term.text)
  const [include, exclude, optional] = [of('include'), of('exclude'), of('optional')]
  // Beside other terms the optional ones are ignored, by the reference.
  if (include.length === 0 && exclude.length === 0) {
    return (message) => optional.some((term) => message.includes(term))
  }
  return (message) =>
    include.every((term) => message.includes(term)) && !exclude.some((term) => message.includes(term))
}

function readTerms(text: string): Term[] {
  const terms: Term[] = []
  TERM.lastIndex = 0
  let end = 0
  for (let match = TERM.exec(text); match; match = TERM.exec(text)) {
    end = TERM.lastIndex
    const { way, phrase, word } = match.groups ?? {}
    if (word !== undefined && !WORD.test(word)) throw invalidPattern(`Invalid character(s) in term '${word}'`)
    const term = word ?? unquote(phrase ?? '')
    terms.push({
      way: way === '-' ? 'exclude' : way === '?' ? 'optional' : 'include',
      // A phrase of blanks matches everything.
      text: term.trim() === '' ? '' : term,
    })
  }
  const rest = text.slice(end).trim()
  if (rest !== '') throw invalidPattern(`Invalid character(s) in term '${rest}'`)
  return terms
}

function unquote(phrase: string): string {
  return phrase.replaceAll(/\\(["\\])/g, '$1')
}
