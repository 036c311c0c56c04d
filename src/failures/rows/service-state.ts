import { recognised, wording, type FailureEntry } from '../entry.ts'

const event = { where: 'event' } as const
const service = '(service {service:service}) '

/** The rest of group G of the catalogue: targets that are not healthy, deployments, and what keeps a service from its state. */
export const serviceState: readonly FailureEntry[] = [
  {
    code: 'target-unhealthy',
    summary: 'a load balancer finds a task of a service unhealthy',
    step: 'registration',
    wordings: [
      wording(
        'V-15',
        `${service}(task {taskId:word}) (port {port:integer}) is unhealthy in (target-group {targetGroupArn:word}) due to (reason {reason:text})`,
        { ...event, wraps: 'reason' },
      ),
      wording(
        'V-15',
        `${service}(instance {instanceId:word}) (port {port:integer}) is unhealthy in (target-group {targetGroupArn:word}) due to (reason {reason:text})`,
        { ...event, wraps: 'reason' },
      ),
      wording('V-15', '(port {port:integer}) is unhealthy in {:gap}due to (reason {reason:text})', {
        ...event,
        onlyRead: true,
        wraps: 'reason',
      }),
      ...recognised(
        'V-15',
        'is unhealthy in (target-group {targetGroupArn:word})',
        '(port {port:integer}) is unhealthy in',
        'is unhealthy in (target-group',
        'is unhealthy in target-group',
        'is unhealthy in',
        'HealthStatus: unhealthy',
        'State": "unhealthy"',
      ),
    ],
  },
  {
    code: 'target-checks-failed',
    summary: 'the health check of a load balancer failed',
    broader: 'target-unhealthy',
    step: 'registration',
    wordings: [
      wording('V-15', 'Health checks failed', event),
      ...recognised('V-15', 'Target.FailedHealthChecks', 'Target.FailedHealthCheck'),
    ],
  },
  {
    code: 'target-code-mismatch',
    summary: 'the answer to the health check of a load balancer had another code than the check wants',
    broader: 'target-checks-failed',
    step: 'registration',
    wordings: [
      wording('V-15', 'Health checks failed with these codes: [{codes:bracketed}]', event),
      ...recognised('V-15', 'Target.ResponseCodeMismatch', 'Health checks failed with these codes'),
    ],
  },
  {
    code: 'target-timed-out',
    summary: 'the health check of a load balancer got no answer in time',
    broader: 'target-checks-failed',
    step: 'registration',
    wordings: [
      wording('V-15', 'Request timed out', event),
      ...recognised('V-15', 'Target.Timeout', 'due to (reason Request timed out'),
    ],
  },
  {
    code: 'target-zone-not-enabled',
    summary: 'the load balancer is not in the zone of the task',
    broader: 'target-unhealthy',
    step: 'registration',
    wordings: [
      wording('V-15', 'Target is in an Availability Zone that is not enabled for the load balancer', event),
      ...recognised('V-15', 'Availability Zone that is not enabled for the load balancer', 'Target.NotInUse'),
    ],
  },
  {
    code: 'target-not-found',
    summary: 'the target group is gone, or the task was taken out of it',
    step: 'registration',
    wordings: [
      wording(
        'V-24',
        `${service}task set ({taskSet:word}) (task {taskId:word}) is not healthy in target-group ({targetGroupArn:word}) due to {reason:text}`,
        event,
      ),
      ...recognised('V-24', 'TARGET GROUP IS NOT FOUND', 'TARGET IS NOT FOUND'),
    ],
  },
  {
    code: 'service-operations-throttled',
    summary: 'ECS may not make more calls for the service at the moment',
    wordings: [
      wording('V-19', `${service}operations are being throttled. Will try again later.`, event),
      ...recognised('V-19', 'operations are being throttled'),
    ],
  },
  {
    code: 'service-tasks-protected',
    summary: 'tasks that are protected from scale-in keep a service from its desired count',
    wordings: [
      wording(
        'V-20',
        `${service}was unable to reach steady state because task set ({taskSet:word}) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks`,
        event,
      ),
      ...recognised('V-20', 'number of protected tasks are more than the desired count'),
    ],
  },
  {
    code: 'service-not-steady',
    summary: 'a service does not reach its desired state',
    yields: true,
    wordings: [
      wording('V-21', `${service}was unable to reach steady state. Reason: {reason:text}.`, {
        ...event,
        wraps: 'reason',
      }),
      ...recognised(
        'V-21',
        'was unable to reach steady state',
        'ServicesStable failed',
        'services-stable',
        'waiting for ECS Service{:gap}steady state',
        "to become 'tfSTABLE'",
        'did not stabilize',
        'failed to stabilize',
        'for service to stabilize',
        'Resource is not in the state servicesStable',
        'not reach a steady state',
        'not reach steady state',
      ),
    ],
  },
  {
    code: 'deployment-launch-failed',
    summary: 'a deployment could not launch all of its tasks',
    wordings: [
      wording(
        'V-22',
        `${service}could not launch {count:integer} tasks for deployment {deploymentId:word}.`,
        event,
      ),
      ...recognised('V-22', 'could not launch {count:integer} tasks for deployment'),
    ],
  },
  {
    code: 'provisioning-limit-exceeded',
    summary: 'too many tasks of the cluster wait for instances',
    wordings: [
      wording(
        'V-23',
        `${service}was unable to place tasks in your cluster because the tasks provisioning capacity limit was exceeded.`,
        event,
      ),
      ...recognised('V-23', 'tasks provisioning capacity limit was exceeded'),
    ],
  },
  {
    code: 'service-role-changed',
    summary: 'the permissions or the trust of the role by which ECS keeps a service have been changed',
    wordings: [
      wording(
        'V-25',
        'IAM permissions policies have been misconfigured or changed, and ECS can no longer maintain your service',
        event,
      ),
      wording(
        'V-25',
        'IAM trust relationship has been misconfigured or changed, and ECS can no longer maintain your service',
        { ...event, unverified: true },
      ),
      ...recognised(
        'V-25',
        'IAM trust relationship has been misconfigured',
        'ECS can no longer maintain your service',
      ),
    ],
  },
  {
    code: 'agent-start-timed-out',
    summary: 'the agent of an instance did not start in time',
    wordings: [
      wording(
        'V-26',
        `${service}Timed out waiting for Amazon ECS Agent to start. Please check logs at /var/log/ecs/ecs-agent.log`,
        event,
      ),
      ...recognised('V-26', 'Timed out waiting for Amazon ECS Agent to start'),
    ],
  },
  {
    code: 'service-launch-failed',
    summary: 'a service could not launch a task',
    wordings: [
      wording('V-17', `${service}failed to launch a task with (error {reason:text}).`, {
        ...event,
        wraps: 'reason',
      }),
      wording('V-17', 'failed to launch a task with (error {reason:text}).', {
        ...event,
        onlyRead: true,
        wraps: 'reason',
      }),
      ...recognised('V-17', 'failed to launch a task with'),
    ],
  },
  {
    code: 'circuit-breaker-tripped',
    summary: 'the circuit breaker ended a deployment',
    yields: true,
    wordings: [
      wording('V-27', 'ECS deployment circuit breaker: task failed to start.', event),
      ...recognised('V-27', 'ECS deployment circuit breaker', 'Deployment Circuit Breaker was triggered'),
    ],
  },
  {
    code: 'circuit-breaker-rolling-back',
    summary: 'the circuit breaker goes back to the last deployment that worked',
    broader: 'circuit-breaker-tripped',
    yields: true,
    wordings: [
      wording(
        'V-27',
        'ECS deployment circuit breaker: rolling back to deploymentId {deploymentId:word}.',
        event,
      ),
    ],
  },
  {
    code: 'deployment-in-progress',
    summary: 'a deployment goes on',
    yields: true,
    wordings: [wording('V-27', 'ECS deployment {deploymentId:word} in progress.', event)],
  },
  {
    code: 'rollout-completed',
    summary: 'a deployment is complete',
    yields: true,
    wordings: [wording('V-27', 'ECS deployment {deploymentId:word} completed.', event)],
  },
]
