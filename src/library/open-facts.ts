import type { SourceTexts } from '../explain/excerpt.ts'
import type { ActionCatalogue } from '../iam/action-catalogue.ts'
import type { OpenLiveOptions } from '../inputs/live/open-live.ts'
import type { Problem } from '../inputs/input-error.ts'
import type { ProjectRecords } from '../inputs/records/project-records.ts'
import type { MisplacedProperty } from '../inputs/records/read-records.ts'
import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import type { IgnoreSettings } from '../model/project.ts'

/** What projects say: their launches, and the texts of their files for excerpts. Places are told from the current folder. */
export interface Facts {
  readonly launches: readonly EvaluatedLaunch[]
  readonly sources: SourceTexts
  /** What could not be read or evaluated. */
  readonly problems: readonly Problem[]
  /** Properties that a deployment refuses. */
  readonly misplaced: readonly MisplacedProperty[]
  /** Findings that the settings say are lived with. */
  readonly ignore: readonly IgnoreSettings[]
  /** Missing where no project was given. */
  readonly records?: ProjectRecords
}

/** The account that is asked as well, and what of it: read only, with the official clients. */
export type LiveFacts = Pick<OpenLiveOptions, 'cluster' | 'service' | 'region' | 'profile' | 'progress'>

/**
 * Reads projects as one world; no facts where no path is given. With `live` an account answers what they leave open, and
 * without any path it is the world.
 */
export async function openFacts(paths: readonly string[], live?: LiveFacts): Promise<Facts> {
  const catalogue = new LateCatalogue()
  const facts = live ? await openAccount(paths, live, catalogue) : await openProjects(paths, catalogue)
  await catalogue.load(facts.launches)
  return facts
}

async function openAccount(
  paths: readonly string[],
  live: LiveFacts,
  catalogue: ActionCatalogue,
): Promise<Facts> {
  const { openLive, openProjectLive } = await import('../inputs/live/open-live.ts')
  if (paths.length === 0) return await openLive({ ...live, catalogue })
  return await openProjectLive(paths, { ...live, catalogue, namedFrom: 'current-folder' })
}

async function openProjects(paths: readonly string[], catalogue: ActionCatalogue): Promise<Facts> {
  if (paths.length === 0) return { launches: [], sources: new Map(), problems: [], misplaced: [], ignore: [] }
  const { openWorld } = await import('../inputs/world/open-world.ts')
  return openWorld(paths, { catalogue, namedFrom: 'current-folder' })
}

/**
 * The actions of the services at which something is denied. Those of all would take too long to load, and near misses
 * are looked for only when a cause asks: so it is filled after the launches are evaluated.
 */
class LateCatalogue implements ActionCatalogue {
  readonly services = new Map<
    string,
    ActionCatalogue['services'] extends ReadonlyMap<string, infer V> ? V : never
  >()
  readonly conditionKeys = new Set<string>()
  readonly serviceNames = new Set<string>()

  async load(launches: readonly EvaluatedLaunch[]): Promise<void> {
    const denied = new Set(launches.flatMap(deniedServices))
    if (denied.size === 0) return
    const { loadActionCatalogue } = await import('../iam/action-catalogue.ts')
    const { services, conditionKeys, serviceNames } = await loadActionCatalogue(denied)
    for (const [name, actions] of services) this.services.set(name, actions)
    for (const key of conditionKeys) this.conditionKeys.add(key)
    for (const name of serviceNames) this.serviceNames.add(name)
  }
}

function deniedServices({ steps }: EvaluatedLaunch): string[] {
  return steps
    .flatMap(({ inSubnets }) => inSubnets.flatMap(({ troubles }) => troubles))
    .flatMap(({ ground }) => (ground.kind === 'access' ? [ground.request.action.split(':')[0] ?? ''] : []))
}
