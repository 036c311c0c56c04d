import type {
  Template,
  TemplateCondition,
  TemplateParameter,
  TemplateResource,
} from '../../model/template.ts'
import { inputError, ProblemList } from '../input-error.ts'
import { readSyntax, readTextFile, displayPath } from '../syntax/read-file.ts'
import { describeTagged } from '../syntax/syntax.ts'
import type { SyntaxEntry, SyntaxMap, SyntaxNode } from '../syntax/syntax.ts'
import { checkConditionCycles } from './condition-cycles.ts'
import { checkNames } from './check-names.ts'
import { dependencyGraph, reportCycles } from './dependency-graph.ts'
import { expandLoops, type LoopOptions } from './for-each.ts'
import { otherKindOfFile } from './other-kind-of-file.ts'
import { readMapping } from './read-mapping.ts'
import { readParameter } from './read-parameter.ts'
import { readOutput, readResource, type Transformed } from './read-resource.ts'
import { isRewritten, openLoop } from './rewriting.ts'
import { readValue } from './read-value.ts'
import { Section } from './section.ts'

const sections = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Hooks',
  'Resources',
  'Outputs',
]

/** What reading a template may need to know beforehand: how its loops are written out. */
export type ParseOptions = LoopOptions

/** Reads a template file. Throws an InputError with everything that is wrong with it. */
export function readTemplate(path: string, options: ParseOptions = {}): Template {
  return parseTemplate(readTextFile(path), displayPath(path), options)
}

/**
 * Reads the text of a template, YAML or JSON, and checks its structure and every name it mentions. Throws an
 * InputError with everything that is wrong with it; `file` is how the messages call it.
 */
export function parseTemplate(text: string, file: string, options: ParseOptions = {}): Template {
  try {
    return buildTemplate(readSyntax(file, text, 'yaml-1.1'), file, options)
  } catch (error) {
    if (error instanceof RangeError)
      throw inputError('the template is nested too deeply to be read', { file })
    throw error
  }
}

/** Whether a file's contents claim to be a template at all. */
export function looksLikeTemplate(root: SyntaxNode): boolean {
  return (
    root.kind === 'map' &&
    root.entries.some(({ key }) => key === 'Resources' || key === 'AWSTemplateFormatVersion')
  )
}

function buildTemplate(root: SyntaxNode, file: string, options: ParseOptions): Template {
  if (root.kind !== 'map' || root.tag !== undefined) {
    throw inputError(`this is not a CloudFormation template but ${describeTagged(root)}`, root.source, {
      expected: 'a map with Resources',
    })
  }
  const problems = new ProblemList()
  const other = looksLikeTemplate(root) ? undefined : otherKindOfFile(root)
  if (other)
    throw inputError(
      `this is not a CloudFormation template: ${other}`,
      { file },
      { expected: 'a map with Resources' },
    )
  const transforms = readTransforms(root, problems)
  const { root: expanded, open } = transforms.includes('AWS::LanguageExtensions')
    ? expandLoops(root, options, problems)
    : { root, open: [] }
  const rewriting = open.length === 0 ? transforms : [...transforms, openLoop]
  const read = readSections(expanded, file, rewriting, problems)
  const template = open.length === 0 ? read : { ...read, openLoops: open }
  checkUniqueNames(template, problems)
  checkNames(template, problems)
  checkConditionCycles(template, problems)
  const certain = [...template.resources.values()].filter(({ condition }) => !condition)
  reportCycles(dependencyGraph(certain, 'none'), template.resources, problems)
  problems.throwIfAny()
  return template
}

function readSections(
  root: SyntaxMap,
  file: string,
  transforms: readonly string[],
  problems: ProblemList,
): Template {
  const top = new Section(root, 'the template', root.source, problems)
  const sam = transforms.some((transform) => transform.startsWith('AWS::Serverless'))
  const rewritten = isRewritten(transforms)
  const allowed = [...sections, ...(sam ? ['Globals'] : [])]
  // Where none of its keys is known it is no template at all, and that is said once.
  if (!rewritten && root.entries.some(({ key }) => allowed.includes(key))) top.allow(allowed)
  checkVersion(top, problems)
  const description = top.node('Description') ? top.text('Description')?.value : undefined
  const parameters = readEntries(top, 'Parameters', (entry) => readParameter(entry, problems))
  const metadata = top.node('Metadata')
  return {
    file,
    ...(description === undefined ? {} : { description }),
    transforms,
    parameters: new Map<string, TemplateParameter>(parameters),
    mappings: new Map(readEntries(top, 'Mappings', (entry) => readMapping(entry, problems))),
    conditions: new Map(readEntries(top, 'Conditions', (entry) => readCondition(entry, problems))),
    resources: readResources(top, { sam, rewritten }, problems),
    outputs: new Map(readEntries(top, 'Outputs', (entry) => readOutput(entry, problems))),
    // Metadata of the template is free: what looks like a function in it is none.
    ...(metadata ? { metadata: readValue(metadata, new ProblemList()) } : {}),
  }
}

