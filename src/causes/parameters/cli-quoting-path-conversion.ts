import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer } from '../cause.ts'
import { definitionFact } from '../definition-fact.ts'
import { convertedPaths } from './converted-paths.ts'

/** The shell changed an argument before the client saw it. */
export const cliQuotingPathConversion = defineCause({
  code: 'cli-quoting-path-conversion',
  group: 'F',
  summary: 'the shell changed an argument before the AWS CLI saw it',
  rationale:
    'What a client gets is what the shell makes of the command. Git Bash turns an argument that begins with a slash into a path of Windows (`/health` becomes `C:/Program Files/Git/health`), zsh and csh take `$NAME:l…` as a modifier and swallow letters, PowerShell and cmd drop double quotes inside JSON, and a line break within a JSON string makes it invalid.',
  source: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-quoting-strings.html',
  signs: [
    { words: /\b[A-Z]:[\\/]+(?:Program Files(?: \(x86\))?[\\/]+Git|msys64|Git)[\\/]/i, share: 97 },
    { words: /Invalid control character/i, share: 88 },
    { words: /Error parsing parameter '?--/i, share: 82 },
    { words: /Expecting property name enclosed in double quotes|Invalid JSON(?: received)?:/i, share: 75 },
    { words: /(?:dkr\.ecr|amazonaws\.com)\S{0,200}[^l\W]atest\b/i, share: 85 },
    { words: /bad substitution|unrecognized modifier|no matches found: /i, share: 75 },
    { words: /Unknown options?: (?!--)\S|unrecognized arguments: (?!--)\S/i, share: 65 },
    { words: /Expecting (?:value|',' delimiter): line \d{1,9} column \d{1,9}/i, share: 40 },
    { words: /must begin (?:and end )?with (?:a )?['"]?\//i, share: 60 },
    { words: /Unable to load paramfile|Invalid base64/i, share: 40 },
  ],
  settle: [
    { what: 'the shell and the literal command', how: 'echo "$0"; set -x before the command' },
    { what: 'what the client really got', how: 'aws … --debug 2>&1 | grep "Arguments entered"' },
  ],
  find: findConverted,
  tell: ({ where, value, written }) => ({
    message:
      value === undefined
        ? 'the shell changed an argument before the AWS CLI saw it'
        : `the shell made \`${value}\` of \`${written}\` in ${where}`,
    fix: [
      {
        title: 'in Git Bash, switch the conversion of paths off for the command',
        text: `MSYS_NO_PATHCONV=1 aws ecs …${written === undefined ? '' : `   # or write /${written}`}`,
      },
      {
        title: 'or give the arguments in a file, which no shell touches',
        text: 'aws ecs register-task-definition --cli-input-json file://task-definition.json',
      },
      { title: 'in zsh, end the name of a variable with braces', text: '"${REPOSITORY}:latest"' },
    ],
  }),
})

/** Other changes of a shell leave no trace in a task definition: this finds converted paths and rules nothing out. */
function findConverted(launch: EvaluatedLaunch): CauseAnswer {
  const { definition, overrides } = launch.request
  const found = convertedPaths({ definition, overrides }).map(({ where, value, written }) => ({
    facts: { subject: launch.subject.name, where, value, written },
    why: [definitionFact(launch, `${where} is ${value}`)],
    part: where.replace(/^\w+\./, ''),
  }))
  return { found, open: found.length > 0 ? [] : ['the command that was typed, and the shell'] }
}
