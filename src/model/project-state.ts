import type { ImageSettings, PublishedPort, ReachableHost, TaskSettings } from './project.ts'
import { regionTable } from './state.ts'

/** What the account keeps of a project that is up. Writer: the daemon, when a project is applied. */
export interface ProjectRow {
  readonly stack: string
  /** The project's folder. */
  readonly folder: string
  readonly images: readonly ImageSettings[]
  readonly publish: readonly PublishedPort[]
  readonly hosts: readonly ReachableHost[]
  readonly tasks: readonly TaskSettings[]
}

/** Projects by stack name. */
export const projects = regionTable<ProjectRow>('seatrial.projects')
