import type { Runtime, RuntimeListener } from '../runtime/contract.ts'
import { createProcessRuntime } from '../runtime/process/process-runtime.ts'
import { probeProcessRuntime } from '../runtime/process/probe.ts'
import { createSimulatedRuntime } from '../runtime/simulated/simulated-runtime.ts'

/** What `--runtime` takes. */
export type RuntimeChoice = 'auto' | 'process' | 'simulated'

/** A runtime that was chosen, and why, in words for the first line of output. */
export interface ChosenRuntime {
  readonly name: 'process' | 'simulated'
  readonly reason: string
  create(listener: RuntimeListener): Runtime
}

/** Takes the runtime asked for, or the one that works on this machine. Throws where the one asked for does not. */
export async function chooseRuntime(
  choice: RuntimeChoice,
  folders: { readonly runtime: string; readonly path: string },
  now: () => number,
): Promise<ChosenRuntime> {
  const simulated = (reason: string): ChosenRuntime => ({
    name: 'simulated',
    reason,
    create: (listener) => createSimulatedRuntime({ listener, now }),
  })
  if (choice === 'simulated') return simulated('asked for')
  const probe = await probeProcessRuntime()
  if (probe.usable) {
    const reason = choice === 'process' ? 'asked for' : 'namespaces work here'
    const hiddenPaths = [folders.path]
    const create = (listener: RuntimeListener): Runtime =>
      createProcessRuntime({ folder: folders.runtime, listener, now, hiddenPaths })
    return { name: 'process', reason, create }
  }
  if (choice === 'process')
    throw new Error(`the process runtime does not work here: ${probe.reason}\n${probe.remedy}`)
  return simulated(`nothing runs: ${probe.reason}`)
}
