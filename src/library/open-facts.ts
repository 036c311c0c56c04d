import type { SourceTexts } from '../explain/excerpt.ts'
import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'

/** What projects say: their launches, and the texts of their files for excerpts. */
export interface Facts {
  readonly launches: readonly EvaluatedLaunch[]
  readonly sources: SourceTexts
}

/** Reads projects as facts; none where no path is given. */
export async function openFacts(paths: readonly string[]): Promise<Facts> {
  if (paths.length === 0) return { launches: [], sources: new Map() }
  const { openWorld } = await import('../inputs/world/open-world.ts')
  const worlds = await Promise.all(paths.map((path) => openWorld(path, {})))
  return {
    launches: worlds.flatMap(({ launches }) => launches),
    sources: new Map(worlds.flatMap(({ sources }) => [...sources])),
  }
}
