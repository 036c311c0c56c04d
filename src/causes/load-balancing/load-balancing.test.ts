import { describe, expect, it } from 'vitest'
import type { LoadBalancer } from '@aws-sdk/client-ecs'
import type { ContainerOutcome, EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Cause } from '../cause.ts'
import { foundIn } from '../support/found-in.ts'
import { containerOutcome, launchOf } from '../support/launch-of.ts'
import { shareIn } from '../support/share-in.ts'
import { appBindsLocalhost } from './app-binds-localhost.ts'
import { containerHealthCheckStartPeriod } from './container-health-check-start-period.ts'
import { containerHealthCheckToolMissing } from './container-health-check-tool-missing.ts'
import { elbHealthCheckAppSlow } from './elb-health-check-app-slow.ts'
import { elbHealthCheckDeepDependency } from './elb-health-check-deep-dependency.ts'
import { elbHealthCheckHostHeaderRejected } from './elb-health-check-host-header-rejected.ts'
import { elbHealthCheckPathOrCode } from './elb-health-check-path-or-code.ts'
import { portMappingMismatch } from './port-mapping-mismatch.ts'
import { serviceBeforeListener } from './service-before-listener.ts'
import { serviceWithoutLoadBalancer } from './service-without-load-balancer.ts'
import { sgAlbToTaskBlocked } from './sg-alb-to-task-blocked.ts'
import { wrongTargetGroup } from './wrong-target-group.ts'

const group = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0123456789abcdef'
const unhealthy = (reason: string): string =>
  `(service shop) (task 0123456789abcdef0123456789abcdef) (port 8080) is unhealthy in (target-group ${group}) due to (reason ${reason})`
const codes = (list: string): string => unhealthy(`Health checks failed with these codes: [${list}]`)

/** A cause, a text that shows it, and one that does not. */
const texts: [Cause, string, string][] = [
  [elbHealthCheckPathOrCode, codes('404'), 'CannotPullContainerError: 404'],
  [elbHealthCheckHostHeaderRejected, "DisallowedHost: Invalid HTTP_HOST header: '10.0.1.9'", 'codes: [200]'],
  [
    elbHealthCheckDeepDependency,
    '{"status":"DOWN","components":{"db":{}}}',
    'Essential container in task exited',
  ],
  [elbHealthCheckAppSlow, unhealthy('Request timed out'), 'dial tcp 10.0.0.1:443: i/o timeout'],
  [sgAlbToTaskBlocked, 'Target.Timeout', 'dial tcp 10.0.0.1:443: i/o timeout'],
  [portMappingMismatch, 'The container app did not have a container port 80 defined.', 'exit code 1'],
  [appBindsLocalhost, ' * Running on http://127.0.0.1:5000', ' * Running on http://0.0.0.0:5000'],
  [
    serviceBeforeListener,
    `InvalidParameterException: The target group with targetGroupArn ${group} does not have an associated load balancer.`,
    `The target group with targetGroupArn ${group} does not exist.`,
  ],
  [serviceWithoutLoadBalancer, '"loadBalancers": [],', '"loadBalancers": [{'],
  [wrongTargetGroup, 'the service uses another target group than the listener', 'unused'],
  [containerHealthCheckToolMissing, '/bin/sh: 1: curl: not found', 'the page /curl was not found'],
  [containerHealthCheckStartPeriod, 'Task failed container health checks', 'Task failed ELB health checks'],
]

describe('causes of load balancing, from a text', () => {
  it.each(texts.map(([cause, shown, silent]) => ({ cause, shown, silent })))(
    '$cause.code',
    ({ cause, shown, silent }) => {
      expect(shareIn(cause, shown)).toBeGreaterThan(20)
      expect(shareIn(cause, silent)).toBe(0)
    },
  )

  it.each<[string, Cause]>([
    [codes('301'), elbHealthCheckPathOrCode],
    [codes('400'), elbHealthCheckHostHeaderRejected],
    [codes('503'), elbHealthCheckAppSlow],
    [unhealthy('Request timed out'), sgAlbToTaskBlocked],
    ['Target.Timeout', sgAlbToTaskBlocked],
    ['Target.FailedHealthChecks', elbHealthCheckPathOrCode],
    ['(service shop) (task 0123) failed container health checks.', containerHealthCheckToolMissing],
  ])('%s is most often that of one', (text, likeliest) => {
    const shares = texts.map(([cause]) => [cause.code, shareIn(cause, text)] as const)
    expect(shares.toSorted((a, b) => b[1] - a[1])[0]?.[0]).toBe(likeliest.code)
  })
})

