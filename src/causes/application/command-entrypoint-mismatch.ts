import type { ContainerOutcome, EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer, type CauseFacts } from '../cause.ts'
import { definitionFact } from '../definition-fact.ts'
import { containerWords } from '../container-words.ts'
import { hasFailed } from './find-in-log.ts'
import { imageCommand } from './program-refused.ts'

/** The command does not go with the entry point: it became arguments of a program that does not take them. */
export const commandEntrypointMismatch = defineCause({
  code: 'command-entrypoint-mismatch',
  group: 'I',
  summary: 'the command is passed to an entry point that does not take it',
  rationale:
    'An entry point is not replaced by `command`: the words of the command become its arguments. `["npm","start"]` after the entry point `npm` runs `npm npm start`, and after `sh -c` only the first word is run. An `entryPoint` of the task definition drops the command of the image as well.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
  signs: [
    { failure: 'script-missing', share: 80 },
    { failure: 'essential-container-exited', share: 6 },
    { words: /\b[Cc]ommand ['"][\w:.-]+['"] (?:not found|is not (?:defined|recognized))/, share: 82 },
    { words: /\bsh: \d{1,9}: (?:cannot open|Can't open) \S{1,200}/, share: 85 },
    { words: /cannot open \S{1,200}: No such file/i, share: 75 },
    {
      words: /No such command|unknown (?:command|subcommand)|unrecognized (?:command|subcommand|argument)/i,
      share: 68,
    },
    { words: /unknown (?:shorthand )?(?:flag|option)|illegal option|invalid option -- /i, share: 50 },
    { words: /can't open file ['"][^'"]+['"]: \[Errno 2\]|Could not open input file/i, share: 55 },
    { words: /Cannot find module ['"]\/[^'"]*\/(?:npm|node|yarn|start|sh|bash|python)['"]/i, share: 75 },
    { words: /exec: \\*["'][^\s"'\\]+\\*["']: (?:executable file not found|stat )/, share: 22 },
    { words: /exec: \\*["']-{1,2}\w[^"'\\]*\\*["']: /, share: 88 },
  ],
  settle: [
    {
      what: 'the entry point of the image',
      how: 'docker inspect IMAGE --format "{{json .Config.Entrypoint}} {{json .Config.Cmd}}"',
    },
    {
      what: 'what the task definition makes of it',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.containerDefinitions[].[name,entryPoint,command]"',
    },
  ],
  find: findMismatch,
  tell: (facts) => ({ message: message(facts), fix: fixes(facts) }),
})

function findMismatch(launch: EvaluatedLaunch): CauseAnswer {
  const answers = launch.task.containers.map((container) => {
    const entryPoint = container.entryPoint ?? imageCommand(launch.world, container.image)?.entryPoint
    if (entryPoint === undefined) return { open: `the entry point of image ${container.image}` }
    const command = container.command ?? []
    const { name } = container
    const part = `container/${name}`
    const runs = [...entryPoint, ...command].join(' ')
    const evidence = definitionFact(launch, `container ${name} executes \`${runs}\``, part)
    if (entryPoint.length === 0 || command.length === 0) return { cleared: evidence }
    const ended = launch.outcome?.containers.find((one) => one.name === name)
    const refused = ended === undefined ? undefined : refusedArgument(entryPoint, command, ended)
    const lost = wordsLost(entryPoint, command)
    const facts = {
      subject: launch.subject.name,
      container: name,
      entryPoint: entryPoint.join(' '),
      command: command.join(' '),
      runs,
      lost,
    }
    if (refused !== undefined) {
      const why = [evidence, { fact: `it wrote: ${refused}`, source: 'its log' }]
      return { found: { facts, why, part } }
    }
    if (lost !== undefined) {
      const why = [
        evidence,
        { fact: `a shell with -c runs its first argument, \`${command[0]}\`, and not ${lost}` },
      ]
      return { found: { facts, why, part } }
    }
    return ended === undefined ? { open: `running ${launch.subject.name}` } : { cleared: evidence }
  })
  return {
    found: answers.flatMap(({ found }) => found ?? []),
    open: [...new Set(answers.flatMap(({ open }) => open ?? []))],
    cleared: answers.flatMap(({ cleared }) => cleared ?? []),
  }
}

/** The words that a shell never runs: all but the first after `-c`, unless that one uses them as `$1`. */
function wordsLost(entryPoint: readonly string[], command: readonly string[]): string | undefined {
  const [first = '', ...rest] = command
  const isShell = /(?:^|\/)(?:ba|da|a|z)?sh$/.test(entryPoint.at(-2) ?? '') && entryPoint.at(-1) === '-c'
  return isShell && rest.length > 0 && !/[\s$]/.test(first) ? `\`${rest.join(' ')}\`` : undefined
}

/** The line in which the program of the entry point turns down a word of the command. */
function refusedArgument(
  entryPoint: readonly string[],
  command: readonly string[],
  ended: ContainerOutcome,
): string | undefined {
  if (!hasFailed(ended) || entryPoint.at(-1) === '-c') return undefined
  const words = command.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|')
  const turnsDown = new RegExp(
    [
      `(?:unknown|unrecognized|invalid|illegal|no such) (?:sub)?(?:command|argument|option|flag|file)s?:? ["'\`]?(?:${words})(?![\\w.-])`,
      `(?:command|executable) ["'\`]?(?:${words})["'\`]? (?:not found|is not)`,
      `(?:cannot|can't) (?:open|find|execute)(?: file| command)? ["'\`]?(?:\\S*/)?(?:${words})(?![\\w.-])`,
    ].join('|'),
    'i',
  )
  return ended.log.find((line) => turnsDown.test(line))
}

function message(facts: CauseFacts): string {
  const { entryPoint, command, lost } = facts
  if (entryPoint === undefined || command === undefined) {
    return `${containerWords(facts)} fails: its command is passed to an entry point that does not take it`
  }
  return lost === undefined
    ? `${containerWords(facts)} fails: entry point \`${entryPoint}\` does not take \`${command}\``
    : `${containerWords(facts)} runs \`${command.split(' ')[0]}\` alone: entry point \`${entryPoint}\` drops ${lost}`
}

function fixes({ command, lost }: CauseFacts): { title: string; text: string }[] {
  const words = command?.split(' ') ?? ['node', 'server.js']
  const [program = 'node', ...rest] = words
  return [
    ...(lost === undefined
      ? []
      : [
          {
            title: 'give the shell the whole line as one string',
            text: `Command: ${JSON.stringify([words.join(' ')])}`,
          },
        ]),
    {
      title: 'set the entry point as well: the program there, its arguments in the command',
      text: `EntryPoint: ${JSON.stringify([program])}\nCommand: ${JSON.stringify(rest)}`,
    },
    { title: 'or leave both away and use those of the image', text: '# no EntryPoint, no Command' },
  ]
}
