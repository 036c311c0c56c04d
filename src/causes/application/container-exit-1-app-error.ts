import type { ContainerOutcome, EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer } from '../cause.ts'
import { findContainerEnded } from '../container-ended.ts'
import { containerWords } from '../container-words.ts'
import { exitCodeWords } from './exit-words.ts'
import {
  databaseTimesOut,
  databaseWantsTls,
  missingSetting,
  programFailed,
  settingSuspect,
  settingWrong,
} from './log-words.ts'
import { refusalOf } from './program-refused.ts'

/** The program in the container fails by itself. */
export const containerExit1AppError = defineCause({
  code: 'container-exit-1-app-error',
  group: 'I',
  summary: 'the program in the container fails by itself',
  rationale:
    'ECS started the container, and the program ended with a failure: `Essential container in task exited` says no more than that. Why is in the log of the container alone. Where there is no log configuration there is nothing to read, and the exit code is all that is left: 1 is what most runtimes answer to an exception that nobody caught.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html',
  signs: [
    { failure: 'database-object-missing', share: 82 },
    { failure: 'module-missing', share: 74 },
    { failure: 'program-error', share: 60 },
    { failure: 'essential-container-exited', share: 38 },
    {
      words: /Traceback \(most recent call last\)|Exception in thread|\bpanic: |goroutine \d{1,9} \[/,
      share: 60,
    },
    {
      words:
        /\b(?:ImportError|ModuleNotFoundError|SyntaxError|TypeError|ReferenceError|AttributeError|IndexError|NameError|RuntimeError|NullPointerException|ClassNotFoundException|NoClassDefFoundError)\b/,
      share: 72,
    },
    { words: /No module named|Cannot find module/i, share: 70 },
    {
      words:
        /relation "[^"]+" does not exist|Unknown column|no such table|Table '[^']+' doesn't exist|column .{0,60} (?:does not exist|cannot)/i,
      share: 82,
    },
    { words: /\bERROR: .{0,200}\bSTATEMENT: /, share: 80 },
    { words: exitCodeWords('[12]'), share: 45 },
    {
      words:
        /Unhandled(?:PromiseRejection| exception| rejection)|uncaught exception|Application (?:failed to start|startup failed)/i,
      share: 62,
    },
    { words: /failed to (?:initiali[sz]e|start|load)|initiali[sz]ation failed/i, share: 30 },
    {
      words:
        /(?:tasks?|container)s? (?:keeps?|is|are|continuously|constantly) (?:\w{1,60} )?(?:restart|stopp|crash|exit|dy)ing/i,
      share: 30,
    },
    { failure: 'file-permission-denied', share: 46 },
    {
      words:
        /\btasks?\b.{0,30}\b(?:keeps?|kept|constantly|immediately|always) (?:dying|crashing|restarting|exiting|die|crash|restart|exit)/i,
      share: 24,
    },
  ],
  settle: [
    {
      what: 'the log of the container, and its exit code',
      how: 'aws logs tail LOG_GROUP --since 1h; aws ecs describe-tasks --cluster CLUSTER --tasks TASK --query "tasks[].containers[].[name,exitCode,reason]"',
    },
    {
      what: 'whether the image runs by itself with the same settings',
      how: 'docker run --rm --env-file settings.env IMAGE',
    },
  ],
  find: findFailed,
  tell: ({ exitCode, line, ...facts }) => ({
    message: `${containerWords(facts)} failed by itself${exitCode === undefined ? '' : `, with exit code ${exitCode}`}${line === undefined ? '; its log says why' : `: ${line}`}`,
    fix: [
      {
        title: 'read what it wrote last',
        text: 'aws logs tail LOG_GROUP --since 1h --format short',
      },
      {
        title: 'without a log configuration, give it one, and start it again',
        text: 'LogConfiguration:\n  LogDriver: awslogs\n  Options:\n    awslogs-group: !Ref LogGroup\n    awslogs-region: !Ref AWS::Region\n    awslogs-stream-prefix: app',
      },
      {
        title: 'run the image in your own hands',
        text: 'docker run --rm -it --env-file settings.env IMAGE',
      },
    ],
  }),
})

function findFailed(launch: EvaluatedLaunch): CauseAnswer {
  const answer = findContainerEnded(launch, failedByItself, ({ log }) => ({ line: tellingLine(log) }))
  const { outcome } = launch
  if (outcome === undefined) return answer
  if (answer.found.length > 0) return answer
  const open = outcome.containers.filter(endedByItself).flatMap(({ name, log }) => {
    if (log.length === 0) return [`the log of container ${name}`]
    return log
      .filter((line) => settingSuspect.test(line))
      .map((line) => `why container ${name} says: ${line}`)
  })
  return open.length > 0 ? { found: [], open } : answer
}

/** From 128 up a signal ended it; 126 and 127 are the shell's, of a program that it did not find. */
function endedByItself(container: ContainerOutcome): boolean {
  const { exitCode, reason } = container
  if (exitCode === undefined || exitCode === 0 || exitCode >= 126) return false
  return reason?.startsWith('OutOfMemoryError') !== true && refusalOf(container) === undefined
}

function failedByItself(container: ContainerOutcome): boolean {
  const { log } = container
  return endedByItself(container) && log.length > 0 && !log.some(hasOwnCause)
}

/** Whether a line speaks for a cause of its own. */
function hasOwnCause(line: string): boolean {
  return (
    databaseWantsTls.test(line) ||
    databaseTimesOut.test(line) ||
    settingWrong.test(line) ||
    settingSuspect.test(line) ||
    missingSetting(line) !== undefined ||
    /exec format error/.test(line)
  )
}

function tellingLine(log: readonly string[]): string | undefined {
  return log.findLast((line) => programFailed.test(line)) ?? log.at(-1)
}
