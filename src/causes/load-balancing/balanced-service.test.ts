import { describe, expect, it } from 'vitest'
import type { BalancerPath } from '../../launch/evaluated-launch.ts'
import type { AskedTargetGroup, Forwarding } from '../../launch/registration/asked-launch.ts'
import { absent, present, unknownFact } from '../../model/launch/fact.ts'
import type { ReachAnswer } from '../../model/launch/world.ts'
import type { Hop } from '../../model/network/reach-verdict.ts'
import type { Cause } from '../cause.ts'
import { foundIn } from '../support/found-in.ts'
import { containerOutcome, launchOf, type LaunchChanges } from '../support/launch-of.ts'
import { titled } from '../support/titled.ts'
import { elbHealthCheckAppSlow } from './elb-health-check-app-slow.ts'
import { elbHealthCheckDeepDependency } from './elb-health-check-deep-dependency.ts'
import { elbHealthCheckHostHeaderRejected } from './elb-health-check-host-header-rejected.ts'
import { elbHealthCheckPathOrCode } from './elb-health-check-path-or-code.ts'
import { portMappingMismatch } from './port-mapping-mismatch.ts'
import { serviceBeforeListener } from './service-before-listener.ts'
import { sgAlbToTaskBlocked } from './sg-alb-to-task-blocked.ts'
import { wrongTargetGroup } from './wrong-target-group.ts'

const group = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0123456789abcdef'
const loadBalancers = [{ targetGroupArn: group, containerName: 'app', containerPort: 8080 }]

function balanced(beside: LaunchChanges['beside'] = {}): LaunchChanges {
  return { service: { loadBalancers }, beside }
}

function forwarded(forwarding: Partial<Forwarding>): LaunchChanges {
  const one = { targetGroupArn: group, forwarders: absent(), isMadeTogether: true, elsewhere: () => [] }
  return balanced({ asked: { definition: {}, service: {}, forwarding: [{ ...one, ...forwarding }] } })
}

const listener = (isThere?: boolean): LaunchChanges =>
  forwarded({ forwarders: present([{ name: 'Listener', ...(isThere === undefined ? {} : { isThere }) }]) })

const hop = (kind: Hop['kind'], cause: Hop['cause']): Hop => ({
  kind,
  passes: 'no',
  fact: 'a rule does not let it',
  ...(cause && { cause }),
})

function stopped(by: Hop): ReachAnswer {
  return {
    kind: 'unreachable',
    outcome: 'timeout',
    verdict: {
      kind: 'unreachable',
      hops: [by],
      port: 8080,
      stoppedAt: by,
      obstacles: [by],
      outcome: 'timeout',
    },
  }
}

function reached(
  ...answers: readonly [subnetId: string, port: number, answer: ReachAnswer][]
): LaunchChanges {
  const paths = answers.map(([subnetId, port, answer]): BalancerPath => ({
    loadBalancer: 'Balancer',
    containerName: 'app',
    containerPort: 8080,
    port,
    subnetId,
    answer,
  }))
  return balanced({ balancerPaths: () => paths })
}

const closed = stopped(hop('security-group-ingress', 'sg-alb-to-task-blocked'))
const kept = stopped(hop('security-group-egress', 'sg-alb-to-task-blocked'))
const ofAcl = stopped(hop('network-acl', 'network-acl-blocks'))
const passes: ReachAnswer = { kind: 'reachable' }
const open: ReachAnswer = { kind: 'unknown', settledBy: 'the rules of sg-1' }

function checked(target: Partial<AskedTargetGroup>, line?: string, mode?: 'bridge'): LaunchChanges {
  const asked = {
    definition: {},
    service: { loadBalancers },
    targetGroups: [{ targetGroupArn: group, ...target }],
  }
  return {
    ...balanced({ asked }),
    ...(line === undefined ? {} : { outcome: { containers: [containerOutcome({ log: [line] })] } }),
    container: { portMappings: [{ containerPort: 8080, hostPort: mode === 'bridge' ? 0 : 8080 }] },
    ...(mode === undefined ? {} : { definition: { networkMode: mode }, request: { launchType: 'EC2' } }),
  }
}

const asked404 = '10.0.1.9 - - "GET /up HTTP/1.1" 404 153 "-" "ELB-HealthChecker/2.0"'
const asked302 = asked404.replace('404', '302')
const django = "Invalid HTTP_HOST header: '10.0.1.9:8080'. You may need to add '10.0.1.9' to ALLOWED_HOSTS."

