import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer, type CauseFacts } from '../cause.ts'
import { definitionFact } from '../definition-fact.ts'
import { outcomeFailure } from '../outcome-failure.ts'
import { containerWords } from '../container-words.ts'
import { refusalOf, wordsOf } from './program-refused.ts'

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
    const program = refused?.program ?? wordsOf(container, launch.world.image(container.image))?.[0]
    const part = `container/${name}`
    if (program === undefined) return { open: `the entry point of image ${container.image}` }
    const evidence = definitionFact(launch, `container ${name} executes \`${program}\``, part)
    if (!isCommandLine(program)) return { cleared: evidence }
    if (refused === undefined && (ended?.exitCode !== undefined || ended?.lastStatus === 'RUNNING')) {
      return { cleared: { fact: `container ${name} was started, so \`${program}\` is a program` } }
    }
    if (refused === undefined)
      return { open: `whether ${container.image} has a program called \`${program}\`` }
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

function message(facts: CauseFacts): string {
  const line = facts.program === undefined ? 'a whole command line' : `\`${facts.program}\``
  return `${containerWords(facts)} does not start: ${line} is given as one string and taken for the name of a program`
}

function fixes({ program }: CauseFacts): { title: string; text: string }[] {
  const words = (program ?? 'npm run start').trim().split(/\s+/)
  const line = program ?? 'npm run start'
  return [
    { title: 'give each word as a string of its own', text: `Command: ${JSON.stringify(words)}` },
    {
      title: 'or let a shell split it, where it has quotes, pipes or variables',
      text: `EntryPoint: ["sh", "-c"]\nCommand: ${JSON.stringify([line])}`,
    },
  ]
}
