import type { FailureReport, ReportMessage } from './failure-report.ts'
import { readJsonReport } from './json-report.ts'

/** What is read of a report; a log that is longer says what went wrong at its end and at its beginning. */
const reportLimit = 200_000

/**
 * Reads what somebody has of a failure: the output of `describe-tasks`, `describe-services` or `run-task`, an event of
 * EventBridge or CloudTrail, or any text. Whatever is not such JSON is a text.
 */
export function readReport(input: string): FailureReport {
  const json = jsonIn(input)
  const fromJson = json === undefined ? undefined : readJsonReport(json)
  if (fromJson !== undefined && fromJson.messages.length > 0) return fromJson
  return { messages: [message(bounded(input))], names: namesIn(input) }
}

/** JSON alone, or after the words of a command that printed it. */
function jsonIn(input: string): unknown {
  const begin = input.search(/[[{]/)
  if (begin === -1) return undefined
  for (const text of [input, input.slice(begin)]) {
    try {
      return JSON.parse(text)
    } catch {
      // Not JSON from here on: the next beginning, or a text.
    }
  }
  return undefined
}

function message(text: string): ReportMessage {
  return { text, source: 'text' }
}

function bounded(text: string): string {
  if (text.length <= reportLimit) return text
  const half = reportLimit / 2
  return `${text.slice(0, half)}\n${text.slice(-half)}`
}

function namesIn(text: string): string[] {
  const arns = text
    .slice(0, reportLimit)
    .match(/arn:aws[\w-]*:ecs:[\w-]+:\d{12}:(?:task-definition|service|task)\/[\w/:.-]+/g)
  return [...new Set(arns ?? [])]
}
