import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { Unresolved } from '../model/template.ts'
import type { EvaluatedValue } from '../model/template.ts'
import { createScope } from './cloudformation/create-scope.ts'
import { dependencyOrder } from './cloudformation/dependency-order.ts'
import { evaluate } from './cloudformation/evaluate.ts'
import type { Evaluated, ValuePath } from './cloudformation/evaluate.ts'
import { parseTemplate } from './cloudformation/parse-template.ts'
import { isPresent } from './cloudformation/scope.ts'
import type { Scope, ScopeOptions } from './cloudformation/scope.ts'
import { formatProblems } from './format-problems.ts'
import { formatPlace, InputError } from './input-error.ts'
import type { Problem } from './input-error.ts'
import { openProject } from './project/open-project.ts'
import { parseSettings } from './project/read-settings.ts'

const cases = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'cases', 'inputs')

/** Callbacks and parameters of a case, as data in `scope.json`. */
interface CaseScope {
  readonly parameters?: Record<string, string>
  readonly missingParameters?: 'error' | 'unresolved'
  readonly region?: string
  readonly ref?: Record<string, EvaluatedValue>
  readonly getAtt?: Record<string, EvaluatedValue>
  readonly imports?: Record<string, EvaluatedValue>
  readonly outputs?: Record<string, EvaluatedValue>
  readonly dynamic?: Record<string, string>
  readonly ssm?: Record<string, string>
  readonly zones?: string[]
}

function scopeOptions(given: CaseScope): ScopeOptions {
  return {
    accountId: '123456789012',
    region: given.region ?? 'ap-northeast-2',
    stackName: 'shop',
    stackId: 'arn:aws:cloudformation:ap-northeast-2:123456789012:stack/shop/1',
    parameters: given.parameters ?? {},
    missingParameters: given.missingParameters ?? 'error',
    ref: (logicalId) => given.ref?.[logicalId],
    getAtt: (logicalId, attribute) => given.getAtt?.[`${logicalId}.${attribute}`],
    importValue: (name) => given.imports?.[name],
    stackOutput: ({ stackName, outputName, region = 'here' }) =>
      given.outputs?.[`${stackName}.${outputName} ${region}`],
    dynamicReference: ({ text }) => given.dynamic?.[text],
    ssmParameter: (name) => given.ssm?.[name],
    availabilityZones: () => given.zones,
  }
}

function describeUnresolved(value: Unresolved): string {
  const parts = value.parts?.map((part) =>
    typeof part === 'string' ? part : `<${describeUnresolved(part)}>`,
  )
  const reference =
    value.reference && [value.reference.logicalId, value.reference.attribute].filter(Boolean).join('.')
  return parts?.join('') ?? reference ?? value.reason
}

function leavesOf(
  value: EvaluatedValue | undefined,
  path: ValuePath,
): readonly { path: ValuePath; text: string }[] {
  if (value instanceof Unresolved) return [{ path, text: `?? ${describeUnresolved(value)}` }]
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((item, index) => leavesOf(item as EvaluatedValue, [...path, index]))
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]))
  return [{ path, text: value === undefined ? 'nothing' : JSON.stringify(value) }]
}

function showEvaluated(name: string, evaluated: Evaluated): readonly string[] {
  return leavesOf(evaluated.value, []).map(({ path, text }) => {
    const { line, column, endColumn } = evaluated.sourceOf(path)
    const place = `${line}:${column}${endColumn === undefined ? '' : `-${endColumn}`}`
    return `${[name, ...path].join('.')} = ${text}   @${place}`
  })
}

function showStack(scope: Scope): string {
  const { levels, leftOut } = dependencyOrder(scope)
  const { outputs, conditions } = scope.template
  const lines = levels
    .flat()
    .flatMap(({ logicalId, properties }) => showEvaluated(logicalId, evaluate(properties, scope)))
  for (const name of conditions.keys()) {
    const decided = scope.conditions.get(name)
    lines.push(
      `condition ${name} = ${decided instanceof Unresolved ? `?? ${decided.reason}` : String(decided)}`,
    )
  }
  for (const output of outputs.values()) {
    if (isPresent(output, scope) === false) continue
    lines.push(...showEvaluated(`output ${output.name}`, evaluate(output.value, scope)))
  }
  return [
    `order: ${levels.map((level) => level.map(({ logicalId }) => logicalId).join(', ')).join(' | ')}`,
    ...(leftOut.length > 0 ? [`left out: ${leftOut.map(({ logicalId }) => logicalId).join(', ')}`] : []),
    ...lines,
  ].join('\n')
}

