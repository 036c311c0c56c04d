import type { ContainerOutcome, EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { programOf, type EffectiveContainer } from '../../launch/effective-task.ts'
import { programFound } from '../../launch/image-programs.ts'
import type { ImageFact, LaunchWorld } from '../../model/launch/world.ts'

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

/** What an image runs by itself, as the project describes it or as it was read; undefined where neither is. */
export function imageCommand(
  world: LaunchWorld,
  reference: string,
): Pick<ImageFact, 'entryPoint' | 'command'> | undefined {
  const image = world.image(reference)
  const isRead = image.known && image.absent !== true && image.value.isUnread !== true
  return isRead ? image.value : world.describedImage(reference)
}

/** The words that a container executes; undefined where that depends on an image of which nothing is known. */
export function wordsOf(container: EffectiveContainer, world: LaunchWorld): readonly string[] | undefined {
  if (container.entryPoint !== undefined) return programOf(container, { entryPoint: [], command: [] })
  const image = imageCommand(world, container.image)
  return image && programOf(container, image)
}

/** Whether a container has a program on its PATH, as far as the project says which its image has. */
export function hasProgram(
  { image, environment }: EffectiveContainer,
  world: LaunchWorld,
  program: string,
): boolean | undefined {
  const programs = world.describedImage(image)?.programs
  const path = environment.find(({ name }) => name === 'PATH')?.value
  return programs && programFound(program, programs.value, path)
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
