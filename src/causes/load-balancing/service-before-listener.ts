import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Forwarding } from '../../launch/registration/asked-launch.ts'
import { defineCause, type CauseAnswer, type CauseFacts, type Found } from '../cause.ts'
import { requestFact } from '../definition-fact.ts'
import { answerOfTargetGroups, withoutForwarder } from './target-group-answers.ts'

/** The service is made before a listener uses its target group. */
export const serviceBeforeListener = defineCause({
  code: 'service-before-listener',
  group: 'H',
  summary: 'the service is made before a listener forwards to its target group',
  rationale:
    'ECS takes a target group only once a listener or a rule of a load balancer forwards to it. A template that gives the service the target group says nothing about the listener, so both are made at once and the service mostly wins. A second deployment works, as the listener is there by then.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html',
  signs: [
    {
      failure: 'target-group-without-load-balancer',
      words: /^(?!.*target group with targetGroupArn \S{1,200} does not exist)/i,
      share: 96,
    },
    { words: /does not have an associated load balancer/i, share: 96 },
    { words: /target group.{0,120}not (?:associated|attached).{0,40}load balancer/i, share: 80 },
    { words: /Target\.NotInUse/i, share: 30 },
  ],
  settle: [
    {
      what: 'whether a listener forwards to the target group',
      how: 'aws elbv2 describe-target-groups --target-group-arns TARGET_GROUP --query "TargetGroups[].LoadBalancerArns"',
    },
  ],
  find: (launch) => answerOfTargetGroups(launch, (one) => answerFor(launch, one)),
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: 'make the service after the listener, in CloudFormation',
        text: `Service:\n  Type: AWS::ECS::Service\n  DependsOn: ${facts.listener ?? 'Listener'}`,
      },
      {
        title: 'or in Terraform',
        text: 'resource "aws_ecs_service" "shop" {\n  depends_on = [aws_lb_listener.https]\n}',
      },
      {
        title: 'where traffic comes by a rule and not by the default action, wait for the rule',
        text: 'Service:\n  Type: AWS::ECS::Service\n  DependsOn: ListenerRule',
      },
    ],
  }),
})

function message({ targetGroupArn, listener, service }: CauseFacts): string {
  const group = targetGroupArn === undefined ? "the service's target group" : `target group ${targetGroupArn}`
  if (service === undefined) return `no listener forwards to ${group} when the service is made`
  return listener === undefined
    ? `nothing forwards to ${group}, in which service \`${service}\` is to register its tasks`
    : `service \`${service}\` may be made before ${listener}, which forwards to ${group}: nothing says that it comes after`
}

function answerFor(launch: EvaluatedLaunch, forwarding: Forwarding): CauseAnswer {
  const { targetGroupArn, forwarders, elsewhere } = forwarding
  if (!forwarders.known) return { found: [], open: [forwarders.settledBy] }
  if (forwarders.absent) {
    // Where another group is forwarded to and empty, the wrong one was named.
    return elsewhere().length > 0
      ? { found: [], open: [], cleared: [{ fact: `listeners forward to ${elsewhere().join(', ')}` }] }
      : { found: [withoutForwarder(launch, forwarding)], open: [] }
  }
  const before = forwarders.value.find(({ isThere }) => isThere === true)
  if (before)
    return { found: [], open: [], cleared: [{ fact: `${before.name} forwards to ${targetGroupArn}` }] }
  const [first] = forwarders.value
  if (!first || forwarders.value.some(({ isThere }) => isThere === undefined)) {
    return { found: [], open: [`whether ${first?.name ?? 'a listener'} is made before the service`] }
  }
  return { found: [tooEarly(launch, targetGroupArn, first.name)], open: [] }
}

/** Which of the two is made first is chance: the service mostly is, as a load balancer takes minutes. */
function tooEarly(launch: EvaluatedLaunch, targetGroupArn: string, listener: string): Found {
  return {
    facts: { service: launch.subject.name, targetGroupArn, listener },
    why: [
      requestFact(launch, `the service registers its tasks in ${targetGroupArn}`),
      { fact: `${listener} forwards to it, and nothing makes it come first` },
    ],
    failure: { code: 'target-group-without-load-balancer', facts: { targetGroupArn } },
    part: 'loadBalancers',
    isDoubtful: true,
  }
}
