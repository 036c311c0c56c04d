import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { vocabulary } from '../src/causes/vocabulary.ts'
import { probeProcessRuntime } from '../src/runtime/process/probe.ts'
import { copyExample, type ExampleProject } from './support/example.ts'
import { root, Seatrial } from './support/seatrial.ts'

const probe = await probeProcessRuntime()
if (!probe.usable) process.stderr.write(`skipped: the outputs of the README: ${probe.reason}\n`)

/** One ```console block: the command after `$`, and what it prints. */
interface Shown {
  readonly command: string
  readonly output: string
}

function shownIn(markdown: string): Shown[] {
  return [...markdown.matchAll(/```console\n\$ (.+)\n([\s\S]*?)```/g)].map(
    ([, command = '', output = '']) => ({
      command,
      output,
    }),
  )
}

/** Takes out what differs from run to run: ids, times, ages, addresses, and the room they take. */
function lasting(text: string): string[] {
  return text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/ecs-svc\/\d+/g, 'DEPLOYMENT')
    .replaceAll(/\b[0-9a-f]{32}\b/g, 'TASK-ID')
    .replaceAll(/^[0-9a-f]{12} /gm, 'TASK ')
    .replaceAll(/\b10\.0\.[01]\.\d+/g, 'ADDRESS')
    .replaceAll(/ \d+[smh] /g, ' AGE ')
    .replaceAll(/ +/g, ' ')
    .split('\n')
}

describe.skipIf(!probe.usable)('the README', () => {
  let seatrial: Seatrial
  let project: ExampleProject
  const shown = shownIn(readFileSync(join(root, 'README.md'), 'utf8'))

  /** The README's ports, with those of this test in their place, and back. */
  const here = (text: string): string =>
    text
      .replaceAll('127.0.0.1:8081', project.userApi.slice('http://'.length))
      .replaceAll('127.0.0.1:8080', project.apiGateway.slice('http://'.length))
      .replaceAll('127.0.0.1:4566', `127.0.0.1:${seatrial.port}`)
      .replaceAll('examples/jobsynchub', project.path)

  beforeAll(async () => {
    seatrial = await Seatrial.create()
    project = await copyExample(seatrial)
  })
  afterAll(async () => await seatrial.close())

  it('shows commands', () => {
    expect(shown.length).toBeGreaterThanOrEqual(7)
  })

  it('shows what they print', { timeout: 180_000 }, () => {
    for (const { command, output } of shown) {
      // A check reads files where they are; everything else is asked of the cluster of this test.
      const place = command.startsWith('seatrial check') ? (text: string): string => text : here
      const [program = '', ...words] = place(command).split(' ')
      const printed =
        program === 'seatrial'
          ? seatrial.run(words).stdout
          : execFileSync(program, words, { encoding: 'utf8' })
      expect(sorted(lasting(printed)), command).toEqual(sorted(lasting(place(output))))
    }
  })
})

describe('the numbers in the README', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8').replaceAll(/\s+/g, ' ')

  it('are those of the causes and of the broken projects', () => {
    const broken = readdirSync(join(root, 'examples/jobsynchub/broken'), { withFileTypes: true })
    const projects = broken.filter((entry) => entry.isDirectory()).length
    expect(readme).toContain(`The ${projects} projects in`)
    expect(readme).toContain(`each of ${vocabulary.length} causes`)
  })
})

/** Services become steady in an order of their own. */
function sorted(lines: readonly string[]): string[] {
  return lines.toSorted()
}
