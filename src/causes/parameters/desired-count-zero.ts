import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer } from '../cause.ts'
import { requestFact } from '../definition-fact.ts'

/** The service is asked for no task at all. */
export const desiredCountZero = defineCause({
  code: 'desired-count-zero',
  group: 'F',
  summary: 'the service has a desired count of 0',
  rationale:
    'A service that is asked for no task is steady with none: the deployment completes and nothing runs, without any error. A count of 0 in code is written back on every deployment, also over a count that somebody set by hand or that auto scaling chose.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html',
  severity: 'note',
  signs: [
    {
      words: /desired[ _-]?count["']?\s*(?:[:=]|is|of|to)?\s*["']?0\b/i,
      without: /CannotPull|ResourceInitializationError|unable to place a task/i,
      share: 88,
    },
    {
      words:
        /^(?!.*has started \d).*has stopped \d{1,9} running tasks.{0,600}(?:deployment completed|steady state)/i,
      share: 70,
    },
    { words: /^(?!.*has started \d).*deployment completed.{0,600}has reached a steady state/i, share: 45 },
    { words: /\b0 (?:desired|tasks? desired)|desired:? 0\b/i, share: 75 },
    { failure: 'service-steady', share: 15 },
  ],
  settle: [
    {
      what: 'the desired count of the service',
      how: 'aws ecs describe-services --cluster CLUSTER --services SERVICE --query "services[].[desiredCount,runningCount]"',
    },
    { what: 'what the code asks for', how: 'look for DesiredCount, desired_count or desiredCount' },
  ],
  find,
  tell: ({ service = 'SERVICE', subject }) => ({
    message: `${subject === undefined ? 'the service' : `service \`${subject}\``} has a desired count of 0: it is steady with no task`,
    fix: [
      { title: 'put the real count into the code', text: 'DesiredCount: 1' },
      {
        title: 'and start it now',
        text: `aws ecs update-service --cluster CLUSTER --service ${service} --desired-count 1`,
      },
    ],
  }),
})

function find(launch: EvaluatedLaunch): CauseAnswer {
  const { service } = launch.request
  const { name } = launch.subject
  if (service === undefined) {
    return launch.subject.kind === 'task-definition'
      ? { found: [], open: ['the desired count of the service that uses the task definition'] }
      : { found: [], open: [], cleared: [{ fact: 'no service starts the task' }] }
  }
  const { desiredCount, serviceName } = service
  if (desiredCount === undefined) return { found: [], open: [`the desired count of ${serviceName}`] }
  const why = [requestFact(launch, `the desired count of ${serviceName} is ${desiredCount}`)]
  if (desiredCount > 0) return { found: [], open: [], cleared: why }
  return { found: [{ facts: { subject: name, service: serviceName }, why, part: 'desiredCount' }], open: [] }
}
