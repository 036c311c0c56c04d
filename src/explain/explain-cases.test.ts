import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { schemaErrors, type TestSchema } from '../../test/support/schema-errors.ts'
import type { CheckReport } from '../causes/check-report.ts'
import { vocabulary } from '../causes/vocabulary.ts'
import { compactCheck } from './compact-check.ts'
import { githubAnnotations, githubSummary } from './github-check.ts'
import { jsonCheck } from './json-check.ts'
import { junitCheck } from './junit-check.ts'
import { prettyCheck } from './pretty-check.ts'
import { sarifCheck } from './sarif-check.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const cases = join(root, 'cases', 'explain')

interface ExplainCase {
  readonly formats: readonly string[]
  readonly sources: Readonly<Record<string, string>>
  readonly report: CheckReport
}

const formats: Readonly<Record<string, (one: ExplainCase) => string>> = {
  pretty: ({ report, sources }) => prettyCheck(report, new Map(Object.entries(sources))),
  compact: ({ report }) => compactCheck(report),
  json: ({ report }) => `${JSON.stringify(jsonCheck(report), undefined, 2)}\n`,
  sarif: ({ report }) => `${JSON.stringify(sarif(report), undefined, 2)}\n`,
  junit: ({ report }) => junitCheck(report),
  github: ({ report }) => githubAnnotations(report),
  'github-summary': ({ report }) => githubSummary(report),
}

function sarif(report: CheckReport): object {
  return sarifCheck(report, { version: '1.2.3', vocabulary })
}

function readCase(name: string): ExplainCase {
  return JSON.parse(readFileSync(join(cases, name, 'case.json'), 'utf8')) as ExplainCase
}

function readSchema(path: string): TestSchema {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as TestSchema
}

describe('a check', () => {
  const names = readdirSync(cases)
  const shown = names.flatMap((name) => readCase(name).formats.map((format) => ({ name, format })))

  it('has cases in every format', () => {
    expect(new Set(shown.map(({ format }) => format))).toEqual(new Set(Object.keys(formats)))
  })

  it.each(shown)('$name as $format', ({ name, format }) => {
    const written = formats[format]?.(readCase(name)) ?? ''
    const expected = join(cases, name, `expected.${format}`)
    if (process.env.UPDATE === '1') writeFileSync(expected, written)
    expect(written).toBe(readFileSync(expected, 'utf8'))
    expect(written.split('\n').length).toBeLessThan(80)
  })

  it.each(names)('%s is JSON as its schema says', (name) => {
    const report = JSON.parse(JSON.stringify(jsonCheck(readCase(name).report))) as unknown
    expect(schemaErrors(report, readSchema('docs/check.schema.json'))).toEqual([])
  })

  it.each(names)('%s is SARIF', (name) => {
    const report = JSON.parse(JSON.stringify(sarif(readCase(name).report))) as Sarif
    expect(schemaErrors(report, readSchema('test/check/sarif-essentials.schema.json'))).toEqual([])
    const [run] = report.runs
    const ids = run?.tool.driver.rules.map(({ id }) => id) ?? []
    expect(new Set(ids).size).toBe(ids.length)
    expect(run?.results.map(({ ruleIndex }) => ids[ruleIndex])).toEqual(
      run?.results.map(({ ruleId }) => ruleId),
    )
  })

  it.each(names)('%s is XML that says how much it holds', (name) => {
    const xml = junitCheck(readCase(name).report)
    expect(XMLValidator.validate(xml)).toBe(true)
    const parser = new XMLParser({ ignoreAttributes: false, isArray: (tag) => tag === 'testcase' })
    const { testsuites } = parser.parse(xml) as JUnit
    const { testcase } = testsuites.testsuite
    expect(Number(testsuites['@_tests'])).toBe(testcase.length)
    expect(Number(testsuites['@_failures'])).toBe(testcase.filter((one) => 'failure' in one).length)
    expect(Number(testsuites['@_skipped'])).toBe(testcase.filter((one) => 'skipped' in one).length)
  })

  it.each(names)('%s is one command for each annotation', (name) => {
    const { report } = readCase(name)
    const lines = githubAnnotations(report)
      .split('\n')
      .filter((line) => line !== '')
    expect(lines).toHaveLength(report.findings.length)
    for (const line of lines) expect(line).toMatch(/^::(?:error|warning) (?:\w+=[^,:]+,?)+::\S/)
  })
})

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
    readonly results: readonly { readonly ruleId: string; readonly ruleIndex: number }[]
  }[]
}

interface JUnit {
  readonly testsuites: {
    readonly '@_tests': string
    readonly '@_failures': string
    readonly '@_skipped': string
    readonly testsuite: { readonly testcase: readonly object[] }
  }
}
