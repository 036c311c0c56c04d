import { defineCause } from '../cause.ts'
import { findInChecks } from './checked-targets.ts'
import { codeSigns, unhealthySigns } from './unhealthy-target.ts'

/** The checked path also checks what the program depends on. */
export const elbHealthCheckDeepDependency = defineCause({
  code: 'elb-health-check-deep-dependency',
  group: 'H',
  summary: 'the checked path also asks databases and other services, and fails with them',
  rationale:
    'A task that fails its health check is replaced. Where the checked path asks a database or another service as well, a fault over there makes ECS replace tasks that are in order, and the new ones fail alike: the fault becomes an outage. A check for the load balancer says only that this process serves; what it depends on belongs to a path of its own that an alarm watches.',
  source:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
  signs: [
    { words: /"status" ?: ?"(?:DOWN|OUT_OF_SERVICE)"/i, share: 75 },
    {
      words:
        /(?:health|ready|readiness|readyz|livez|actuator)\b.{0,160}\b(?:database|postgres|mysql|redis|mongo|kafka|rabbitmq|dependenc).{0,60}\b(?:down|unavailable|unreachable|failed|refused|not ready|error)/i,
      share: 65,
    },
    { words: /\/(?:ready|readyz|readiness|actuator\/health)\b.{0,60}\b503\b/i, share: 60 },
    ...codeSigns('503', 32),
    ...codeSigns('500', 35),
    ...unhealthySigns(20),
    {
      words:
        /\bhealth\w{0,3}\b.{0,60}\b(?:runs?|ran|includes?|depends? on|verif\w{1,4}|queries|pings|tests?)\b.{0,40}\b(?:database|DB|redis|S3|cache|postgres|mysql|mongo\w{0,2}|dependenc)|\b(?:database|DB|redis|dependency)\b.{0,24}\b(?:slow\w{0,4}|outage|failover|maintenance)\b.{0,120}\b(?:health|503|unhealthy)/i,
      share: 72,
    },
  ],
  settle: [
    {
      what: 'what the answer of the checked path contains',
      how: 'curl -s http://TASK_ADDRESS:PORT/PATH',
    },
    {
      what: 'whether the path answers while the database is away',
      how: 'stop the database in a test environment and ask the path again',
    },
  ],
  find: (launch) =>
    findInChecks(launch, { onlyHttp: true, open: 'what the program asks before it answers the check' }),
  tell: () => ({
    message: 'the checked path fails because something that the program depends on does',
    fix: [
      {
        title: 'check a path that asks nothing else',
        text: "app.get('/live', (request, response) => response.sendStatus(200))",
      },
      {
        title: 'and let the target group ask for it',
        text: 'Type: AWS::ElasticLoadBalancingV2::TargetGroup\nProperties:\n  HealthCheckPath: /live',
      },
    ],
  }),
})
