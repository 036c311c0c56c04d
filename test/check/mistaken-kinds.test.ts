import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InputError } from '../../src/inputs/input-error.ts'
import { check } from '../../src/library/check.ts'

const cases = fileURLToPath(new URL('../../cases', import.meta.url))
/** Files that hold nearly everything that is read. */
const files = [
  'known-good/cdk-synthesised/template.json',
  'inputs/world/ecspresso/ecs-task-def.json',
  'inputs/world/ecspresso/ecs-service-def.json',
  'inputs/world/terraform-plan/plan.json',
  'inputs/world/terraform-state/state.json',
]

let folder: string
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'seatrial-kinds-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Puts another value in the place of one of the values of a document, counted in the order in which they stand. */
function withValueAt(document: Json, place: number, put: Json): Json {
  let left = place % sizeOf(document)
  const replaced = (value: Json): Json => {
    if (left === 0) {
      left -= 1
      return put
    }
    left -= 1
    if (left < 0 || typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(replaced)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item)]))
  }
  return replaced(document)
}

function sizeOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce((sum: number, item) => sum + sizeOf(item), 1)
}

const other = fc.constantFrom<Json>(null, 7, '', 'text', true, [], {}, ['a'], { A: 'b' }, [{}], [[1]])

describe.each(files)('%s with values of other kinds', (file) => {
  const document = JSON.parse(readFileSync(join(cases, file), 'utf8')) as Json

  it('is checked, or refused as what cannot be read', async () => {
    let checked = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(100_000), other), { minLength: 1, maxLength: 3 }),
        async (puts) => {
          const mistaken = puts.reduce((result, [place, put]) => withValueAt(result, place, put), document)
          const path = join(folder, `mistaken.json`)
          writeFileSync(path, JSON.stringify(mistaken))
          try {
            await check(path)
            checked += 1
          } catch (error) {
            if (!(error instanceof InputError)) throw error
          }
        },
      ),
      { numRuns: 150 },
    )
    expect(checked).toBeGreaterThan(30)
  })
})
