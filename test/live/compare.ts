import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkLaunches } from '../../src/causes/check.ts'
import type { OpenedWorld } from '../../src/inputs/world/open-world.ts'

/** What a check finds, without places and ids: they differ between a template and what was made of it. */
export function codesOf({ launches }: OpenedWorld): readonly string[] {
  return checkLaunches(launches)
    .findings.map(({ code, subject, severity }) => `${severity} ${code} ${subject}`)
    .toSorted()
}

/** What a check could not tell. */
export function openOf({ launches }: OpenedWorld): readonly string[] {
  return checkLaunches(launches).unknown.map(({ settledBy }) => settledBy)
}

/** Sets variables of the environment, as the SDKs read them; gives back what sets them as they were. */
export function inEnvironment(variables: Readonly<Record<string, string | undefined>>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const)
  const set = (entries: readonly (readonly [string, string | undefined])[]): void => {
    for (const [name, value] of entries) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
  set(Object.entries(variables))
  return () => set(before)
}

/** Gives a copy of a project's template without its settings, which may say that nothing exists beside it. */
export async function withTemplateAlone(
  project: string,
  use: (template: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-template-'))
  try {
    const template = join(folder, 'template.yaml')
    cpSync(join(project, 'template.yaml'), template)
    await use(template)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