function inputOf(folder: string): { readonly name: string; readonly text: string } {
  const name = readdirSync(folder).find((entry) => /^(?:template|seatrial)\./.test(entry)) ?? ''
  return { name, text: readFileSync(join(folder, name), 'utf8') }
}

function runTemplate(folder: string): string {
  const { name, text } = inputOf(folder)
  const scopeFile = join(folder, 'scope.json')
  const given = (existsSync(scopeFile) ? JSON.parse(readFileSync(scopeFile, 'utf8')) : {}) as CaseScope
  const template = parseTemplate(text, name, { parameters: given.parameters ?? {} })
  return showStack(createScope(template, scopeOptions(given)))
}

/** One line for each member, maps as objects, places as `@line:column`, paths from the case's own folder. */
function showData(folder: string, value: object): string {
  const show = (item: unknown): string =>
    JSON.stringify(item, (_, inner: unknown) => (inner instanceof Map ? Object.fromEntries(inner) : inner))
  const lines = Object.entries(value).flatMap(([key, member]) =>
    Array.isArray(member)
      ? member.map((one, index) => `${key}.${index} ${show(one)}`)
      : [`${key} ${show(member)}`],
  )
  return lines
    .join('\n')
    .replaceAll(/\{"file":"[^"]*","line":(\d+),"column":(\d+)(?:,"endColumn":\d+)?\}/g, '@$1:$2')
    .replaceAll(folder, '.')
}

function runSettings(folder: string): string {
  const { name, text } = inputOf(folder)
  return showData(folder, parseSettings(text, name, folder))
}

function runProject(folder: string): string {
  const only = readFileSync(join(folder, 'open.txt'), 'utf8').trim()
  const project = openProject(join(folder, only))
  const stacks = project.stacks.map(({ template, ...stack }) => ({
    ...stack,
    template: `${relative(folder, template.file)}: ${[...template.resources.keys()].join(', ')}`,
  }))
  return showData(folder, { ...project, settings: [...project.settings.parameters.keys()], stacks })
}

const units: Record<string, (folder: string) => string> = {
  templates: runTemplate,
  settings: runSettings,
  projects: runProject,
}

/** Cases with more problems than this show one line for each, so that their files stay short. */
const maxExcerpts = 6

function showProblem({ source, message, expected, remedy }: Problem): string {
  return [`${formatPlace(source)}: ${message}`, expected, remedy].filter(Boolean).join(' ◦ ')
}

function outcome(folder: string, run: (folder: string) => string): string {
  try {
    return `${run(folder)}\n`
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const textOf = (file: string): string | undefined => {
      const path = [join(folder, file), file].find((candidate) => existsSync(candidate))
      return path?.match(/\.(?:ya?ml|json)$/) ? readFileSync(path, 'utf8') : undefined
    }
    const { problems } = error
    if (problems.length > maxExcerpts) return problems.map((problem) => `${showProblem(problem)}\n`).join('')
    return `${formatProblems(error, textOf).replaceAll(relative(process.cwd(), folder), '.')}\n`
  }
}

describe.each(Object.entries(units))('%s', (unit, run) => {
  const folders = readdirSync(join(cases, unit))
  it.each(folders)('%s', (name) => {
    const folder = join(cases, unit, name)
    const expectedFile = join(folder, 'expected.txt')
    const actual = outcome(folder, run)
    if (process.env['UPDATE'] === '1') writeFileSync(expectedFile, actual)
    expect(actual).toBe(readFileSync(expectedFile, 'utf8'))
    expect(actual.split('\n').length).toBeLessThan(60)
  })
})
