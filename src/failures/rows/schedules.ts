import { recognised, wording, type FailureEntry } from '../entry.ts'

const api = { where: 'api' } as const
const unverified = { where: 'api', unverified: true } as const
const dead = { where: 'event' } as const

/** Group J of the catalogue: schedules of EventBridge and what their dead-letter queues tell. */
export const schedules: readonly FailureEntry[] = [
  {
    code: 'schedule-role-not-assumable',
    summary: 'EventBridge Scheduler may not assume the role of a schedule',
    wordings: [
      wording(
        'X-01',
        'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
        api,
      ),
      ...recognised('X-01', 'must allow AWS EventBridge Scheduler to assume the role'),
    ],
  },
  {
    code: 'schedule-internal-error',
    summary: 'EventBridge Scheduler had an error of its own',
    wordings: [
      wording('X-02', 'AWS.Scheduler.InternalServerError', dead),
      ...recognised('X-02', 'Unexpected error occurred while processing the request'),
    ],
  },
  {
    code: 'rule-target-denied',
    summary: 'the role of a rule may not start its target',
    wordings: [
      wording('X-03', 'NO_PERMISSIONS', { ...dead, exact: true }),
      ...recognised('X-03', 'FailedInvocations'),
    ],
  },
  {
    code: 'rule-target-missing',
    summary: 'the target of a rule does not exist',
    wordings: [wording('X-03', 'NO_RESOURCE', { ...dead, exact: true })],
  },
  {
    code: 'rule-target-exists',
    summary: 'what a rule was to create exists already',
    wordings: [wording('X-03', 'RESOURCE_ALREADY_EXISTS', { ...dead, exact: true })],
  },
  {
    code: 'rule-target-throttled',
    summary: 'the target of a rule was called too often',
    wordings: [wording('X-03', 'THROTTLING', { ...dead, exact: true })],
  },
  {
    code: 'rule-target-timed-out',
    summary: 'the target of a rule did not answer in time',
    wordings: [wording('X-03', 'ERROR_CODE: TIMEOUT', { ...dead, exact: true })],
  },
  {
    code: 'schedule-expression-invalid',
    summary: 'the expression of a schedule is not valid',
    wordings: [
      wording('X-01', 'Invalid Schedule Expression {expression:text}.', unverified),
      wording('X-01', 'Parameter ScheduleExpression is not valid.', unverified),
      ...recognised('X-01', 'Invalid Schedule Expression', 'Parameter ScheduleExpression is not valid'),
    ],
  },
  {
    code: 'schedule-target-unsupported',
    summary: 'a schedule cannot call this service',
    wordings: [
      wording(
        'X-01',
        'Invalid request provided: {service:word} is not a supported service for a target',
        api,
      ),
      ...recognised('X-01', 'is not a supported service for a target'),
    ],
  },
  {
    code: 'schedule-retries-exhausted',
    summary: 'a schedule gave up after its retries',
    wordings: [
      wording('X-03', 'EXHAUSTED_RETRY_CONDITION={condition:word}', { ...dead, unverified: true }),
      ...recognised('X-03', 'EXHAUSTED_RETRY_CONDITION'),
    ],
  },
]