/** What stands in the task and its service. */
interface Served {
  readonly mapped?: number
  readonly hostPort?: number
  readonly sentTo?: number
  readonly command?: string[]
}

function served({ mapped, hostPort, sentTo, command }: Served): EvaluatedLaunch {
  const loadBalancers: LoadBalancer[] =
    sentTo === undefined ? [] : [{ targetGroupArn: group, containerName: 'app', containerPort: sentTo }]
  return launchOf({
    service: { loadBalancers },
    container: {
      ...(mapped === undefined
        ? {}
        : { portMappings: [{ containerPort: mapped, hostPort: hostPort ?? mapped }] }),
      ...(command === undefined ? {} : { command }),
    },
  })
}

function checked(command: string, outcome: Partial<ContainerOutcome> | undefined): EvaluatedLaunch {
  return launchOf({
    container: { healthCheck: { command: ['CMD-SHELL', command], interval: 10 } },
    ...(outcome === undefined ? {} : { outcome: { containers: [containerOutcome(outcome)] } }),
  })
}

const curl = 'curl -f http://127.0.0.1:8080/health || exit 1'
const refused = 'curl: (7) Failed to connect to 127.0.0.1 port 8080 after 0 ms: Connection refused'

describe('causes of load balancing, in a launch', () => {
  it.each<[string, Cause, EvaluatedLaunch, readonly string[] | 'open' | 'ruled out']>([
    [
      'the service sends to a port that is not mapped',
      portMappingMismatch,
      served({ mapped: 80, sentTo: 8080 }),
      ['the service sends to port 8080 of container `app` of `shop`, which maps port 80'],
    ],
    [
      'the container maps nothing',
      portMappingMismatch,
      served({ sentTo: 8080 }),
      ['the service sends to port 8080 of container `app` of `shop`, which maps no port'],
    ],
    [
      'host port and container port differ',
      portMappingMismatch,
      served({ mapped: 80, hostPort: 8080 }),
      ['container `app` of `shop` maps port 80 to host port 8080: with awsvpc both must be the same'],
    ],
    ['the ports agree', portMappingMismatch, served({ mapped: 8080, sentTo: 8080 }), 'open'],
    ['nothing is sent to the task', portMappingMismatch, served({ mapped: 8080 }), 'ruled out'],
    [
      'the command says where to listen',
      appBindsLocalhost,
      served({ sentTo: 80, command: ['uvicorn', 'main:app', '--host', '127.0.0.1'] }),
      [
        'container `app` of `shop` listens on 127.0.0.1 because of `--host 127.0.0.1`: the load balancer does not reach it',
      ],
    ],
    [
      'the command listens everywhere',
      appBindsLocalhost,
      served({ sentTo: 80, command: ['--host', '0.0.0.0'] }),
      'open',
    ],
    ['nobody sends to it', appBindsLocalhost, served({ command: ['--host', '127.0.0.1'] }), 'ruled out'],
    ['a service without load balancer', serviceWithoutLoadBalancer, served({ mapped: 80 }), 'open'],
    ['a worker', serviceWithoutLoadBalancer, served({}), 'ruled out'],
    ['a service with one', serviceWithoutLoadBalancer, served({ mapped: 80, sentTo: 80 }), 'ruled out'],
    ['a task of its own', serviceWithoutLoadBalancer, launchOf(), 'ruled out'],
    [
      'the shell finds no curl',
      containerHealthCheckToolMissing,
      checked(curl, { healthStatus: 'UNHEALTHY', healthCheckOutput: ['/bin/sh: curl: not found'] }),
      ['the health check of container `app` of `shop` runs `curl`, which is not in the image'],
    ],
    [
      'the program of the check is not found without a shell',
      containerHealthCheckToolMissing,
      checked('wget -q localhost', {
        healthStatus: 'UNHEALTHY',
        healthCheckOutput: ['exec: "wget": executable file not found in $PATH'],
      }),
      ['the health check of container `app` of `shop` runs `wget`, which is not in the image'],
    ],
    [
      'what is not found is not the tool',
      containerHealthCheckToolMissing,
      checked(curl, { healthStatus: 'UNHEALTHY', healthCheckOutput: ['config: not found'] }),
      'ruled out',
    ],
    ['nothing was run', containerHealthCheckToolMissing, checked(curl, undefined), 'open'],
    [
      'the check says nothing',
      containerHealthCheckToolMissing,
      checked(curl, { healthStatus: 'UNHEALTHY' }),
      'open',
    ],
    [
      'it is healthy',
      containerHealthCheckToolMissing,
      checked(curl, { healthStatus: 'HEALTHY' }),
      'ruled out',
    ],
    ['there is no check', containerHealthCheckToolMissing, launchOf(), 'ruled out'],
    [
      'the program listens, later than it was asked',
      containerHealthCheckStartPeriod,
      checked(curl, {
        healthStatus: 'UNHEALTHY',
        healthCheckOutput: [refused],
        log: ['Tomcat started on port 8080 (http) with context path'],
      }),
      ['the health check of container `app` of `shop` gives up after 30 seconds, before the program answers'],
    ],
    [
      'the program does not say that it listens',
      containerHealthCheckStartPeriod,
      checked(curl, { healthStatus: 'UNHEALTHY', healthCheckOutput: [refused], log: ['loading'] }),
      'open',
    ],
    [
      'the program answers with a fault',
      containerHealthCheckStartPeriod,
      checked(curl, {
        healthStatus: 'UNHEALTHY',
        healthCheckOutput: ['curl: (22) The requested URL returned error: 500'],
      }),
      'ruled out',
    ],
    [
      'the program has ended',
      containerHealthCheckStartPeriod,
      checked(curl, { healthStatus: 'UNHEALTHY', exitCode: 1, healthCheckOutput: [refused] }),
      'ruled out',
    ],
  ])('%s', (_, cause, launch, expected) => {
    expect(foundIn(cause, launch)).toEqual(expected)
  })
})

