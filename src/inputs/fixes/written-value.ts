/** A function of a template with one text. */
export interface TemplateFunction {
  readonly name: 'Ref' | 'Sub' | 'GetAtt'
  readonly text: string
}

/** A value that is to be written into a file. */
export type Value =
  | string
  | number
  | TemplateFunction
  | readonly Value[]
  | { readonly entries: readonly (readonly [string, Value])[] }

/** A map with its keys in order. */
export function mapOf(entries: Readonly<Record<string, Value>>): Value {
  return { entries: Object.entries(entries) }
}

/** How deep one level of a block is. */
const unit = '  '

/** A value as YAML on lines of its own, without indentation of the first. */
export function blockLines(value: Value): string[] {
  if (isListValue(value)) return value.flatMap((item) => hanging('- ', blockLines(item)))
  if (isMapValue(value)) {
    return value.entries.flatMap(([key, item]) => {
      if (!isListValue(item) && !isMapValue(item)) return [`${key}: ${scalar(item, false)}`]
      return [`${key}:`, ...blockLines(item).map((line) => `${unit}${line}`)]
    })
  }
  return [scalar(value, false)]
}

/** A value as YAML within brackets, on one line. */
export function flowText(value: Value): string {
  if (isListValue(value)) return `[${value.map(flowText).join(', ')}]`
  if (isMapValue(value))
    return `{ ${value.entries.map(([key, item]) => `${key}: ${flowText(item)}`).join(', ')} }`
  return scalar(value, true)
}

/** A value as JSON; lines after the first begin with `indent`. */
export function jsonText(value: Value, indent: string, step: string): string {
  return JSON.stringify(plainJson(value), undefined, step).replaceAll('\n', `\n${indent}`)
}

/** A text as a plain YAML scalar where that means the same, and else in quotes. */
export function yamlText(text: string, inFlow: boolean): string {
  const isPlain =
    /^[A-Za-z/$][^\s#"'`]*$/.test(text) &&
    !text.endsWith(':') &&
    !(inFlow && /[,[\]{}]/.test(text)) &&
    !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text)
  return isPlain ? text : `'${text.replaceAll("'", "''")}'`
}

function scalar(value: Exclude<Value, readonly Value[] | { entries: unknown }>, inFlow: boolean): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return yamlText(value, inFlow)
  return `!${value.name} ${yamlText(value.text, inFlow)}`
}

function hanging(head: string, [first = '', ...rest]: readonly string[]): string[] {
  return [`${head}${first}`, ...rest.map((line) => `${' '.repeat(head.length)}${line}`)]
}

function plainJson(value: Value): unknown {
  if (isListValue(value)) return value.map(plainJson)
  if (isMapValue(value)) return Object.fromEntries(value.entries.map(([key, item]) => [key, plainJson(item)]))
  if (typeof value !== 'object') return value
  const { name, text } = value
  if (name === 'GetAtt') return { 'Fn::GetAtt': text.split('.') }
  return { [name === 'Ref' ? 'Ref' : 'Fn::Sub']: text }
}

function isListValue(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

function isMapValue(value: Value): value is { readonly entries: readonly (readonly [string, Value])[] } {
  return typeof value === 'object' && 'entries' in value && !Array.isArray(value)
}
