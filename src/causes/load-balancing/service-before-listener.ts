import { defineCause } from '../cause.ts'

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
  tell: ({ targetGroupArn }) => ({
    message: `no listener forwards to ${targetGroupArn === undefined ? "the service's target group" : `target group ${targetGroupArn}`} when the service is made`,
    fix: [
      {
        title: 'make the service after the listener, in CloudFormation',
        text: 'Service:\n  Type: AWS::ECS::Service\n  DependsOn: Listener',
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
