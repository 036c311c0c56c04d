import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createScope } from './cloudformation/create-scope.ts'
import { dependencyOrder } from './cloudformation/dependency-order.ts'
import { evaluate } from './cloudformation/evaluate.ts'
import { parseTemplate } from './cloudformation/parse-template.ts'
import { formatProblems } from './format-problems.ts'
import { InputError } from './input-error.ts'
import { parseSettings } from './project/read-settings.ts'

const cases = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'cases', 'inputs')

function textsOf(unit: string): readonly { name: string; text: string }[] {
  return readdirSync(join(cases, unit)).flatMap((folder) => {
    const name = readdirSync(join(cases, unit, folder)).find((entry) =>
      /^(?:template|seatrial)\./.test(entry),
    )
    return name ? [{ name, text: readFileSync(join(cases, unit, folder, name), 'utf8') }] : []
  })
}

/** Bits that mean something to a template; put anywhere, they break it in ways that people do. */
const fragments = [
  '!Ref ',
  '!Sub ',
  '${',
  '}',
  '[',
  ']',
  '{',
  ':',
  '\n',
  '  ',
  '\t',
  '"',
  "'",
  '*a',
  '&a ',
  '- ',
  '? ',
]
const words = [
  'Fn::If',
  'Fn::Select',
  'Ref',
  'AWS::NoValue',
  '<<',
  '__proto__',
  'null',
  '~',
  '1e999',
  '|',
  '>',
  '!!set ',
  '%',
]

const mutation = fc.record({
  /** Share of the text before it, in ten-thousandths. */
  at: fc.integer({ min: 0, max: 9999 }),
  cut: fc.constantFrom(0, 1, 1, 2, 5, 12),
  put: fc.oneof(fc.constantFrom(...fragments, ...words, ''), fc.string({ maxLength: 3 })),
})
type Mutation = { readonly at: number; readonly cut: number; readonly put: string }

function mutate(text: string, mutations: readonly Mutation[]): string {
  return mutations.reduce((result, { at, cut, put }) => {
    const start = Math.floor((at * result.length) / 10_000)
    return result.slice(0, start) + put + result.slice(start + cut)
  }, text)
}

/** Runs what is done with a template; anything but an InputError comes through. */
function outcomeOf(run: () => void): InputError | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
}

function readAndEvaluate(name: string, text: string): void {
  const template = parseTemplate(text, name)
  const scope = createScope(template, {
    accountId: '000000000000',
    region: 'us-east-1',
    stackName: 's',
    missingParameters: 'unresolved',
  })
  for (const resource of dependencyOrder(scope).order)
    JSON.stringify(evaluate(resource.properties, scope).value)
  for (const output of template.outputs.values()) evaluate(output.value, scope).sourceOf(['a', 0])
}

describe('input that was damaged', () => {
  const all = textsOf('templates')
  const sound = all.filter(({ name, text }) => !outcomeOf(() => readAndEvaluate(name, text)))
  const settings = textsOf('settings')

  it('is read, or refused with a place and a reason, and nothing else', () => {
    let refused = 0
    let read = 0
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...sound), fc.constantFrom(...all)),
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        (one, steps) => {
          const text = mutate(one.text, steps)
          const error = outcomeOf(() => readAndEvaluate(one.name, text))
          if (error) refused++
          else read++
          for (const problem of error?.problems ?? []) {
            expect(problem.message).not.toBe('')
            expect(problem.source.file).toBe(one.name)
            expect(formatProblems(new InputError([problem]), () => text)).toContain(problem.message)
            expect(problem.source.line ?? 1).toBeLessThanOrEqual(text.split('\n').length)
          }
        },
      ),
      { seed: 20_240_112, numRuns: 1500 },
    )
    expect(Math.min(refused, read)).toBeGreaterThan(50)
  })

  it('is refused likewise where it is a seatrial.yaml', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...settings),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        (one, steps) => {
          const text = mutate(one.text, steps)
          const error = outcomeOf(() => parseSettings(text, one.name, cases))
          for (const problem of error?.problems ?? []) expect(problem.message).not.toBe('')
        },
      ),
      { seed: 20_240_112, numRuns: 500 },
    )
  })
})
