import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Forwarding } from '../../launch/registration/asked-launch.ts'
import { defineCause, type CauseAnswer, type CauseFacts, type Found } from '../cause.ts'
import { answerOfTargetGroups, withoutForwarder } from './target-group-answers.ts'

/** The service registers its tasks where the listener does not forward to. */
export const wrongTargetGroup = defineCause({
  code: 'wrong-target-group',
  group: 'H',
  summary:
    'the service registers its tasks in another target group than the one that the listener forwards to',
  rationale:
    'A load balancer may have many target groups, of which copies are easily made: one by the console, one by a template, one for each colour of a deployment. The service fills the group that it names, the listener forwards to the group that its rules name, and nobody compares the two. The events of the service say that targets are registered, while the group that one looks at stays empty.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html',
  signs: [
    { words: /Target\.NotInUse|not configured to receive traffic from the load balancer/i, share: 50 },
    {
      words:
        /(?:registered \d{1,9} targets|RegisterTargets).{0,300}\b(?:empty|no (?:registered )?targets|0 targets)/i,
      share: 65,
    },
    {
      words: /\b(?:no|0|zero) (?:registered |healthy )?targets?\b|target group (?:is|stays|remains) empty/i,
      share: 28,
    },
    { words: /\b(?:wrong|other|different|another) target ?group/i, share: 60 },
  ],
  settle: [
    {
      what: 'the target group of the service',
      how: 'aws ecs describe-services --cluster CLUSTER --services SERVICE --query "services[].loadBalancers[].targetGroupArn"',
    },
    {
      what: 'the target groups that the listener forwards to',
      how: 'aws elbv2 describe-rules --listener-arn LISTENER --query "Rules[].Actions[].ForwardConfig.TargetGroups"',
    },
  ],
  find: (launch) => answerOfTargetGroups(launch, (one) => answerFor(launch, one)),
  tell: (facts) => ({
    message: message(facts),
    fix: facts.vpc === undefined ? [sameGroup] : [sameVpc],
  }),
})

const sameGroup = {
  title: "let service and listener refer to one target group, and not to each other's copies",
  text: 'Listener:\n  Type: AWS::ElasticLoadBalancingV2::Listener\n  Properties:\n    DefaultActions:\n      - Type: forward\n        TargetGroupArn: !Ref TargetGroup\nService:\n  Type: AWS::ECS::Service\n  Properties:\n    LoadBalancers:\n      - TargetGroupArn: !Ref TargetGroup\n        ContainerName: app\n        ContainerPort: 8080',
}

const sameVpc = {
  title: 'make the target group, and its load balancer, in the VPC of the tasks',
  text: 'Type: AWS::ElasticLoadBalancingV2::TargetGroup\nProperties:\n  VpcId: !Ref Vpc\n  TargetType: ip',
}

/** A target group takes no addresses of another VPC than its own. */
function ofAnotherVpc(
  { asked, request, subject }: EvaluatedLaunch,
  targetGroupArn: string,
): Found | undefined {
  const own = asked?.vpcOf?.(targetGroupArn)
  const subnets = request.networkConfiguration?.subnets ?? []
  const vpcs = subnets.map((id) => asked?.vpcOf?.(id))
  if (own === undefined || vpcs.length === 0 || vpcs.some((vpc) => vpc === undefined || vpc === own))
    return undefined
  const tasksVpc = [...new Set(vpcs)].join(', ')
  const balancers = request.service?.loadBalancers ?? []
  const named = balancers.find((one) => one.targetGroupArn === targetGroupArn)
  return {
    facts: { service: subject.name, targetGroupArn, vpc: own, tasksVpc },
    why: [
      { fact: `target group ${targetGroupArn} is of ${own}` },
      { fact: `the tasks start in ${tasksVpc}` },
    ],
    part: `loadBalancers/${named?.containerName ?? ''}/${named?.containerPort ?? ''}`,
  }
}

function message({ service, targetGroupArn, elsewhere, vpc, tasksVpc }: CauseFacts): string {
  if (vpc !== undefined)
    return `tasks of \`${service}\` cannot be registered in target group ${targetGroupArn}: it is of ${vpc}, and they start in ${tasksVpc}`
  const group = targetGroupArn === undefined ? undefined : `target group ${targetGroupArn}`
  if (service === undefined || elsewhere === undefined)
    return `the listener does not forward to ${group ?? 'the target group in which the service registers its tasks'}`
  return `service \`${service}\` registers its tasks in ${group}, and listeners forward to ${elsewhere}, in which nothing registers`
}

/** Found only where the other group stands beside: a group without a listener may be the listener's fault. */
function answerFor(launch: EvaluatedLaunch, forwarding: Forwarding): CauseAnswer {
  const { targetGroupArn, forwarders, isMadeTogether } = forwarding
  const outside = ofAnotherVpc(launch, targetGroupArn)
  if (outside) return { found: [outside], open: [] }
  if (!forwarders.known) return { found: [], open: [forwarders.settledBy] }
  if (!forwarders.absent) {
    const names = forwarders.value.map(({ name }) => name).join(', ')
    return { found: [], open: [], cleared: [{ fact: `${names} forwards to ${targetGroupArn}` }] }
  }
  const elsewhere = forwarding.elsewhere()
  if (elsewhere.length === 0) {
    return {
      found: [],
      open: [],
      cleared: [{ fact: `nothing forwards to another empty group than ${targetGroupArn}` }],
    }
  }
  const { facts, why, ...found } = withoutForwarder(launch, forwarding)
  const others = elsewhere.join(', ')
  return {
    found: [
      {
        ...found,
        facts: { ...facts, elsewhere: others },
        why: [...why, { fact: `listeners forward to ${others}, in which nothing registers targets` }],
        isDoubtful: !isMadeTogether,
      },
    ],
    open: [],
  }
}
