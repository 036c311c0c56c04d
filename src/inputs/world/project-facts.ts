import type { ActionCatalogue } from '../../iam/action-catalogue.ts'
import type { PolicyWorld } from '../../model/iam/policy-world.ts'
import type { InterfacePlacement } from '../../model/network/interface-placement.ts'
import type { NetworkWorld } from '../../model/network/network-world.ts'
import type { ProjectSettings } from '../../model/project.ts'
import type { ProjectRecords } from '../records/project-records.ts'
import type { ReachVerdicts } from './reach-verdicts.ts'

/** What the answers about a project are made of, the same for all its launches. */
export interface ProjectFacts {
  readonly records: ProjectRecords
  readonly policies: PolicyWorld
  readonly networkIn: (region: string) => NetworkWorld
  readonly verdicts: ReachVerdicts
  /** What `seatrial.yaml` says beside the templates. */
  readonly settings?: ProjectSettings
  /** Tells misspelt actions in near misses. */
  readonly catalogue?: ActionCatalogue
}

/** Where one task stands, and who starts it. */
export interface TaskStand {
  readonly region: string
  /** Missing where the task has no interface of its own, or where it is not known. */
  readonly placement?: InterfacePlacement
  /** The role that a schedule starts the task with, or that a service is deployed with. */
  readonly startedBy?: string
}
