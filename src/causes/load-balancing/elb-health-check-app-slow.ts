import { defineCause } from '../cause.ts'
import { findInChecks } from './checked-targets.ts'
import { codeSigns, timedOutSigns, unhealthySigns } from './unhealthy-target.ts'

/** The program is not ready, or too busy, when the load balancer asks. */
export const elbHealthCheckAppSlow = defineCause({
  code: 'elb-health-check-app-slow',
  group: 'H',
  summary: "the program starts or answers too slowly for the load balancer's health check",
  rationale:
    'Checks begin as soon as the task is registered. Without `healthCheckGracePeriodSeconds` a program that takes longer to start than interval times threshold is stopped before it is ready, and its successor likewise. A small share of CPU stretches a start: what takes 10 seconds on a laptop takes more than a minute with 256 CPU units. Under load, a program that answers later than the timeout of the check fails it too.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-unhealthy-event-messages.html',
  signs: [
    ...codeSigns('503', 45),
    ...codeSigns('502|504', 50),
    ...timedOutSigns(42),
    {
      words:
        /\b(?:slow(?:ly)? (?:to )?(?:start|boot)|slow start-?up|(?:takes?|took) (?:\w{1,12} ){0,3}long to (?:start|boot|get started)|long (?:boot|start-?up|start) ?(?:time)?|(?:needs?|takes?|took) (?:\w{1,12} ){0,2}\d{2,3} ?s(?:ec(?:onds)?)? to (?:start|boot))/i,
      without: /container health checks?/i,
      share: 72,
    },
    { words: /grace ?period/i, share: 50 },
    ...unhealthySigns(30),
    {
      words:
        /\bslower[- ](?:start|boot)\w{0,4}|\bbefore (?:the |my |our )?(?:app\w{0,9}|it|service|container)(?: has| is|'s)? (?:finish\w{0,3}|done|ready|fully|started|booted|up)\b|\b(?:migrations?|warm-?up|database setup)\b.{0,120}\b(?:health ?checks?|kill\w{0,3}|unhealthy)|\b(?:health ?checks?|kills?|killed|unhealthy)\b.{0,120}\b(?:migrations?|warm-?up|database setup)|\bstill (?:starting|booting|initiali[sz]ing|migrating)\b/i,
      without: /container health checks?/i,
      share: 64,
    },
  ],
  settle: [
    {
      what: 'how long the program takes from its start to its first answer',
      how: "the times of the first line and of the line that says it listens, in the container's log",
    },
    {
      what: 'the grace period of the service',
      how: 'aws ecs describe-services --cluster CLUSTER --services SERVICE --query "services[].healthCheckGracePeriodSeconds"',
    },
    {
      what: 'how busy the task is',
      how: 'the metrics CPUUtilization and MemoryUtilization of the service',
    },
  ],
  find: (launch) =>
    findInChecks(launch, { onlyHttp: false, open: 'how long the program takes until it answers' }),
  tell: () => ({
    message: "the program does not answer the load balancer's health check in time",
    fix: [
      {
        title: 'give the service longer than the program takes to start',
        text: 'Type: AWS::ECS::Service\nProperties:\n  HealthCheckGracePeriodSeconds: 120',
      },
      {
        title: 'let the check wait longer and fail later',
        text: 'Type: AWS::ElasticLoadBalancingV2::TargetGroup\nProperties:\n  HealthCheckIntervalSeconds: 30\n  HealthCheckTimeoutSeconds: 10\n  UnhealthyThresholdCount: 5',
      },
      { title: 'or give the task more CPU', text: "Cpu: '1024'\nMemory: '2048'" },
    ],
  }),
})