describe('a container that another waits for', () => {
  const timedOut = (dependency: string): string =>
    `CannotStartContainerError: dependency graph: container ordering dependency [${dependency}(shop:1) (RUNNING->RUNNING)] for target [front(front:1) (PULLED->RUNNING)] has timed out.`
  const waitedFor = (dependency: string): EvaluatedLaunch =>
    launchOf({
      container: { healthCheck: { command: ['CMD-SHELL', 'curl -f http://localhost:8081/up || exit 1'] } },
      outcome: {
        stopCode: 'TaskFailedToStart',
        stoppedReason: timedOut(dependency),
        containers: [
          containerOutcome({ healthStatus: 'UNHEALTHY', healthCheckOutput: ['/bin/sh: curl: not found'] }),
          containerOutcome({ name: 'front', exitCode: 143, reason: timedOut(dependency) }),
        ],
      },
    })

  it.each([
    ['app', 'dependency-timed-out'],
    ['another', 'health-checks-failed'],
  ])('%s: its health shows as %s', (dependency, code) => {
    const found = containerHealthCheckToolMissing.find?.(waitedFor(dependency)).found[0]
    expect(found?.failure?.code).toBe(code)
  })

  it('is to be checked at the address that its check has', () => {
    const found = containerHealthCheckToolMissing.find?.(waitedFor('app')).found[0]
    const { fix } = containerHealthCheckToolMissing.tell(found?.facts ?? {})
    expect(fix[0]?.text).toContain("fetch('http://localhost:8081/up')")
  })
})
