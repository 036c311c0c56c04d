import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseSettings, settingsSchema } from '../../src/inputs/project/read-settings.ts'
import { readComments } from '../../src/inputs/suppressions/read-comments.ts'
import { runCheck } from '../support/check-command.ts'
import { root } from '../support/seatrial.ts'

const path = join(root, 'docs/check.md')
const page = readFileSync(path, 'utf8')
const block = /```console\n\$ seatrial check (.+)\n([\s\S]*?)```/g

/** What a command of the page prints; ` 2>&1` puts standard error first, as diffs come before the report. */
function printedBy(words: string): string {
  const [own = '', both] = words.split(/ (?=2>&1$)/)
  const { stdout, stderr } = runCheck(own.split(' '))
  // An empty line of a diff is a blank, which formatters of Markdown take away.
  return (both === undefined ? stdout : `${stderr}${stdout}`).replaceAll(/ +$/gm, '')
}

if (process.env.UPDATE === '1')
  writeFileSync(
    path,
    page.replaceAll(
      block,
      (_, words: string) => `\`\`\`console\n$ seatrial check ${words}\n${printedBy(words)}\`\`\``,
    ),
  )

describe('docs/check.md', () => {
  const shown = [...readFileSync(path, 'utf8').matchAll(block)].map(([, words = '', output = '']) => ({
    words,
    output,
  }))

  it('shows commands', () => {
    expect(shown.length).toBeGreaterThanOrEqual(7)
  })

  it.each(shown)('shows what `check $words` prints', ({ words, output }) => {
    expect(printedBy(words)).toBe(output)
  })

  it('names every option, and none that there is not', () => {
    const help = runCheck(['--help']).stdout
    const options = new Set([...help.matchAll(/ (--[a-z-]+)/g)].map(([, name]) => name))
    const prose = page.replaceAll(block, '')
    const named = new Set([...prose.matchAll(/`(?:[^`\n]* )?(--[a-z-]+)/g)].map(([, name]) => name))
    expect([...named].filter((name) => !options.has(name))).toEqual([])
    expect([...options].filter((name) => name !== '--help' && !prose.includes(name ?? ''))).toEqual([])
  })

  it('shows suppressions that are read', () => {
    const [comment = ''] = /^.*seatrial-ignore.*$/m.exec(page) ?? []
    const { all, warnings } = readComments('template.yaml', comment)
    expect(warnings).toEqual([])
    expect(all[0]).toMatchObject({ code: 'exec-role-missing-ssm-permission', until: '2027-01-31' })
    const [, settings = ''] = /```yaml\n(ignore:[\s\S]*?)```/.exec(page) ?? []
    const [entry] = (parse(settings) as { readonly ignore: readonly object[] }).ignore
    expect(Object.keys(entry ?? {})).toEqual(
      Object.keys(settingsSchema().definitions?.ignored?.properties ?? {}),
    )
  })

  it('shows settings of an image that are read', () => {
    const [, settings = ''] = /```yaml\n(images:[\s\S]*?)```/.exec(page) ?? []
    const { images } = parseSettings(settings, 'seatrial.yaml', join(root, 'examples/jobsynchub'))
    expect(images[0]).toMatchObject({
      programs: { value: ['node', 'sh', 'tini'] },
      needs: { environment: [{ value: 'AWS_SES_SENDER' }], memoryMiB: { value: 96 } },
    })
  })

  it('names every input of the action', () => {
    const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as { readonly inputs: object }
    const sentence = /Inputs are ([\s\S]*?);/.exec(page)?.[1] ?? ''
    expect([...sentence.matchAll(/`([\w-]+)`/g)].map(([, name]) => name)).toEqual(Object.keys(action.inputs))
  })
})
