import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from './catalogue.ts'
import { printFailure } from './print-failure.ts'
import { readFailure } from './read-failure.ts'
import type { Hole, HoleType } from './hole.ts'
import type { Facts } from './template.ts'
import { reasonLimit } from './truncate.ts'

const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_/+=@-]{0,20}$/)
const prose = fc.array(name, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '))

/** Values that ECS could put into a hole. */
const values: Readonly<Record<Exclude<HoleType, 'gap'>, fc.Arbitrary<string | number>>> = {
  text: prose,
  word: name,
  arn: name.map((resource) => `arn:aws:ecs:eu-west-1:111122223333:task/${resource}`),
  integer: fc.nat({ max: 999 }),
  list: fc.array(name, { minLength: 1, maxLength: 6 }).map((names) => names.join(',')),
  tasks: fc
    .array(fc.stringMatching(/^[0-9a-f]{32}$/), { minLength: 1, maxLength: 4 })
    .map((ids) => ids.map((id) => `(task ${id})`).join(' ')),
  jsonerror: fc.oneof(
    fc
      .stringMatching(/^[a-z(]$/)
      .map((character) => `invalid character '${character}' looking for beginning of value`),
    fc.constantFrom(
      "invalid character 'p' in literal true (expecting 'r')",
      String.raw`invalid character '\'' looking for beginning of value`,
      `invalid character '"' after object key:value pair`,
      'unexpected end of JSON input',
      'json: cannot unmarshal number into Go value of type map[string]interface {}',
    ),
  ),
  because: fc.constantFrom(
    'because no identity-based policy allows the ssm:GetParameters action',
    'because no VPC endpoint policy allows the ecr:GetAuthorizationToken action',
    'because no permissions boundary allows the logs:CreateLogGroup action',
    'with an explicit deny in a service control policy',
    'with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/deny',
  ),
  address: fc.oneof(fc.ipV4(), fc.constant('2600:1f18::1')),
  region: fc.constantFrom('eu-west-1', 'us-gov-west-1', 'ap-northeast-2'),
  service: name,
  phrase: fc.constantFrom('Asm secret', 'Environment file', 'CloudWatch Logs'),
  network: fc.constant('i/o timeout'),
  bracketed: fc.oneof(
    prose,
    name.map((image) => `db(${image}:16) (RUNNING->RUNNING) - Exit: 1`),
  ),
}

function factsOf(holes: readonly Hole[]): fc.Arbitrary<Facts> {
  const named = holes.map(({ name: fact, type }): [string, fc.Arbitrary<string | number>] => {
    if (type === 'gap') throw new Error(`${fact} cannot be printed`)
    return [fact, values[type]]
  })
  return fc.record(Object.fromEntries(named))
}

const printed = catalogue.flatMap((entry) =>
  entry.wordings
    .filter(({ onlyRead }) => !onlyRead)
    .map((wording) => ({
      entry,
      wording,
      label: `${entry.code} ${wording.row} «${wording.template.source.slice(0, 60)}»`,
    })),
)

describe('the catalogue', () => {
  it('has each code once, and a wording that is printed for each', () => {
    const codes = catalogue.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(catalogue.filter(({ wordings }) => wordings.every(({ onlyRead }) => onlyRead))).toEqual([])
  })

  it('tells of each failure in one lower-case line', () => {
    const named = /^(?:Fargate|ECS|EC2|S3|AWS|IAM|CloudFormation|Docker|EventBridge|Service Connect)\b/
    for (const { code, summary } of catalogue) {
      expect(summary, code).toMatch(named.test(summary) ? /^\S.*[^.]$/ : /^[a-z].*[^.]$/)
    }
  })

  it('has every broader failure that is named, and no circle of them', () => {
    const broaderOf = new Map(catalogue.map(({ code, broader }) => [code, broader]))
    for (const { code } of catalogue) {
      const seen = new Set<string>()
      for (let next: string | undefined = code; next !== undefined; next = broaderOf.get(next)) {
        expect(seen.has(next), `${code} is broader than itself`).toBe(false)
        expect(broaderOf.has(next), `${code} names ${next}`).toBe(true)
        seen.add(next)
      }
    }
  })

  it('prints no gap', () => {
    for (const { wording } of printed) expect(wording.template.source).not.toContain('{:')
  })

  it.each(printed)('gives back what it printed: $label', ({ entry, wording }) => {
    fc.assert(
      fc.property(factsOf(wording.template.holes), (facts) => {
        const text = wording.template.print(facts)
        expect(readFailure(text)).toMatchObject({ code: entry.code, facts })
        expect(readFailure(`Stopped reason:\n${text.replaceAll(' ', '\n  ')}`)?.code).toBe(entry.code)
      }),
      { seed: 11, numRuns: 60 },
    )
  })

  it.each(printed)('prints what its facts fill: $label', ({ entry, wording }) => {
    fc.assert(
      fc.property(factsOf(wording.template.holes), (facts) => {
        const { launchType, where } = wording
        const options = launchType === undefined ? { where } : { where, launchType }
        const { text } = printFailure({ code: entry.code, facts }, options)
        expect(readFailure(text)?.code).toBe(entry.code)
        expect(text).not.toMatch(/\{\w+:/)
      }),
      { seed: 12, numRuns: 10 },
    )
  })
})

describe('printFailure', () => {
  it('takes the wording of the place that is asked for', () => {
    const failure = {
      code: 'role-not-assumable',
      facts: { roleArn: 'arn:aws:iam::1:role/r', service: 'web' },
    }
    expect(printFailure(failure)).toMatchObject({ where: 'api' })
    expect(printFailure(failure, { where: 'event' }).text).toMatch(
      /^\(service web\) failed to launch a task with \(error ECS was .*role\.\)\.$/,
    )
  })

  it('says with which stop code a task ends', () => {
    expect(printFailure({ code: 'essential-container-exited', facts: {} })).toEqual({
      text: 'Essential container in task exited',
      where: 'stoppedReason',
      stopCode: 'EssentialContainerExited',
    })
  })

  it('cuts a reason where ECS does, and nothing else', () => {
    const facts = { attempts: 1, names: 'x'.repeat(2000) }
    expect(printFailure({ code: 'parameters-invalid', facts }).text).toHaveLength(reasonLimit)
    const event = { service: 'web', reason: 'x'.repeat(2000) }
    expect(printFailure({ code: 'service-unable-to-place', facts: event }).text.length).toBeGreaterThan(2000)
  })

  it('refuses a code it has not and facts that fill nothing', () => {
    expect(() => printFailure({ code: 'no-such', facts: {} })).toThrow('no failure no-such')
    expect(() => printFailure({ code: 'image-not-found', facts: { attempts: 1 } })).toThrow(
      'no wording of image-not-found',
    )
  })
})

describe('readFailure', () => {
  const cases = join(import.meta.dirname, '../../cases/failures/read')
  it.each(readdirSync(cases))('%s', (name) => {
    const found = readFailure(readFileSync(join(cases, name, 'input.txt'), 'utf8'))
    const file = join(cases, name, 'expected.json')
    if (process.env['UPDATE'] === '1') writeFileSync(file, `${JSON.stringify(found ?? null, null, 2)}\n`)
    expect(found ?? null).toEqual(JSON.parse(readFileSync(file, 'utf8')))
  })
})
