import type { FailureReport, ReportMessage } from './failure-report.ts'

type Json = Readonly<Record<string, unknown>>

/** The newest events of a service: what began it may lie some events back. */
const eventsRead = 20

/** Reads what AWS answers and sends about tasks and services; undefined where it is nothing of the kind. */
export function readJsonReport(json: unknown): FailureReport | undefined {
  const roots = Array.isArray(json) ? json : [json]
  const parts = roots
    .filter(isObject)
    .map((root, index) => readRoot(root, roots.length > 1 ? `[${index}].` : ''))
  const messages = parts.flatMap((part) => part.messages)
  return messages.length === 0
    ? undefined
    : { messages, names: [...new Set(parts.flatMap((part) => part.names))] }
}

function readRoot(root: Json, prefix: string): FailureReport {
  const detail = isObject(root.detail) ? root.detail : undefined
  if (detail !== undefined) return readTaskOrEvent(detail, `${prefix}detail`)
  const lists = [
    ...objects(root.tasks).map((task, index) => readTaskOrEvent(task, `${prefix}tasks[${index}]`)),
    ...objects(root.services).map((service, index) => readService(service, `${prefix}services[${index}]`)),
    ...objects(root.failures).map((failure, index) =>
      readFailureEntry(failure, `${prefix}failures[${index}]`),
    ),
    ...objects(root.events).map((event, index) =>
      one(text(event.message), `${prefix}events[${index}].message`),
    ),
  ]
  if (lists.length > 0) return merged(lists)
  return merged([readTaskOrEvent(root, prefix === '' ? '' : prefix.slice(0, -1)), readService(root, prefix)])
}

/** A task of DescribeTasks, the detail of an EventBridge event, or a record of CloudTrail. */
function readTaskOrEvent(task: Json, at: string): FailureReport {
  const path = at === '' ? '' : `${at}.`
  const containers = objects(task.containers).flatMap((container, index) => {
    const where = `${path}containers[${index}]`
    const name = text(container.name) ?? 'container'
    return [
      ...list(text(container.reason), `${where}.reason`),
      ...list(exitWords(name, container.exitCode), `${where}.exitCode`),
      ...list(
        text(container.healthStatus) === 'UNHEALTHY' ? `container ${name} is UNHEALTHY` : undefined,
        `${where}.healthStatus`,
      ),
    ]
  })
  const errorCode = text(task.errorCode)
  const errorMessage = text(task.errorMessage)
  return {
    messages: [
      ...list(text(task.stoppedReason), `${path}stoppedReason`),
      ...containers,
      ...list(text(task.reason), `${path}reason`),
      ...list(
        errorMessage === undefined ? errorCode : [errorCode, errorMessage].filter(Boolean).join(': '),
        `${path}errorMessage`,
      ),
    ],
    names: [task.taskDefinitionArn, task.taskArn, task.group].flatMap((name) => text(name) ?? []),
  }
}

function readService(service: Json, at: string): FailureReport {
  const path = at === '' || at.endsWith('.') ? at : `${at}.`
  const events = objects(service.events).slice(0, eventsRead)
  const deployments = objects(service.deployments)
  return {
    messages: [
      ...events.flatMap((event, index) => list(text(event.message), `${path}events[${index}].message`)),
      ...deployments.flatMap((deployment, index) =>
        list(text(deployment.rolloutStateReason), `${path}deployments[${index}].rolloutStateReason`),
      ),
    ],
    names: [service.serviceArn, service.taskDefinition].flatMap((name) => text(name) ?? []),
  }
}

function readFailureEntry(failure: Json, at: string): FailureReport {
  const words = [text(failure.reason), text(failure.detail)].filter(Boolean).join(': ')
  return one(words === '' ? undefined : words, `${at}.reason`)
}

function exitWords(name: string, exitCode: unknown): string | undefined {
  return typeof exitCode === 'number' && exitCode !== 0
    ? `container ${name} ended with exit code ${exitCode}`
    : undefined
}

function merged(parts: readonly FailureReport[]): FailureReport {
  return { messages: parts.flatMap((part) => part.messages), names: parts.flatMap((part) => part.names) }
}

function one(words: string | undefined, source: string): FailureReport {
  return { messages: list(words, source), names: [] }
}

function list(words: string | undefined, source: string): ReportMessage[] {
  return words === undefined || words.trim() === '' ? [] : [{ text: words, source }]
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
