import type { ContainerSpec } from '../../model/sandbox.ts'
import type { TaskProgress } from '../../scheduler/task-view.ts'

/** What the control plane remembers of one task while it lives; secret values are here and nowhere else. */
export class TaskMemory implements TaskProgress {
  interface: 'none' | 'attached' = 'none'
  attachedAtMs: number | undefined = undefined
  preparation: 'none' | 'busy' | 'done' = 'none'
  sandbox: 'none' | 'busy' | 'ready' | 'removing' | 'removed' = 'none'
  readonly started = new Set<string>()
  readonly starting = new Set<string>()
  readonly stopping = new Set<string>()
  /** Everything a container starts with, from the preparation to its last start. */
  readonly specs = new Map<string, ContainerSpec>()
  /** Programs of images that are built for another platform than the task's, by container: they cannot be executed. */
  readonly foreignPrograms = new Map<string, string>()
  /** The version of the task's row that its metadata documents show. */
  shownVersion = 0

  /** After an error of ours: nothing is under way any more, so that the task can end. */
  giveUp(): void {
    if (this.preparation === 'busy') this.preparation = 'done'
    if (this.sandbox === 'busy') this.sandbox = 'ready'
    if (this.sandbox === 'removing') this.sandbox = 'removed'
  }
}