function readEntries<T>(
  top: Section,
  key: string,
  read: (entry: SyntaxEntry) => T | undefined,
): readonly (readonly [string, T])[] {
  const node = top.node(key)
  // An empty section (`Parameters:` with nothing below) is as good as none.
  if (node?.kind === 'scalar' && node.value === null && key !== 'Resources') return []
  return top.entries(key).flatMap((entry) => {
    if (entry.key === 'Fn::Transform') return []
    const value = read(entry)
    return value === undefined ? [] : [[entry.key, value] as const]
  })
}

function readCondition(entry: SyntaxEntry, problems: ProblemList): TemplateCondition | undefined {
  const value = readValue(entry.value, problems, 'condition')
  const decides = value.kind === 'intrinsic' && /^(?:Condition|Fn::(?:And|Or|Not|Equals))$/.test(value.name)
  if (!decides && !(value.kind === 'scalar' && value.value === null && entry.value.tag !== undefined)) {
    problems.add(`condition ${entry.key} decides nothing`, value.source, {
      expected: 'Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition',
    })
  }
  return { name: entry.key, value, source: entry.keySource }
}

function readResources(
  top: Section,
  transformed: Transformed,
  problems: ProblemList,
): ReadonlyMap<string, TemplateResource> {
  const node = top.node('Resources')
  if (!node) {
    const others = top.map.entries.map(({ key }) => key)
    problems.add(
      'the template has no Resources',
      { file: top.source.file },
      {
        expected: 'a Resources section with at least one resource',
        ...(others.length > 0 ? { remedy: `it has ${others.slice(0, 8).join(', ')}` } : {}),
      },
    )
    return new Map()
  }
  const resources = new Map(
    readEntries(top, 'Resources', (entry) => readResource(entry, transformed, problems)),
  )
  if (node.kind === 'map' && node.entries.length === 0)
    problems.add('Resources is empty', node.source, { expected: 'at least one resource' })
  return resources
}

function readTransforms(root: SyntaxMap, problems: ProblemList): readonly string[] {
  const node = root.entries.find(({ key }) => key === 'Transform')?.value
  const included = [root, ...root.entries.map(({ value }) => value)].some(
    (part) => part.kind === 'map' && part.entries.some(({ key }) => key === 'Fn::Transform'),
  )
  const found = included ? ['Fn::Transform'] : []
  if (!node) return found
  const items = node.kind === 'list' ? node.items : [node]
  for (const item of items) {
    const name = item.kind === 'map' ? item.entries.find(({ key }) => key === 'Name')?.value : item
    if (name?.kind === 'scalar' && name.text !== '') found.push(name.text)
    else
      problems.add(`Transform is ${describeTagged(item)}`, item.source, { expected: 'the name of a macro' })
  }
  return found
}

function checkVersion(top: Section, problems: ProblemList): void {
  const version = top.node('AWSTemplateFormatVersion') ? top.text('AWSTemplateFormatVersion') : undefined
  if (!version || version.value === '2010-09-09') return
  problems.add(`the template format version is ${version.value}`, version.source, { expected: '2010-09-09' })
}

function checkUniqueNames(template: Template, problems: ProblemList): void {
  for (const { logicalId, source } of template.resources.values()) {
    const parameter = template.parameters.get(logicalId)
    if (!parameter) continue
    problems.add(`${logicalId} is both a parameter and a resource`, source, {
      expected: `a name of its own; the parameter is on line ${parameter.source.line}`,
    })
  }
  for (const { name, source } of template.parameters.values()) {
    if (!/^[A-Za-z0-9]+$/.test(name))
      problems.add(`${name} is not the name of a parameter`, source, { expected: 'letters and digits only' })
  }
}
