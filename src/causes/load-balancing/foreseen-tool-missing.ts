import type { EffectiveContainer } from '../../launch/effective-task.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { programFound, programsInWords } from '../../launch/image-programs.ts'
import type { Evidence, Failure } from '../../model/verdict.ts'
import type { Found } from '../cause.ts'
import { definitionFact } from '../definition-fact.ts'
import { runsWindows } from '../runs-windows.ts'
import { programLacking } from './check-line.ts'
import { madeWithout } from './public-images.ts'

/** The health checks of a launch that cannot pass, by what is known of the images; of one that ran only those that said nothing. */
export function foreseenToolMissing(launch: EvaluatedLaunch): Found[] {
  if (runsWindows(launch)) return []
  return launch.task.containers.flatMap((container) => {
    const ended = launch.outcome?.containers.find(({ name }) => name === container.name)
    if (ended?.healthStatus === 'HEALTHY' || (ended?.healthCheckOutput.length ?? 0) > 0) return []
    const lacking = lackingOf(launch, container)
    return lacking === undefined ? [] : [foundFor(launch, container, lacking)]
  })
}

/** A program that a check runs and an image does not have. */
interface Lacking {
  readonly tool: string
  readonly evidence: Evidence
  /** All programs of the image, where they are known. */
  readonly programs?: readonly string[]
  /** It is a whole command line, and no image has a program that is called so. */
  readonly isLine?: true
}

/** `["CMD", "curl -f http://localhost || exit 1"]`: a line where words are wanted. */
function wholeLine(command: readonly string[]): string | undefined {
  const [kind, line, ...more] = command
  const isLine = kind === 'CMD' && line !== undefined && more.length === 0 && /^[^\s/]+\s+\S/.test(line)
  return isLine ? line : undefined
}

function lackingOf(launch: EvaluatedLaunch, container: EffectiveContainer): Lacking | undefined {
  const { image, environment, definition } = container
  const command = definition.healthCheck?.command ?? []
  const line = wholeLine(command)
  if (line !== undefined) {
    const fact =
      'CMD executes its first word as a file name, with its blanks: only CMD-SHELL takes a line apart'
    return { tool: line, isLine: true, evidence: { fact } }
  }
  const programs = launch.world.describedImage(image)?.programs
  const path = environment.find(({ name }) => name === 'PATH')?.value
  if (programs !== undefined) {
    const tool = programLacking(command, (program) => programFound(program, programs.value, path))
    if (tool === undefined) return undefined
    const fact = programsInWords(image, programs.value, tool)
    return { tool, evidence: { fact, source: programs.source }, programs: programs.value }
  }
  const known = launch.outcome === undefined ? madeWithout(image) : undefined
  if (known === undefined) return undefined
  const lacks = (program: string): false | undefined =>
    programFound(program, [], path) === false && known.without.includes(nameOf(program)) ? false : undefined
  const tool = programLacking(command, lacks)
  if (tool === undefined) return undefined
  return { tool, evidence: { fact: `${image} is made without ${nameOf(tool)}`, source: known.source } }
}

function foundFor(launch: EvaluatedLaunch, container: EffectiveContainer, lacking: Lacking): Found {
  const { name, definition, essential } = container
  const { tool, evidence, programs, isLine } = lacking
  const check = (definition.healthCheck?.command ?? []).slice(1).join(' ')
  const part = `container/${name}/healthCheck/command`
  const waiting = waitingFor(launch, name)
  const isReplaced = essential && launch.subject.kind === 'service'
  const failure = failureOf(launch, container, waiting[0], isReplaced)
  return {
    facts: {
      subject: launch.subject.name,
      container: name,
      tool: isLine === true ? tool : nameOf(tool),
      ...(isLine === true ? { isLine: 'yes' } : {}),
      check,
      ...(programs === undefined ? {} : { programs: programs.join(' ') }),
    },
    why: [
      definitionFact(launch, `the health check of container ${name} runs: ${check}`, part),
      evidence,
      ...waiting.map(({ evidence: waits }) => waits),
      ...(isReplaced
        ? [{ fact: 'a service replaces a task of which an essential container is unhealthy' }]
        : []),
    ],
    ...(failure === undefined ? {} : { failure }),
    part,
    // Alone, an unhealthy container goes on running.
    ...((programs !== undefined || isLine === true) && (isReplaced || waiting.length > 0)
      ? {}
      : { isDoubtful: true }),
  }
}

interface Waiting {
  readonly container: EffectiveContainer
  readonly evidence: Evidence
}

/** The containers that start only once this one is healthy. */
function waitingFor(launch: EvaluatedLaunch, name: string): Waiting[] {
  return launch.task.containers.flatMap((container) =>
    (container.definition.dependsOn ?? []).flatMap(({ containerName, condition }, index) => {
      if (containerName !== name || condition !== 'HEALTHY') return []
      const fact = `container ${container.name} waits for ${name} to be HEALTHY, so that it never starts`
      const part = `container/${container.name}/dependsOn/${index}`
      return [{ container, evidence: definitionFact(launch, fact, part) }]
    }),
  )
}

/** A wait that has an end ends with a text of its own, in the form that the agent of ECS gives to containers. */
function failureOf(
  launch: EvaluatedLaunch,
  { name, image, definition }: EffectiveContainer,
  waiting: Waiting | undefined,
  isReplaced: boolean,
): Failure | undefined {
  if (waiting !== undefined && (definition.startTimeout ?? 0) > 0) {
    const { container } = waiting
    const facts = {
      dependency: `${name}(${image}) (RUNNING->RUNNING)`,
      target: `${container.name}(${container.image}) (PULLED->RUNNING)`,
    }
    return { code: 'dependency-timed-out', facts }
  }
  return isReplaced ? { code: 'health-checks-failed', facts: {} } : undefined
}

function nameOf(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1)
}