describe('a service behind a load balancer', () => {
  it.each(
    titled<[Cause, LaunchChanges, readonly string[] | 'open' | 'ruled out']>(
      [
        serviceBeforeListener,
        listener(false),
        [
          `service \`shop\` may be made before Listener, which forwards to target group ${group}: nothing says that it comes after`,
        ],
      ],
      [serviceBeforeListener, listener(true), 'ruled out'],
      [serviceBeforeListener, listener(), 'open'],
      [
        serviceBeforeListener,
        forwarded({}),
        [`nothing forwards to target group ${group}, in which service \`shop\` is to register its tasks`],
      ],
      [serviceBeforeListener, forwarded({ elsewhere: () => ['Other'] }), 'ruled out'],
      [serviceBeforeListener, forwarded({ forwarders: unknownFact('the nested stack') }), 'open'],
      [serviceBeforeListener, balanced(), 'open'],
      [serviceBeforeListener, { service: {} }, 'ruled out'],
      [
        wrongTargetGroup,
        forwarded({ elsewhere: () => ['Other'] }),
        [
          `service \`shop\` registers its tasks in target group ${group}, and listeners forward to Other, in which nothing registers`,
        ],
      ],
      [wrongTargetGroup, forwarded({}), 'ruled out'],
      [wrongTargetGroup, listener(false), 'ruled out'],
      [wrongTargetGroup, balanced(), 'open'],
      [
        sgAlbToTaskBlocked,
        reached(['subnet-1', 8080, closed]),
        [
          'tasks of `shop` will not become healthy: Balancer is not admitted to port 8080: a rule does not let it',
        ],
      ],
      [
        sgAlbToTaskBlocked,
        reached(['subnet-1', 8080, kept]),
        [
          'tasks of `shop` will not become healthy: Balancer may not send to port 8080: a rule does not let it',
        ],
      ],
      [
        sgAlbToTaskBlocked,
        reached(['subnet-1', 8080, passes], ['subnet-1', 9000, closed], ['subnet-2', 9000, passes]),
        [
          'tasks of `shop` will not become healthy in subnet-1: Balancer is not admitted to port 9000: a rule does not let it',
        ],
      ],
      [sgAlbToTaskBlocked, reached(['subnet-1', 8080, passes]), 'ruled out'],
      [sgAlbToTaskBlocked, reached(['subnet-1', 8080, open]), 'open'],
      [sgAlbToTaskBlocked, reached(['subnet-1', 8080, ofAcl]), 'open'],
      [sgAlbToTaskBlocked, balanced(), 'open'],
      [sgAlbToTaskBlocked, { service: {} }, 'ruled out'],
      [elbHealthCheckAppSlow, { service: {} }, 'ruled out'],
      [elbHealthCheckAppSlow, checked({ protocol: 'TCP' }), 'open'],
      [elbHealthCheckDeepDependency, checked({ protocol: 'TCP' }), 'ruled out'],
      [elbHealthCheckDeepDependency, checked({ protocol: 'TCP', healthCheckProtocol: 'HTTP' }), 'open'],
      [elbHealthCheckDeepDependency, checked({ protocol: 'HTTP' }), 'open'],
      [
        elbHealthCheckPathOrCode,
        checked({ protocol: 'HTTP' }, asked404),
        [
          "the path /up of the load balancer's health check answers with code 404 that the target group does not take as healthy",
        ],
      ],
      [elbHealthCheckPathOrCode, checked({ matcher: { httpCode: '200,300-399' } }, asked302), 'open'],
      [elbHealthCheckPathOrCode, { ...balanced(), outcome: checked({}, asked404).outcome }, 'open'],
      [
        elbHealthCheckHostHeaderRejected,
        checked({ protocol: 'HTTP' }, django),
        [
          "container `app` of `shop` refuses requests for host 10.0.1.9, as which the load balancer's health checks come",
        ],
      ],
      [
        elbHealthCheckHostHeaderRejected,
        checked({}, "Invalid HTTP_HOST header: 'shop.example'. You may need to add it"),
        'open',
      ],
      [
        portMappingMismatch,
        checked({ healthCheckPort: '8080' }, undefined, 'bridge'),
        [
          'the health checks of `shop` come to port 8080 of the instance, which no container of the task takes',
        ],
      ],
      [portMappingMismatch, checked({ healthCheckPort: 'traffic-port' }, undefined, 'bridge'), 'open'],
      [portMappingMismatch, checked({ healthCheckPort: '9000' }), 'open'],
    ),
  )('%s: %#', (_, cause, changes, expected) => {
    expect(foundIn(cause, launchOf(changes))).toEqual(expected)
  })

  it('is only warned of what may be made elsewhere, or in time by chance', () => {
    const doubts = [listener(false), forwarded({})].map(
      (changes) => serviceBeforeListener.find?.(launchOf(changes)).found[0]?.isDoubtful,
    )
    const [together, apart] = [true, false].map((isMadeTogether) => {
      const changes = forwarded({ isMadeTogether, elsewhere: () => ['Other'] })
      return wrongTargetGroup.find?.(launchOf(changes)).found[0]?.isDoubtful
    })
    expect([...doubts, together, apart]).toEqual([true, true, false, true])
  })
})
