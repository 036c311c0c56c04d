import type { EffectiveContainer } from '../../launch/effective-task.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { programsInWords } from '../../launch/image-programs.ts'
import { defineCause, type CauseAnswer, type CauseFacts, type Found } from '../cause.ts'
import type { ImageDescription } from '../../model/launch/world.ts'
import type { Evidence } from '../../model/verdict.ts'
import { decidesTask } from '../decides-task.ts'
import { definitionFact } from '../definition-fact.ts'
import { outcomeFailure } from '../outcome-failure.ts'
import { containerWords } from '../container-words.ts'
import { runsWindows } from '../runs-windows.ts'
import { hasProgram, refusalOf, wordsOf } from './program-refused.ts'

/** A whole command line stands in one element of `command` or `entryPoint`. */
export const commandSingleString = defineCause({
  code: 'command-single-string',
  group: 'I',
  summary: 'a whole command line is given as one string, and taken for the name of a program',
  rationale:
    'ECS starts `command` and `entryPoint` without a shell: the first string is the program, each further one an argument. `["npm run start"]` looks for a program whose name has two blanks in it. In the console the words are separated by commas.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
  signs: [
    { failure: 'program-not-found', when: ({ program }) => isCommandLine(program), share: 95 },
    { failure: 'program-path-not-found', when: ({ program }) => isCommandLine(program), share: 93 },
    {
      words:
        /exec: \\*["'][^"'\\:]+ [^"'\\]*\\*["']: (?:executable file not found|stat |no such file|permission denied)/,
      share: 95,
    },
    {
      words: /exec: \\*["'][^"'\\]*\S [^"'\\]*\\*["']: (?:executable file not found|stat |no such file)/,
      share: 90,
    },
    { words: /exec: \\*["'][^\s"'\\]+\\*["']: (?:executable file not found|stat )/, share: 10 },
    { words: /["'][\w./-]{1,60} [^"']{1,200}["']: executable file not found/i, share: 92 },
  ],
  settle: [
    {
      what: 'whether each word is a string of its own',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.containerDefinitions[].[name,entryPoint,command]"',
    },
  ],
  find: findSingleString,
  tell: (facts) => ({ message: message(facts), fix: fixes(facts) }),
})

function isCommandLine(program: string | number | undefined): boolean {
  return typeof program === 'string' && /\S\s+\S/.test(program)
}

function findSingleString(launch: EvaluatedLaunch): CauseAnswer {
  const answers = launch.task.containers.map((container) => {
    const { name } = container
    const ended = launch.outcome?.containers.find((one) => one.name === name)
    const refused = ended === undefined ? undefined : refusalOf(ended)
    const program = refused?.program ?? wordsOf(container, launch.world)?.[0]
    const part = partOf(container, program)
    const line = ended === undefined ? lineOf(launch, container) : undefined
    if (line !== undefined) return { found: line }
    if (program === undefined) return { open: `the entry point of image ${container.image}` }
    const evidence = definitionFact(launch, `container ${name} executes \`${program}\``, part)
    if (!isCommandLine(program)) return { cleared: evidence }
    if (refused === undefined && (ended?.exitCode !== undefined || ended?.lastStatus === 'RUNNING')) {
      return { cleared: { fact: `container ${name} was started, so \`${program}\` is a program` } }
    }
    if (refused === undefined) {
      const foreseen = ended === undefined && foreseenOf(launch, container, program)
      return foreseen
        ? { found: { ...foreseen, why: [evidence, ...foreseen.why], part } }
        : { open: `whether ${container.image} has a program called \`${program}\`` }
    }
    const failure = outcomeFailure(launch, ended)
    const said = { fact: `the container runtime found no program called \`${program}\`` }
    const facts = { subject: launch.subject.name, container: name, program }
    return { found: { facts, why: [said, evidence], part, ...(failure && { failure }) } }
  })
  return {
    found: answers.flatMap(({ found }) => found ?? []),
    open: answers.flatMap(({ open }) => open ?? []),
    cleared: answers.flatMap(({ cleared }) => cleared ?? []),
  }
}

/**
 * A line in the place of the one word that an entry point or a command has. As an entry point it is executed whatever
 * the image has; as a command alone it is handed to the entry point of the image, which may be a shell.
 */
function lineOf(launch: EvaluatedLaunch, container: EffectiveContainer): Found | undefined {
  const { name, image, entryPoint, command = [] } = container
  const isOwn = entryPoint !== undefined && entryPoint.length > 0
  const [word = '', ...more] = isOwn ? entryPoint : command
  const isLine = /^[^\s/\\]+\s+\S/.test(word) && (isOwn || more.length === 0)
  if (!isLine || runsWindows(launch) || launch.world.describedImage(image) !== undefined) return undefined
  if (!isOwn && launch.world.image(image).known) return undefined
  const part = partOf(container, word)
  const told = isOwn
    ? 'it is executed as one file name, with its blanks: no shell takes it apart'
    : `it is executed as one file name where the ENTRYPOINT of ${image}, which is not known, is no shell`
  return {
    facts: { subject: launch.subject.name, container: name, program: word },
    why: [definitionFact(launch, `container ${name} executes \`${word}\``, part), { fact: told }],
    part,
    failure: { code: 'program-not-found', facts: { program: word } },
    ...(isOwn && decidesTask(launch, name) ? {} : { isDoubtful: true }),
  }
}

/** Where the line was written: an entry point of its own goes before the command. */
function partOf({ name, entryPoint, command }: EffectiveContainer, program: string | undefined): string {
  if (program !== undefined && entryPoint?.[0] === program) return `container/${name}/entryPoint`
  return program !== undefined && command?.[0] === program ? `container/${name}/command` : `container/${name}`
}

/**
 * What is known before the container is started. Without a folder in it, the line is looked for on the PATH of the
 * image: the project says what is there, or that the image has no entry point which would take the line apart.
 */
function foreseenOf(
  launch: EvaluatedLaunch,
  container: EffectiveContainer,
  program: string,
): Pick<Found, 'facts' | 'why' | 'failure' | 'isDoubtful'> | undefined {
  const { name, image } = container
  if (
    runsWindows(launch) ||
    /^\S*[/\\]/.test(program) ||
    hasProgram(container, launch.world, program) === true
  )
    return undefined
  const described = launch.world.describedImage(image)
  if (described === undefined) return undefined
  return {
    facts: {
      subject: launch.subject.name,
      container: name,
      program,
      ...(hasProgram(container, launch.world, '/bin/sh') === false ? { shell: 'none' } : {}),
    },
    why: [
      { fact: 'it is executed as one file name, with its blanks: no shell takes it apart' },
      ...describedFact(described, container, program),
    ],
    failure: { code: 'program-not-found', facts: { program } },
    ...(decidesTask(launch, name) ? {} : { isDoubtful: true }),
  }
}

/** What the project says of the image that leaves nothing else to be executed. */
function describedFact(
  described: ImageDescription,
  { image, entryPoint }: EffectiveContainer,
  program: string,
): Evidence[] {
  if (described.programs !== undefined) {
    const { value, source } = described.programs
    return [{ fact: programsInWords(image, value, program), source }]
  }
  if (entryPoint !== undefined) return []
  return [{ fact: `${image} has no entry point that would take it apart`, source: described.source }]
}

function message(facts: CauseFacts): string {
  const line = facts.program === undefined ? 'a whole command line' : `\`${facts.program}\``
  return `${containerWords(facts)} does not start: ${line} is given as one string and taken for the name of a program`
}

function fixes({ program, shell }: CauseFacts): { title: string; text: string }[] {
  const words = (program ?? 'npm run start').trim().split(/\s+/)
  const line = program ?? 'npm run start'
  return [
    { title: 'give each word as a string of its own', text: `Command: ${JSON.stringify(words)}` },
    ...(shell === undefined
      ? [
          {
            title: 'or let a shell split it, where it has quotes, pipes or variables',
            text: `EntryPoint: ["sh", "-c"]\nCommand: ${JSON.stringify([line])}`,
          },
        ]
      : []),
  ]
}
