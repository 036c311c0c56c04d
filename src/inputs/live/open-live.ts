import type { ActionCatalogue } from '../../iam/action-catalogue.ts'
import { defaultRegion } from '../records/likely-place.ts'
import { ProjectRecords } from '../records/project-records.ts'
import { factsOf } from '../world/facts-of.ts'
import { deployerOf } from '../world/deployer.ts'
import { launchesOf } from '../world/launches-of.ts'
import { openWorld, type OpenedWorld, type OpenWorldOptions } from '../world/open-world.ts'
import { followReferences } from './follow-references.ts'
import { FoundThings } from './found-things.ts'
import type { LiveAccount, LiveAccountOptions } from './live-account.ts'
import { liveRecords, type LiveOptions } from './live-records.ts'
import { openAccount } from './open-account.ts'
import { saidByProject } from './said-by-project.ts'

/** How an account is opened as a world. */
export interface OpenLiveOptions extends LiveOptions {
  /** Tells misspelt actions in near misses. */
  readonly catalogue?: ActionCatalogue
}

/**
 * Opens the tasks of a live cluster as a world: its services, rules and schedules with everything they refer to. Throws
 * an InputError where the account cannot be read at all, or has no such cluster or service.
 */
export async function openLive({ catalogue, ...options }: OpenLiveOptions): Promise<OpenedWorld> {
  const { records: all, answers, problems } = await liveRecords(options)
  const records = new ProjectRecords(all, undefined, answers)
  const facts = factsOf(records, catalogue ? { catalogue } : {})
  const { launches, problems: wrong } = launchesOf(facts)
  return {
    launches,
    problems: [...problems, ...wrong],
    misplaced: [],
    sources: new Map(),
    records,
    facts,
    ignore: [],
  }
}

/** How a project is opened together with an account. */
export type OpenProjectLiveOptions = LiveAccountOptions & OpenWorldOptions

/**
 * Opens a project, with a live account for what the project refers to and does not make. Where both say something, the
 * project is right: it is what will be. Throws an InputError where either cannot be read at all.
 */
export async function openProjectLive(
  paths: string | readonly string[],
  options: OpenProjectLiveOptions,
): Promise<OpenedWorld> {
  const account = await openAccount(options)
  try {
    const project = openFor(paths, options, account)
    const { records, facts } = project
    // Who may not know its own identity is taken for the account that the project is for.
    if (!account.isIdentified) account.account = records.all[0]?.account ?? account.account
    const complete = records.answers.otherwise()
    const found = new FoundThings(complete?.known ? complete.source : undefined)
    const deployer = deployerOf(facts, account.account)
    const place = { region: account.region, account: account.account }
    const also = deployer === undefined ? [] : [{ kind: 'role' as const, name: deployer, ...place }]
    await followReferences(records.all, { account, found, isKnown: saidByProject(facts), also })
    const both = new ProjectRecords([...records.all, ...found.all], records.unknowns, found.answers)
    const wider = factsOf(both, facts)
    const { launches, problems } = launchesOf(wider)
    // What was wrong with the launches before is told anew where it still is.
    const before = new Set(launchesOf(facts).problems.map(({ message }) => message))
    const reading = project.problems.filter(({ message }) => !before.has(message))
    return {
      ...project,
      launches,
      problems: [...reading, ...found.problems, ...problems],
      records: both,
      facts: wider,
    }
  } finally {
    await account.close()
  }
}

/** A project is opened for the account that it is deployed to; its own region comes before that of the caller. */
function openFor(
  paths: string | readonly string[],
  options: OpenProjectLiveOptions,
  { account, isIdentified, region }: Pick<LiveAccount, 'account' | 'isIdentified' | 'region'>,
): OpenedWorld {
  const { region: asked, catalogue, namedFrom } = options
  const given: OpenWorldOptions = {
    ...(isIdentified ? { account } : {}),
    ...(catalogue ? { catalogue } : {}),
    ...(namedFrom ? { namedFrom } : {}),
    ...(asked === undefined ? {} : { region: asked }),
  }
  const project = openWorld(paths, given)
  const isAssumed =
    asked === undefined &&
    project.records.all.every((record) => record.region === defaultRegion) &&
    ![...project.sources.values()].some((text) => text.includes(defaultRegion))
  return isAssumed && region !== defaultRegion ? openWorld(paths, { ...given, region }) : project
}
