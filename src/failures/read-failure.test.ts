import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from './catalogue.ts'
import { isCaseOf } from './matches.ts'
import { innermost, readFailure, type ReadFailure } from './read-failure.ts'
import { scanLimit } from './scanned-text.ts'
import type { Wording } from './entry.ts'

/** One value for each type of hole, as ECS could print it. */
const example: Readonly<Record<string, string | number>> = {
  text: 'order-api-7',
  word: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-Xy12Zq',
  arn: 'arn:aws:ecs:eu-west-1:111122223333:task/shop/0123456789abcdef0123456789abcdef',
  integer: 3,
  list: '/shop/a,/shop/b',
  tasks: '(task 0123456789abcdef0123456789abcdef)',
  jsonerror: "invalid character 'h' looking for beginning of value",
  because: 'because no identity-based policy allows the ssm:GetParameters action',
  address: '10.0.7.21',
  region: 'eu-west-1',
  bracketed: 'migrate(shop:3)',
  service: 'order-api',
  phrase: 'Asm secret',
}

/** Failures that others are cases of, and messages around others: what is left of a text that is cut early. */
const general = new Set([
  ...catalogue.flatMap(({ broader }) => broader ?? []),
  ...catalogue.filter(({ wordings }) => wordings.some(({ wraps }) => wraps)).map(({ code }) => code),
])

const printed = catalogue.flatMap(({ code, wordings }) =>
  wordings
    .filter(({ onlyRead }) => !onlyRead)
    .map((wording) => ({ code, text: sample(wording), label: `${code} ${wording.row}`, wording })),
)

function sample({ template }: Wording): string {
  return template.print(
    Object.fromEntries(template.holes.map(({ name, type }) => [name, example[type] ?? ''])),
  )
}

/** What a cut text may give: the failure, one that it is a case of, or a stage that is named broader elsewhere. */
function isSameOrBroader(found: ReadFailure, code: string): boolean {
  const { code: read } = innermost(found)
  return read === code || isCaseOf(code, read) || general.has(read) || general.has(found.code)
}

describe('a text that is cut', () => {
  it.each(printed)('never tells of another failure: $label', ({ code, text }) => {
    for (let end = text.length; end > 0; end -= 20) {
      const found = readFailure(text.slice(0, end))
      const isRight = found === undefined || isSameOrBroader(found, code)
      expect(isRight, `«${text.slice(0, end)}» gives ${found?.code}`).toBe(true)
    }
  })

  it.each(printed)('keeps its code once that is decided: $label', ({ code, text }) => {
    const codes: boolean[] = []
    for (let end = 20; end < text.length; end += 20) {
      const found = readFailure(`${text.slice(0, end)}...`)
      codes.push(found !== undefined && innermost(found).code === code)
    }
    expect(codes.lastIndexOf(false)).toBeLessThan(codes.includes(true) ? codes.indexOf(true) : codes.length)
  })
})

describe('a text that is wrapped', () => {
  it.each(printed)('is read at any width: $label', ({ code, text, wording }) => {
    for (const width of [30, 57, 72]) {
      const folded = fold(text, width)
      const found = readFailure(`Stopped reason\n${folded}\n`)
      const isRight =
        found === undefined ? wording.strict : found.code === code || innermost(found).code === code
      expect(isRight, `${found?.code} for «${folded}»`).toBe(true)
    }
  })
})

function fold(text: string, width: number): string {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + word.length >= width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.join('\n    ')
}

describe('any text', () => {
  const fragments = fc.constantFrom(
    'ResourceInitializationError: ',
    'unable to pull secrets or registry auth: ',
    'failed to fetch secret ',
    'AccessDeniedException: User: ',
    'is not authorized to perform: ',
    'CannotPullContainerError: ',
    '(service web) was unable to place a task. Reason: ',
    'exec: "',
    "invalid character '",
    '<',
    '...',
    '\\n',
    '&quot;',
  )

  it('is read without an error', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fragments, fc.string()), { maxLength: 40 }), (parts) => {
        readFailure(parts.join(''))
      }),
      { seed: 21, numRuns: 300 },
    )
  })

  it.each([
    'ResourceInitializationError: unable to pull secrets or registry auth: ',
    'exec: "a": stat ',
    'failed to fetch secret arn from secrets manager: ',
    'User: a is not authorized to perform: b on resource: ',
    'x',
    '<<<<',
    '(task 0) ',
    'Failed to resolve "',
  ])('is read soon, however long: %s', (part) => {
    const text = part.repeat(Math.ceil((3 * scanLimit) / part.length))
    readFailure(text)
    const begun = performance.now()
    readFailure(text)
    expect(performance.now() - begun).toBeLessThan(500)
  })

  it('is read in a few milliseconds when it is a message', () => {
    const texts = printed.map(({ text }) => text)
    for (const text of texts) readFailure(text)
    const begun = performance.now()
    for (const text of texts) readFailure(text)
    expect((performance.now() - begun) / texts.length).toBeLessThan(10)
  })
})
