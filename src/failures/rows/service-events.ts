import { wording, type FailureEntry } from '../entry.ts'

const service = '(service {service:text}) '
const event = { where: 'event' } as const

/** Group G of the catalogue: what a service says about itself. Not all of them are failures; all come as events. */
export const serviceEvents: readonly FailureEntry[] = [
  {
    code: 'service-started-tasks',
    wordings: [wording('V-01', `${service}has started {count:integer} tasks: {tasks:tasks}.`, event)],
  },
  {
    code: 'service-stopped-tasks',
    wordings: [wording('V-02', `${service}has stopped {count:integer} running tasks: {tasks:tasks}.`, event)],
  },
  {
    code: 'service-registered-targets',
    wordings: [
      wording(
        'V-03',
        `${service}registered {count:integer} targets in (target-group {targetGroupArn:word})`,
        event,
      ),
    ],
  },
  {
    code: 'service-deregistered-targets',
    wordings: [
      wording(
        'V-03',
        `${service}deregistered {count:integer} targets in (target-group {targetGroupArn:word})`,
        event,
      ),
    ],
  },
  {
    code: 'service-draining-connections',
    wordings: [
      wording('V-04', `${service}has begun draining connections on {count:integer} tasks.`, event),
      wording(
        'V-04',
        '(service {service:text}, taskSet {taskSet:word}) has begun draining connections on {count:integer} tasks.',
        event,
      ),
    ],
  },
  { code: 'service-steady', wordings: [wording('V-05', `${service}has reached a steady state.`, event)] },
  {
    code: 'deployment-completed',
    wordings: [wording('V-06', `${service}(deployment {deploymentId:word}) deployment completed.`, event)],
  },
  {
    code: 'deployment-failed',
    wordings: [
      wording(
        'V-07',
        `${service}(deployment {deploymentId:word}) deployment failed: tasks failed to start.`,
        event,
      ),
    ],
  },
  {
    code: 'deployment-rolling-back',
    wordings: [wording('V-08', `${service}rolling back to deployment {deploymentId:word}.`, event)],
  },
  {
    code: 'service-start-impaired',
    wordings: [wording('V-09', `${service}is unable to consistently start tasks successfully.`, event)],
  },
  {
    code: 'service-unable-to-place',
    wordings: [
      wording('V-10', `${service}was unable to place a task. Reason: {reason:text}.`, {
        ...event,
        wraps: 'reason',
      }),
      wording('V-10', 'service {service:text} was unable to place a task. Reason: {reason:text}', {
        ...event,
        onlyRead: true,
        wraps: 'reason',
      }),
    ],
  },
  {
    code: 'service-health-checks-failed',
    wordings: [wording('V-16', `${service}(task {taskId:word}) failed container health checks.`, event)],
  },
  {
    code: 'service-deployment-stuck',
    wordings: [
      wording(
        'V-18',
        `${service}was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.`,
        event,
      ),
    ],
  },
]
