import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkLaunches } from '../../causes/check.ts'
import type { CheckFinding } from '../../causes/check-report.ts'
import type { Edit } from '../../causes/fix.ts'
import { unifiedDiff } from '../../explain/unified-diff.ts'
import { loadActionCatalogue, type ActionCatalogue } from '../../iam/action-catalogue.ts'
import { openWorld } from '../world/open-world.ts'
import { planFixes, type FixPlan } from './plan-fixes.ts'

const cases = join(dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url))))), 'cases', 'fixes')

/** Changes of a case that no check of its files asks for. */
interface CaseEdit {
  /** Line and column in the template. */
  readonly place: string
  readonly edit: Edit
}

let catalogue: ActionCatalogue
let scratch: string
beforeAll(async () => {
  catalogue = await loadActionCatalogue(['ssm', 'secretsmanager'])
  scratch = mkdtempSync(join(tmpdir(), 'seatrial-fixes-'))
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

function findingsIn(folder: string): { findings: readonly CheckFinding[]; plan: FixPlan } {
  const world = openWorld(folder, { catalogue, namedFrom: 'current-folder' })
  const edits = join(folder, 'edits.json')
  const [file = ''] = world.sources.keys()
  const findings = existsSync(edits)
    ? (JSON.parse(readFileSync(edits, 'utf8')) as CaseEdit[]).map((one) => given(one, file))
    : checkLaunches(world.launches).findings
  return { findings, plan: planFixes(findings, world.sources, world.records) }
}

function given({ place, edit }: CaseEdit, file: string): CheckFinding {
  const fix = [{ title: JSON.stringify(edit), text: '', edit }]
  return {
    code: edit.kind,
    severity: 'error',
    subject: 'x',
    message: 'x',
    place: `${file}:${place}`,
    why: [],
    fix,
  }
}

function shown({ files, fixes, left }: FixPlan): string {
  const text = [
    ...fixes.map(({ finding, fix }) => `fixed ${finding.code}: ${fix.title}`),
    ...left.map(({ code }) => `left  ${code}`),
  ].join('\n')
  const diffs = files.map(({ file, before, after }) =>
    unifiedDiff(file.slice(file.lastIndexOf('/') + 1), before, after),
  )
  return `${text}\n${diffs.join('')}`.replaceAll('\r', '␍')
}

describe('fixes of files', () => {
  const names = readdirSync(cases)

  it('has cases', () => {
    expect(names.length).toBeGreaterThan(20)
  })

  it.each(names)('%s', async (name) => {
    const folder = join(cases, name)
    const { plan } = findingsIn(folder)
    const expected = join(folder, 'expected.txt')
    if (process.env.UPDATE === '1') writeFileSync(expected, shown(plan))
    await expect(shown(plan)).toMatchFileSnapshot(expected)
  })

  it.each(names)('%s is mended where a fix is offered', (name) => {
    const folder = join(scratch, name)
    cpSync(join(cases, name), folder, { recursive: true })
    const { plan } = findingsIn(folder)
    for (const { file, after } of plan.files) writeFileSync(file, after)
    if (existsSync(join(folder, 'edits.json'))) return
    const after = findingsIn(folder).findings.map(({ code, message }) => `${code}: ${message}`)
    const fixed = new Set(plan.fixes.map(({ finding }) => `${finding.code}: ${finding.message}`))
    expect(after.filter((one) => fixed.has(one))).toEqual([])
  })
})
