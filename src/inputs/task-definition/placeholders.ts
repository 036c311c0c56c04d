import { Unresolved, type EvaluatedValue } from '../../model/template.ts'
import type { Problem } from '../input-error.ts'
import { isMap } from '../records/project-records.ts'
import { placeIn } from '../records/syntax-values.ts'
import type { RecordPath } from '../records/world-record.ts'
import type { SyntaxMap } from '../syntax/syntax.ts'

/** Actions of Go templates, as ecspresso has them; `{{.Name}}` is one of Docker, in log tags. */
const action = String.raw`\{\{(?!\s*\.)[^{}\n]*\}\}`
/** `<IMAGE1_NAME>` of CodePipeline and CodeDeploy, and of whoever leaves a gap to be filled in. */
const gap = '<[A-Za-z][A-Za-z0-9_ -]*>'
/** envsubst, `%NAME%`, `#{NAME}#`, `@NAME@` and `__NAME__` of deployment tools. */
const variable = String.raw`\$\{[^{}\n]+\}|\$[A-Z_][A-Z0-9_]+|%[A-Z][A-Z0-9_]*%|#\{[^{}\n]+\}#?|@@?[A-Z][A-Z0-9_]*@@?|__[A-Z][A-Z0-9_]*?__`

/** An action that stood where no text was: see `withQuotedActions`. */
const bareAction = String.raw`^\{(?!\{)[^{}\n]*\}$`

/** Anywhere but in what is a shell's, where `${NAME}` and `<` have a meaning of their own. */
const anyPlaceholder = new RegExp([action, gap, variable, bareAction].join('|'), 'g')
const shellPlaceholder = new RegExp(`${action}|^${gap}$`, 'g')
const shellKeys = new Set(['command', 'entryPoint', 'value', 'dockerLabels'])

/** A file's value with its placeholders, which is what they are until a tool has filled them in: not known. */
export interface FilledIn {
  readonly value: EvaluatedValue
  /** What is to be said about them; empty where there are none. */
  readonly problems: readonly Problem[]
}

/** Finds the placeholders of deployment tools. What was registered has none, whatever it looks like. */
export function withPlaceholders(node: SyntaxMap, value: EvaluatedValue): FilledIn {
  if (isMap(value) && ['taskDefinitionArn', 'serviceArn', 'registeredAt'].some((key) => key in value))
    return { value, problems: [] }
  const search = new PlaceholderSearch()
  const filled = search.within(value, [])
  const [first] = search.found
  if (first === undefined) return { value, problems: [] }
  const names = [...new Set(search.found.map(({ text }) => text))]
  const shown = names.slice(0, 3).join(', ')
  const problem: Problem = {
    message: `${names.length === 1 ? 'a placeholder is' : 'placeholders are'} not filled in: ${shown}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`,
    source: placeIn(node)(first.path) ?? node.source,
    remedy:
      'check the file as it is deployed: after `ecspresso render`, envsubst, or the step that fills them in',
  }
  return { value: filled, problems: [problem] }
}

class PlaceholderSearch {
  readonly found: { readonly text: string; readonly path: RecordPath }[] = []

  within(value: EvaluatedValue, path: RecordPath): EvaluatedValue {
    if (typeof value === 'string') return this.text(value, path)
    if (Array.isArray(value))
      return (value as readonly EvaluatedValue[]).map((item, index) => this.within(item, [...path, index]))
    if (!isMap(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, this.within(item, [...path, key])]),
    )
  }

  private text(text: string, path: RecordPath): EvaluatedValue {
    const parts: (string | Unresolved)[] = []
    let end = 0
    for (const { 0: placeholder, index } of text.matchAll(patternFor(path))) {
      this.found.push({ text: placeholder.startsWith('{') ? asAction(placeholder) : placeholder, path })
      if (index > end) parts.push(text.slice(end, index))
      parts.push(unknown(placeholder))
      end = index + placeholder.length
    }
    if (parts.length === 0) return text
    if (end < text.length) parts.push(text.slice(end))
    const [first] = parts
    if (parts.length === 1 && first instanceof Unresolved) return first
    return new Unresolved({ reason: `${text} has a placeholder`, settledBy: 'filling it in', parts })
  }
}

function asAction(text: string): string {
  return text.startsWith('{{') ? text : `{${text}}`
}

/** `value` is that of a variable; those of environment files are ARNs. */
function patternFor(path: RecordPath): RegExp {
  if (path.includes('environmentFiles')) return anyPlaceholder
  return path.some((step) => shellKeys.has(String(step))) ? shellPlaceholder : anyPlaceholder
}

function unknown(placeholder: string): Unresolved {
  // The first word becomes a part of the text that stands for it.
  const name =
    placeholder
      .replaceAll(/[^\w]+/g, ' ')
      .trim()
      .split(' ')
      .at(-1) ?? ''
  return new Unresolved({
    reason: `${name} of the placeholder ${placeholder} is not filled in`,
    settledBy: 'checking the file as it is deployed',
  })
}

/**
 * A text that is JSON but for actions of Go templates, with each of these made a text of its own, as long as it was; a
 * text without them as it is.
 */
export function withQuotedActions(text: string): string {
  let isInText = false
  let result = ''
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    const end = text.startsWith('{{', at) ? text.indexOf('}}', at) : -1
    if (end !== -1 && !text.slice(at + 2, end).includes('\n')) {
      const inner = text.slice(at + 2, end).replaceAll(/["\\]/g, "'")
      result += isInText ? `{{${inner}}}` : `"{${inner}}"`
      at = end + 1
      continue
    }
    if (character === '\\' && isInText) {
      result += character + (text[at + 1] ?? '')
      at += 1
      continue
    }
    if (character === '"') isInText = !isInText
    result += character
  }
  return result
}
