import type { ContainerOutcome, EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { programOf, type EffectiveContainer } from '../../launch/effective-task.ts'
import type { Fact } from '../../model/launch/fact.ts'
import type { ImageFact } from '../../model/launch/world.ts'

/** A program that the container runtime could not start. */
export interface RefusedProgram {
  /** What it tried to execute, or the directory that it could not enter. */
  readonly program: string
  readonly why: 'not-found' | 'not-executable' | 'no-directory'
}

/** Quotes come escaped, up to several times, where a text has passed through logs and JSON. */
const executed =
  /exec: \\*["'](?<program>.+?)\\*["']: (?:(?<missing>executable file not found|stat |no such file)|(?<denied>permission denied))/
const entered = /chdir to cwd \(\\*["'](?<directory>.+?)\\*["']\)/
const plain =
  /\bexec (?<path>\/\S{1,200}): (?<gone>no such file or directory)|\bexec (?<barred>\/\S{1,200}): permission denied/

/** Reads which program was refused, from the reason of a container or from its log; undefined where none was. */
export function refusedProgram(text: string): RefusedProgram | undefined {
  const first = executed.exec(text)?.groups
  if (first?.program !== undefined) {
    return { program: first.program, why: first.denied === undefined ? 'not-found' : 'not-executable' }
  }
  const directory = entered.exec(text)?.groups?.directory
  if (directory !== undefined) return { program: directory, why: 'no-directory' }
  const second = plain.exec(text)?.groups
  if (second?.path !== undefined) return { program: second.path, why: 'not-found' }
  return second?.barred === undefined ? undefined : { program: second.barred, why: 'not-executable' }
}

/** What a container was refused, from its reason, and from its log where it failed. */
export function refusalOf({ reason = '', log, exitCode }: ContainerOutcome): RefusedProgram | undefined {
  const said = exitCode === undefined || exitCode === 0 ? [] : log
  return refusedProgram(reason) ?? said.map(refusedProgram).find((one) => one !== undefined)
}

/** The words that a container executes; undefined where that depends on an image of which nothing is known. */
export function wordsOf(
  container: EffectiveContainer,
  image: Fact<ImageFact>,
): readonly string[] | undefined {
  if (container.entryPoint !== undefined) return programOf(container, { entryPoint: [], command: [] })
  if (!image.known || image.absent === true) return undefined
  return programOf(container, image.value)
}

/** The volume of a container that covers a path of its image, by where it is mounted; undefined where none does. */
export function coveringMount(
  launch: EvaluatedLaunch,
  container: string,
  path: string,
): { readonly containerPath: string; readonly volume?: string } | undefined {
  const mounts = launch.task.containers.find(({ name }) => name === container)?.definition.mountPoints ?? []
  for (const { containerPath, sourceVolume } of mounts) {
    if (containerPath === undefined) continue
    const root = containerPath.replace(/\/+$/, '')
    if (path !== root && !path.startsWith(`${root}/`)) continue
    return { containerPath, ...(sourceVolume === undefined ? {} : { volume: sourceVolume }) }
  }
  return undefined
}
