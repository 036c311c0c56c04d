import { defineCause } from '../cause.ts'

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
  tell: ({ targetGroupArn }) => ({
    message: `the listener does not forward to ${targetGroupArn === undefined ? 'the target group in which the service registers its tasks' : `target group ${targetGroupArn}`}`,
    fix: [
      {
        title: "let service and listener refer to one target group, and not to each other's copies",
        text: 'Listener:\n  Type: AWS::ElasticLoadBalancingV2::Listener\n  Properties:\n    DefaultActions:\n      - Type: forward\n        TargetGroupArn: !Ref TargetGroup\nService:\n  Type: AWS::ECS::Service\n  Properties:\n    LoadBalancers:\n      - TargetGroupArn: !Ref TargetGroup\n        ContainerName: app\n        ContainerPort: 8080',
      },
    ],
  }),
})
