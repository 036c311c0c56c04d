import type { LoadBalancer } from '@aws-sdk/client-ecs'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { askedService, type AskedService } from '../../launch/registration/service-rules.ts'
import { ifKnown, knownItems } from '../../launch/registration/unsettled.ts'
import type { CheckFinding } from '../check-report.ts'
import { requestFact } from '../definition-fact.ts'

/** What Elastic Load Balancing has where a target group names none. */
const defaults = { interval: 30, unhealthyThreshold: 2 }
/** From the notice of an interruption until a Fargate Spot task is killed. */
const spotNoticeSeconds = 120

/** Where the times of a service's health checks, grace period and deregistration contradict one another. */
export function healthTimeFindings(launch: EvaluatedLaunch): CheckFinding[] {
  const service = launch.asked && askedService(launch.asked)
  if (service === undefined) return []
  return [
    ...knownItems(() => service.service.loadBalancers).flatMap(
      ({ item }) => ifKnown(() => graceFinding(launch, service, item)) ?? [],
    ),
    ...(ifKnown(() => spotFindings(launch, service)) ?? []),
  ]
}

/** The container may take its start period; the load balancer gives up on it before. */
function graceFinding(launch: EvaluatedLaunch, asked: AskedService, balancer: LoadBalancer): CheckFinding[] {
  const { service, task, targetGroups } = asked
  const group = targetGroups.find(({ targetGroupArn }) => targetGroupArn === balancer.targetGroupArn)
  const container = task.containerDefinitions?.find(({ name }) => name === balancer.containerName)
  const startPeriod = container?.healthCheck?.startPeriod ?? 0
  if (group === undefined || startPeriod === 0) return []
  const {
    healthCheckIntervalSeconds: interval = defaults.interval,
    unhealthyThresholdCount: threshold = defaults.unhealthyThreshold,
  } = group
  const grace = service.healthCheckGracePeriodSeconds ?? 0
  const patience = Math.max(grace, interval * threshold)
  if (patience >= startPeriod) return []
  const { name } = launch.subject
  const place = launch.placeOf?.(
    service.healthCheckGracePeriodSeconds === undefined ? 'loadBalancers' : 'healthCheckGracePeriodSeconds',
  )
  return [
    {
      code: 'health-check-outlasts-grace-period',
      severity: 'warning',
      subject: name,
      message: `the load balancer gives up on a task of service \`${name}\` after ${patience} seconds, and container \`${balancer.containerName}\` is given ${startPeriod} for its start`,
      ...(place === undefined ? {} : { place }),
      why: [
        requestFact(launch, `healthCheckGracePeriodSeconds is ${grace}`),
        requestFact(
          launch,
          `its target group finds a target unhealthy after ${threshold} checks, one every ${interval} seconds`,
        ),
        requestFact(launch, `startPeriod of the health check of ${balancer.containerName} is ${startPeriod}`),
      ],
      fix: [
        {
          title: 'let no check count while the task starts',
          text: `HealthCheckGracePeriodSeconds: ${startPeriod + interval * threshold}`,
        },
      ],
    },
  ]
}

/** A Spot task has two minutes; a target that drains for longer is cut off with its requests. */
function spotFindings(launch: EvaluatedLaunch, { service, targetGroups }: AskedService): CheckFinding[] {
  const spot = service.capacityProviderStrategy?.some(
    ({ capacityProvider, weight = 0, base = 0 }) => capacityProvider === 'FARGATE_SPOT' && weight + base > 0,
  )
  if (!spot) return []
  return targetGroups.flatMap(({ targetGroupArn, deregistrationDelaySeconds: delay = 0 }) => {
    if (delay <= spotNoticeSeconds) return []
    const { name } = launch.subject
    const place = launch.placeOf?.('capacityProviderStrategy')
    return [
      {
        code: 'deregistration-delay-outlasts-spot-notice',
        severity: 'warning' as const,
        subject: name,
        message: `targets of service \`${name}\` drain for ${delay} seconds, and Fargate Spot kills a task ${spotNoticeSeconds} seconds after its notice`,
        ...(place === undefined ? {} : { place }),
        why: [
          requestFact(launch, `the deregistration delay of ${targetGroupArn} is ${delay}`),
          requestFact(launch, 'its capacity provider strategy has FARGATE_SPOT'),
        ],
        fix: [
          {
            title: 'drain within the notice',
            text: 'TargetGroupAttributes:\n  - Key: deregistration_delay.timeout_seconds\n    Value: "90"',
          },
        ],
      },
    ]
  })
}
