import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { programsInWords } from '../../launch/image-programs.ts'
import { defineCause, type CauseAnswer, type CauseFacts, type Found } from '../cause.ts'
import { endOf } from '../container-ended.ts'
import { decidesTask } from '../decides-task.ts'
import { definitionFact } from '../definition-fact.ts'
import { outcomeFailure } from '../outcome-failure.ts'
import { containerWords } from '../container-words.ts'
import { exitCodeWords } from './exit-words.ts'
import { runsWindows } from '../runs-windows.ts'
import { coveringMount, hasProgram, refusalOf, wordsOf } from './program-refused.ts'

/** The image does not have the program that is to be started, or it cannot be executed. */
export const entrypointNotFound = defineCause({
  code: 'entrypoint-not-found',
  group: 'I',
  summary: 'the image does not have the program that is to be started, or it cannot be executed',
  rationale:
    'The runtime looks for the first word in the `PATH` of the image, or at the very path. It is not found where it was built in another stage, lies in another directory, or is a shell in an image without one. A script whose first line ends in a carriage return names an interpreter that does not exist and gives the same text; one without the executable bit gives `permission denied`.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cannot-start-container.html',
  signs: [
    { failure: 'program-not-found', when: ({ program }) => isOneWord(program), share: 60 },
    { failure: 'program-path-not-found', when: ({ program }) => isOneWord(program), share: 58 },
    { failure: 'program-not-executable', share: 80 },
    { failure: 'working-directory-missing', share: 70 },
    { words: /exec: \\*["'][^\s"'\\]+\\*["']: (?:executable file not found|stat )/, share: 60 },
    { words: /exec: \\*["'][^\s"'\\]+\\*["']: permission denied/, share: 80 },
    { words: /Container command '\/[^' ]{1,200}' not found or does not exist/i, share: 66 },
    { words: /exec user process caused:? \\*"?no such file or directory/i, share: 85 },
    { words: /\bexec \/?\S{1,200}: (?:no such file or directory|permission denied)/, share: 78 },
    {
      words: /(?:executable file not found in \$PATH|\/bin\/(?:ba)?sh(?:\^M|\\r)|bad interpreter)/i,
      share: 50,
    },
    { words: /OCI runtime create failed/i, share: 25 },
    { words: /CannotStartContainerError/, share: 15 },
    { words: exitCodeWords('12[67]'), share: 60 },
  ],
  settle: [
    { what: 'whether the image has the program', how: 'docker run --rm --entrypoint ls IMAGE -l /app' },
    {
      what: 'the entry point, command and working directory of the image',
      how: 'docker inspect IMAGE --format "{{json .Config.Entrypoint}} {{json .Config.Cmd}} {{.Config.WorkingDir}}"',
    },
    {
      what: 'whether the script has line endings of Windows',
      how: 'docker run --rm --entrypoint head IMAGE -1 /app/entrypoint.sh | od -c',
    },
  ],
  find: findRefused,
  tell: (facts) => ({ message: message(facts), fix: fixes(facts) }),
})

function isOneWord(program: string | number | undefined): boolean {
  return typeof program !== 'string' || !/\S\s+\S/.test(program)
}

function findRefused(launch: EvaluatedLaunch): CauseAnswer {
  const { outcome, subject } = launch
  if (outcome === undefined) return { found: foreseen(launch), open: [`running ${subject.name}`] }
  const found = outcome.containers.flatMap((container) => {
    const refused = refusalOf(container)
    if (refused === undefined || !isOneWord(refused.program)) return []
    if (coveringMount(launch, container.name, refused.program) !== undefined) return []
    const failure = outcomeFailure(launch, container)
    const { program, why } = refused
    return [
      {
        facts: { subject: subject.name, container: container.name, program, why },
        why: endOf(container),
        part: `container/${container.name}`,
        ...(failure && { failure }),
      },
    ]
  })
  return { found, open: [], cleared: outcome.containers.flatMap(endOf) }
}

/** The programs that images lack by what the project says they have. */
function foreseen(launch: EvaluatedLaunch): Found[] {
  const { task, world, subject } = launch
  if (runsWindows(launch)) return []
  return task.containers.flatMap((container) => {
    const { name, image } = container
    const [program] = wordsOf(container, world) ?? []
    const programs = world.describedImage(image)?.programs
    if (program === undefined || programs === undefined || !isOneWord(program)) return []
    if (hasProgram(container, world, program) !== false) return []
    if (coveringMount(launch, name, program) !== undefined) return []
    const isCommands = container.entryPoint === undefined && container.command?.[0] === program
    const part = `container/${name}${container.entryPoint === undefined ? (isCommands ? '/command' : '') : '/entryPoint'}`
    return [
      {
        facts: { subject: subject.name, container: name, program, why: 'not-found' },
        why: [
          definitionFact(launch, `container ${name} executes \`${program}\``, part),
          { fact: programsInWords(image, programs.value, program), source: programs.source },
        ],
        failure: {
          code: program.includes('/') ? 'program-path-not-found' : 'program-not-found',
          facts: { program, path: program },
        },
        part,
        ...(decidesTask(launch, name) ? {} : { isDoubtful: true }),
      },
    ]
  })
}

function message(facts: CauseFacts): string {
  const { program, why } = facts
  const who = `${containerWords(facts)} does not start`
  if (program === undefined) return `${who}: the image does not have the program, or it cannot be executed`
  switch (why) {
    case 'no-directory':
      return `${who}: the image has no directory \`${program}\`, which is its working directory`
    case 'not-executable':
      return `${who}: \`${program}\` may not be executed`
    default:
      return `${who}: the image has no program \`${program}\`, or its interpreter is missing`
  }
}

function fixes({ program = '/app/entrypoint.sh', why }: CauseFacts): { title: string; text: string }[] {
  const bit = {
    title: 'give the file its executable bit when the image is built',
    text: `COPY --chmod=755 entrypoint.sh ${program}`,
  }
  const directory = { title: 'name a directory that the image has', text: 'WorkingDirectory: /app' }
  const path = {
    title: 'name the program by its full path in the image',
    text: `docker run --rm --entrypoint sh IMAGE -c "command -v ${program}"\nEntryPoint: ["/usr/local/bin/PROGRAM"]`,
  }
  const endings = {
    title: 'for a script, take the carriage returns out and keep them out',
    text: `RUN sed -i 's/\\r$//' ${program}\n# .gitattributes\n*.sh text eol=lf`,
  }
  if (why === 'no-directory') return [directory]
  return why === 'not-executable' ? [bit] : [path, endings, bit]
}
