import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readPlainMap } from './plain-yaml.ts'
import { readYaml } from './read-yaml.ts'
import type { SyntaxEntry, SyntaxNode } from './syntax.ts'
import { TextLines } from './text-lines.ts'
import { yamlPieces } from './yaml-pieces.ts'

const cases = fileURLToPath(new URL('../../../cases/known-good', import.meta.url))
const templates = readdirSync(cases, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /(?<!seatrial)\.yaml$/.test(name),
)

/** By the whole parser alone: a document that begins with `---` is not written plainly. */
function readWhole(text: string): unknown {
  const root = readYaml('x', `---\n${text}`, 'yaml-1.1')
  const moved = JSON.stringify(root).replaceAll(
    /"line":(\d+)/g,
    (_, line: string) => `"line":${Number(line) - 1}`,
  )
  return (JSON.parse(moved) as { entries: unknown }).entries
}

const plainly = (text: string): unknown => {
  const entries = readPlainMap(new TextLines('x', text), 'yaml-1.1')
  return entries?.map(spelt)
}

/** With the places that are worked out when they are asked for. */
function spelt({ key, keySource, value }: SyntaxEntry): unknown {
  return { key, keySource, value: speltNode(value) }
}

function speltNode(node: SyntaxNode): unknown {
  const { kind, tag, bareSource, source } = node
  const places = { kind, tag, bareSource, source }
  if (node.kind === 'list') return { ...places, items: node.items.map(speltNode) }
  if (node.kind === 'map') return { ...places, entries: node.entries.map(spelt) }
  return { ...places, value: node.value, text: node.text, textStart: node.textStart }
}

describe('a map that is written plainly', () => {
  it.each(templates)('%s is read as by the whole parser, resource by resource', (name) => {
    const lines = readFileSync(join(cases, name), 'utf8').split('\n')
    const starts = [...lines.keys()].filter((at) => /^ {2}[A-Za-z0-9]+:/.test(lines[at] ?? ''))
    const texts = starts.map((start, index) => `${lines.slice(start, starts[index + 1]).join('\n')}\n`)
    // What follows the last resource may begin a section of its own.
    const resources = texts.map((text) => text.replace(/\n(?=[A-Za-z])[^]*/, '\n'))
    const read = resources.filter((text) => plainly(text) !== undefined)
    for (const text of read) expect(plainly(text)).toEqual(readWhole(text))
    expect(resources.length).toBeGreaterThan(0)
  })

  it.each([
    'A: { Ref: B, C: [1, "two", \'it\'\'s\', !Sub "${X}"] }\n',
    'A:\n- B: 1\n  C: yes\n- D\nE: x # comment\n',
    'A: !Join\n  - ","\n  - [a, b]\nB: !GetAtt C.D\n',
    'A: "a\\n\\"b\\\\c"\nB: ["\\/", \'\\\']\n',
    'Fn::If: [A, {}, []]\n"quoted key": ~\n# comment\n\nLast: -1\n',
  ])('%j is read', (text) => {
    expect(plainly(text)).toEqual(readWhole(text))
  })

  it.each([
    ['A: |\n  text\n', 'a block scalar'],
    ['A: one\n  two\n', 'a value over two lines'],
    ['A: &x 1\nB: *x\n', 'an anchor'],
    ['A: 1\nA: 2\n', 'a key twice'],
    ['A: [1,\n  2]\n', 'a list over two lines'],
    ['A: "a\\x41"\n', 'an escape that JSON has not'],
    ['A:\n', 'nothing'],
    ['A: b: c\n', 'a map in a line'],
    ['\tA: 1\n', 'a tab'],
    ['A: [1, 2\n', 'a bracket that is not closed'],
    ['A: 1\n B: 2\n', 'an indentation that does not fit'],
  ])('%j is left to the whole parser: %s', (text) => {
    expect(readPlainMap(new TextLines('x', text), 'yaml-1.1')).toBeUndefined()
  })
})

describe('a long template', () => {
  const resources = Array.from(
    { length: 3000 },
    (_, index) => `  R${index}:\n    Type: T\n    Properties:\n      Text: |\n        a\n        R: b\n`,
  ).join('')

  it('is read in pieces as it is read whole', () => {
    const text = `A: 1\nResources:\n${resources}Outputs: { O: 1 }\n`
    expect(yamlPieces(text)?.resources.length).toBeGreaterThan(1)
    const { entries } = readYaml('x', text, 'yaml-1.1') as unknown as { entries: unknown }
    expect(JSON.parse(JSON.stringify(entries))).toEqual(readWhole(text))
  })

  it.each([
    { why: 'an anchor', text: `Resources:\n${resources}  X: &a 1\n` },
    { why: 'a resource that is indented less', text: `Resources:\n${resources} X: 1\n` },
    { why: 'a second document', text: `Resources:\n${resources}---\nA: 1\n` },
  ])('is not cut where there is $why', ({ text }) => {
    expect(yamlPieces(text)).toBeUndefined()
  })
})
