import { recognised, wording, type FailureEntry } from '../entry.ts'

const service = '(service {service:service}) '
const event = { where: 'event' } as const

/** Group G of the catalogue: what a service says about itself. Not all of them are failures; all come as events. */
export const serviceEvents: readonly FailureEntry[] = [
  {
    code: 'service-started-tasks',
    summary: 'a service started tasks',
    yields: true,
    wordings: [
      wording('V-01', `${service}has started {count:integer} tasks: {tasks:tasks}.`, event),
      ...recognised('V-01', 'has started {count:integer} tasks'),
    ],
  },
  {
    code: 'service-stopped-tasks',
    summary: 'a service stopped tasks',
    yields: true,
    wordings: [
      wording('V-02', `${service}has stopped {count:integer} running tasks: {tasks:tasks}.`, event),
      ...recognised('V-02', 'has stopped {count:integer} running tasks'),
    ],
  },
  {
    code: 'service-registered-targets',
    summary: 'a service registered tasks with its load balancer',
    yields: true,
    wordings: [
      wording(
        'V-03',
        `${service}registered {count:integer} targets in (target-group {targetGroupArn:word})`,
        event,
      ),
      ...recognised('V-03', 'registered {count:integer} targets in'),
    ],
  },
  {
    code: 'service-deregistered-targets',
    summary: 'a service took tasks from its load balancer',
    yields: true,
    wordings: [
      wording(
        'V-03',
        `${service}deregistered {count:integer} targets in (target-group {targetGroupArn:word})`,
        event,
      ),
      ...recognised('V-03', 'deregistered {count:integer} targets in'),
    ],
  },
  {
    code: 'service-draining-connections',
    summary: 'a service lets the connections of tasks end before it stops them',
    yields: true,
    wordings: [
      wording('V-04', `${service}has begun draining connections on {count:integer} tasks.`, event),
      wording(
        'V-04',
        '(service {service:service}, taskSet {taskSet:word}) has begun draining connections on {count:integer} tasks.',
        event,
      ),
      ...recognised('V-04', 'has begun draining connections'),
    ],
  },
  {
    code: 'service-steady',
    summary: 'a service runs as many healthy tasks as it should',
    yields: true,
    wordings: [
      wording('V-05', `${service}has reached a steady state.`, event),
      ...recognised('V-05', 'has reached a steady state'),
    ],
  },
  {
    code: 'deployment-completed',
    summary: 'a deployment is complete',
    yields: true,
    wordings: [
      wording('V-06', `${service}(deployment {deploymentId:word}) deployment completed.`, event),
      ...recognised('V-06', 'deployment completed'),
    ],
  },
  {
    code: 'deployment-failed',
    summary: 'the circuit breaker ended a deployment whose tasks did not start',
    yields: true,
    wordings: [
      wording(
        'V-07',
        `${service}(deployment {deploymentId:word}) deployment failed: tasks failed to start.`,
        event,
      ),
      ...recognised('V-07', 'deployment failed: tasks failed to start'),
    ],
  },
  {
    code: 'deployment-rolling-back',
    summary: 'the circuit breaker goes back to the last deployment that worked',
    yields: true,
    wordings: [wording('V-08', `${service}rolling back to deployment {deploymentId:word}.`, event)],
  },
  {
    code: 'service-start-impaired',
    summary: 'tasks of a service fail to start again and again',
    yields: true,
    wordings: [
      wording('V-09', `${service}is unable to consistently start tasks successfully.`, event),
      ...recognised('V-09', 'is unable to consistently start tasks successfully'),
    ],
  },
  {
    code: 'service-unable-to-place',
    summary: 'a service could not start a task',
    wordings: [
      wording('V-10', `${service}was unable to place a task. Reason: {reason:text}.`, {
        ...event,
        wraps: 'reason',
      }),
      wording('V-10', 'service {service:service} was unable to place a task. Reason: {reason:text}', {
        ...event,
        onlyRead: true,
        wraps: 'reason',
      }),
      wording('V-10', 'was unable to place a task. Reason: {reason:text}', {
        ...event,
        onlyRead: true,
        wraps: 'reason',
      }),
      wording('V-10', 'was unable to place a task. The reason for failure is {reason:text}', {
        ...event,
        onlyRead: true,
        wraps: 'reason',
      }),
      wording('V-10', 'was unable to place a task because {reason:text}', {
        ...event,
        onlyRead: true,
        wraps: 'reason',
      }),
      wording('V-10', 'was unable to place a task', { ...event, onlyRead: true }),
    ],
  },
  {
    code: 'service-health-checks-failed',
    summary: 'the container health check of a task of a service failed',
    broader: 'health-checks-failed',
    wordings: [wording('V-16', `${service}(task {taskId:word}) failed container health checks.`, event)],
  },
  {
    code: 'service-deployment-stuck',
    summary: 'a deployment may neither start nor stop a task within its limits',
    wordings: [
      wording(
        'V-18',
        `${service}was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.`,
        event,
      ),
      ...recognised('V-18', 'was unable to stop or start tasks during a deployment'),
    ],
  },
]
