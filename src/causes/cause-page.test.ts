import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { causeIndex, causePage } from './cause-page.ts'
import { defineCause } from './cause.ts'
import { elbHealthCheckPathOrCode } from './load-balancing/elb-health-check-path-or-code.ts'
import { serviceBeforeListener } from './load-balancing/service-before-listener.ts'
import { vocabulary } from './vocabulary.ts'

describe('causePage', () => {
  it.each(vocabulary.map((cause) => ({ cause })))('has all parts for $cause.code', ({ cause }) => {
    const page = causePage(cause)
    expect(page.startsWith(`# ${cause.code}\n\n`)).toBe(true)
    expect(page).toContain(cause.rationale)
    for (const { what } of cause.settle) expect(page).toContain(`- ${what}: `)
    for (const { text } of cause.tell({}).fix) expect(page).toContain(`\n${text}\n\`\`\``)
    expect(page.endsWith(`\n<${cause.source}>\n`)).toBe(true)
    expect(page).not.toMatch(/\{\w*:\w+\}|undefined|\n\n\n/)
  })

  it.each(vocabulary.filter(({ group }) => 'HKL'.includes(group)).map((cause) => ({ cause })))(
    'mends $cause.code with YAML that is YAML',
    ({ cause }) => {
      const texts = [...causePage(cause).matchAll(/```yaml\n(.*?)\n```/gs)].map(([, text = '']) => text)
      for (const text of texts) {
        const errors = parseAllDocuments(text, { logLevel: 'silent' }).flatMap((document) => document.errors)
        expect(errors.map(({ message }) => `${message} in ${text}`)).toEqual([])
      }
    },
  )

  it('shows what ECS prints with its holes named, and who else is behind it', () => {
    const page = causePage(elbHealthCheckPathOrCode)
    expect(page).toContain('```text\nHealth checks failed with these codes: [<codes>]\n```')
    expect(page).toContain('[sg-alb-to-task-blocked](sg-alb-to-task-blocked.md)')
    expect(page).not.toContain('(elb-health-check-path-or-code.md)')
  })

  it('says so where the catalogue has no message', () => {
    const cause = defineCause({ ...serviceBeforeListener, signs: [{ words: /x/, share: 1 }] })
    expect(causePage(cause)).toContain('ECS has no message of its own for it')
  })

  it('refuses a failure that the catalogue has not', () => {
    const cause = defineCause({ ...serviceBeforeListener, signs: [{ failure: 'no-such', share: 1 }] })
    expect(() => causePage(cause)).toThrow('the catalogue has no failure no-such')
  })
})

describe('causeIndex', () => {
  it('names every cause once', () => {
    const index = causeIndex()
    for (const { code } of vocabulary) expect(index.split(`(${code}.md)`)).toHaveLength(2)
  })
})
