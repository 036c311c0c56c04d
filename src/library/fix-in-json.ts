import type { CheckFinding } from '../causes/check-report.ts'
import type { Fix } from '../causes/fix.ts'
import { readPlace } from '../explain/place.ts'
import { readSyntax } from '../inputs/syntax/read-file.ts'
import type { SyntaxNode } from '../inputs/syntax/syntax.ts'

/** What a JSON file is: a template, or what ECS's own operations take and give. */
type Language = 'template' | 'ecs'

/** Fixes are told as a template in YAML has them; of a finding in a JSON file, as that file has them. */
export class FixesInJson {
  private readonly sources: ReadonlyMap<string, string>
  private readonly languages = new Map<string, Language | undefined>()
  private readonly written = new Map<string, string>()

  constructor(sources: ReadonlyMap<string, string>) {
    this.sources = sources
  }

  /** The same finding with its fixes in the language of its file. */
  of(finding: CheckFinding): CheckFinding {
    const file = readPlace(finding.place)?.file
    const language = file === undefined ? undefined : this.languageOf(file)
    if (language === undefined) return finding
    return { ...finding, fix: finding.fix.map((fix) => this.fixIn(fix, language)) }
  }

  private languageOf(file: string): Language | undefined {
    if (!this.languages.has(file)) this.languages.set(file, languageOf(this.sources.get(file) ?? ''))
    return this.languages.get(file)
  }

  private fixIn(fix: Fix, language: Language): Fix {
    const key = `${language} ${fix.text}`
    const text = this.written.get(key) ?? inJson(fix.text, language)
    this.written.set(key, text)
    return text === fix.text ? fix : { ...fix, text }
  }
}

/** How much of a file says what it is. */
const glance = 65_536

function languageOf(text: string): Language | undefined {
  const head = text.slice(0, glance)
  if (!/^\uFEFF?\s*[{[]/.test(head) || /"(?:format_version|terraform_version)"\s*:/.test(head))
    return undefined
  if (/"Resources"\s*:/.test(text)) return 'template'
  return /"(?:containerDefinitions|family|networkConfiguration)"\s*:/.test(text) ? 'ecs' : undefined
}

/** A text part by part: comments and commands stay, and what is YAML becomes JSON. */
function inJson(text: string, language: Language): string {
  const parts: string[][] = []
  for (const line of text.split('\n')) {
    const last = parts.at(-1)
    if (last !== undefined && isComment(line) === isComment(last[0] ?? '')) last.push(line)
    else parts.push([line])
  }
  return parts
    .map((lines) => (isComment(lines[0] ?? '') ? lines : partInJson(lines, language)).join('\n'))
    .join('\n')
}

function isComment(line: string): boolean {
  return line.startsWith('#')
}

function partInJson(lines: readonly string[], language: Language): readonly string[] {
  const node = yamlOf(lines.join('\n'))
  // Tasks that are not made by a template have no resources beside them.
  if (node === undefined || (language === 'ecs' && isResource(node))) return lines
  const value = valueOf(node, { language, isPolicy: isStatement(node) })
  const written = JSON.stringify(value, undefined, 2).replaceAll(brokenFunction, onOneLine).split('\n')
  // It goes into a map or list that is there.
  return written.slice(1, -1).map((line) => line.slice(2))
}

/** A function of a template is read at a glance on one line. */
const brokenFunction = /\{\n\s*("(?:Ref|Fn::\w+)": (?:"[^"]*"|\[[^\][]*\]))\n\s*\}/g

function onOneLine(_: string, content: string): string {
  return `{ ${content.replaceAll(/\n\s*/g, ' ').replaceAll(/\[ | \]/g, (bracket) => bracket.trim())} }`
}

function yamlOf(text: string): SyntaxNode | undefined {
  try {
    const node = readSyntax('fix.yaml', text, 'yaml-1.1')
    return node.kind === 'scalar' || /(?:^|\n)\s*#/.test(text) ? undefined : node
  } catch {
    return undefined
  }
}

function isResource(node: SyntaxNode): boolean {
  if (node.kind !== 'map') return false
  return node.entries.some(({ key, value }) => (key === 'Type' && isType(value)) || isResource(value))
}

function isType(value: SyntaxNode): boolean {
  return value.kind === 'scalar' && value.text.startsWith('AWS::')
}

/** Statements of policies are written alike everywhere. */
function isStatement(node: SyntaxNode): boolean {
  const [first] = node.kind === 'list' ? node.items : [node]
  return first?.kind === 'map' && first.entries.some(({ key }) => key === 'Effect' || key === 'Statement')
}

interface Writing {
  readonly language: Language
  readonly isPolicy: boolean
}

function valueOf(node: SyntaxNode, writing: Writing): unknown {
  if (node.kind === 'list') {
    const items = node.items.map((item) => valueOf(item, writing))
    return node.tag === undefined ? items : { [longName(node.tag)]: items }
  }
  if (node.kind === 'map') {
    return Object.fromEntries(
      node.entries.map(({ key, value }) => [
        writing.language === 'ecs' && !writing.isPolicy ? apiName(key) : key,
        valueOf(value, { ...writing, isPolicy: writing.isPolicy || key.endsWith('PolicyDocument') }),
      ]),
    )
  }
  if (node.tag === undefined) return node.value
  return writing.language === 'ecs' ? standIn(node.tag, node.text) : functionOf(node.tag, node.text)
}

/** ECS's own names begin in lower case; those of log options and capabilities are given as they are. */
function apiName(key: string): string {
  return /^[A-Z][a-z]/.test(key) ? `${key[0]?.toLowerCase() ?? ''}${key.slice(1)}` : key
}

function longName(tag: string): string {
  return tag === '!Ref' || tag === '!Condition' ? tag.slice(1) : `Fn::${tag.slice(1)}`
}

function functionOf(tag: string, text: string): unknown {
  if (tag !== '!GetAtt') return { [longName(tag)]: text }
  const [id = '', ...attribute] = text.split('.')
  return { 'Fn::GetAtt': [id, attribute.join('.')] }
}

/** Without a template there is nothing to refer to: a word in capitals stands for what has to be put in. */
function standIn(tag: string, text: string): string {
  const name = (id: string): string => id.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toUpperCase()
  if (tag === '!Sub') {
    return text.replaceAll(/\$\{(?:AWS::)?([^}]+)\}/g, (_, id: string) => name(id.replace(/\..*$/, '')))
  }
  return name(tag === '!GetAtt' ? text.replace('.', '') : text)
}
