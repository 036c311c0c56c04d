import type { LaunchWorld } from '../../model/launch/world.ts'
import type { ProjectFacts, TaskStand } from './project-facts.ts'
import { projectWorld } from './project-world.ts'

/** The worlds of one project by where a task stands: many tasks stand in the same place, and reach the same from it. */
export class StandWorlds {
  readonly facts: ProjectFacts
  private readonly known = new Map<string, LaunchWorld>()

  constructor(facts: ProjectFacts) {
    this.facts = facts
  }

  /** The project as a task sees it that stands there. */
  at(stand: TaskStand): LaunchWorld {
    const key = JSON.stringify(stand)
    const world = this.known.get(key) ?? projectWorld(this.facts, stand)
    this.known.set(key, world)
    return world
  }
}
