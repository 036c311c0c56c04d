import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { check } from '../../src/library/check.ts'

const folder = fileURLToPath(new URL('../../cases/known-good', import.meta.url))
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

/** What is left out of a template has to be found: a check that finds nothing anywhere would pass all the others. */
const broken = fileURLToPath(
  new URL('../../examples/jobsynchub/broken/parameter-on-task-role', import.meta.url),
)

/** What may go wrong all the same: ECS was seen to refuse a service behind a port of two protocols. */
const warned: Readonly<Record<string, readonly string[]>> = { 'name-server': ['service-refused'] }

describe('templates that are known to deploy', () => {
  it.each(names)('%s gives neither an error nor a warning', async (name) => {
    const { findings: all, checked } = await check(join(folder, name))
    const isExpected = ({ severity, code }: (typeof all)[number]): boolean =>
      severity === 'warning' && (warned[name] ?? []).includes(code)
    const findings = all.filter((finding) => !isExpected(finding))
    expect(
      findings.map(({ severity, code, message, place }) => ({ severity, code, message, place })),
    ).toEqual([])
    expect(checked.launches).toBeGreaterThan(0)
  })

  it('is checked by what finds the cause in a template that does not', async () => {
    const { findings } = await check(broken)
    expect(findings.map(({ code }) => code)).toContain('exec-role-missing-ssm-permission')
  })
})
