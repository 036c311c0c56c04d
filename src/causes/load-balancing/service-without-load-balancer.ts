import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer } from '../cause.ts'

/** The service has no load balancer, so its tasks are never registered. */
export const serviceWithoutLoadBalancer = defineCause({
  code: 'service-without-load-balancer',
  group: 'H',
  summary: 'the service names no target group, so the load balancer never hears of its tasks',
  rationale:
    'Tasks are registered with a target group because the service names it under `loadBalancers`, and for no other reason. A service that was made without it runs, is steady and passes every deployment, while the load balancer answers 503 because its target group is empty. Settings of the target group itself change nothing about that.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html',
  signs: [
    { failure: 'bad-gateway', words: /\b503\b/, share: 32 },
    {
      words:
        /\b(?:no|0|zero|without) (?:registered |healthy )?targets?\b|target group (?:is|stays|remains) empty/i,
      share: 36,
    },
    { words: /503 Service (?:Temporarily )?Unavailable/i, share: 32 },
    { words: /"?loadBalancers"? ?[:=] ?\[ ?\]/i, share: 70 },
    { words: /service .{0,40}(?:without|no) (?:a |any )?load ?balancer/i, share: 70 },
    {
      words:
        /\bno (?:longer )?(?:has (?:an? )?)?(?:ELB|ALB|load ?balancer)\b.{0,30}\b(?:mapped|attached|associated|configured)/i,
      share: 56,
    },
  ],
  settle: [
    {
      what: 'the load balancers of the service',
      how: 'aws ecs describe-services --cluster CLUSTER --services SERVICE --query "services[].loadBalancers"',
    },
    {
      what: 'the targets of the target group',
      how: 'aws elbv2 describe-target-health --target-group-arn TARGET_GROUP',
    },
  ],
  find,
  tell: ({ subject }) => ({
    message: `${subject === undefined ? 'the service' : `service \`${subject}\``} names no target group: a load balancer never sends to its tasks`,
    fix: [
      {
        title: 'name the target group in the service',
        text: 'Type: AWS::ECS::Service\nProperties:\n  LoadBalancers:\n    - TargetGroupArn: !Ref TargetGroup\n      ContainerName: app\n      ContainerPort: 8080',
      },
      {
        title: 'or on a service that is there, which starts a new deployment',
        text: 'aws ecs update-service --cluster CLUSTER --service SERVICE --load-balancers targetGroupArn=TARGET_GROUP,containerName=app,containerPort=8080',
      },
    ],
  }),
})

/** A service without a load balancer may be meant so: that it lacks one is never proved, only ruled out. */
function find({ request, task }: EvaluatedLaunch): CauseAnswer {
  const { service } = request
  if (service === undefined) return { found: [], open: [], cleared: [{ fact: 'no service starts the task' }] }
  const [first] = service.loadBalancers
  if (first !== undefined) {
    const where = first.targetGroupArn ?? first.loadBalancerName
    return { found: [], open: [], cleared: [{ fact: `the service registers its tasks with ${where}` }] }
  }
  const isOpen = task.containers.some(({ definition }) => (definition.portMappings ?? []).length > 0)
  return isOpen
    ? { found: [], open: [`whether ${service.serviceName} is to be reached through a load balancer`] }
    : { found: [], open: [], cleared: [{ fact: 'no container of the task maps a port' }] }
}
