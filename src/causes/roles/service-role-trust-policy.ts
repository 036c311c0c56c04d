import { defineCause } from '../cause.ts'

/** The role of the service itself does not trust ECS. */
export const serviceRoleTrustPolicy = defineCause({
  code: 'service-role-trust-policy',
  group: 'E',
  summary: 'the role that a service registers targets with does not let ECS assume it',
  rationale:
    'A service may name a role of its own for its load balancer (`role` of CreateService), an old way that the service-linked role has replaced. It must trust `ecs.amazonaws.com`: here the service of clusters is right, and `ec2.amazonaws.com` or `ecs-tasks.amazonaws.com` is wrong. Without the field ECS uses its service-linked role.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',
  signs: [
    { failure: 'service-role-not-assumable', share: 84 },
    { failure: 'service-role-changed', share: 50 },
    { words: /unable to assume role and validate the/i, share: 82 },
  ],
  settle: [
    {
      what: 'which role the service names, and whom that trusts',
      how: 'aws iam get-role --role-name ROLE --query Role.AssumeRolePolicyDocument',
    },
    {
      what: 'whether the service-linked role is there, where the service names none',
      how: 'aws iam get-role --role-name AWSServiceRoleForECS',
    },
  ],
  tell: () => ({
    message: 'the role of the service does not let ecs.amazonaws.com assume it',
    fix: [
      {
        title: 'name no role: then ECS uses its service-linked role',
        text: 'aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com\n# and leave out of the service:\n#   Role / iam_role',
      },
      {
        title: 'or let ECS assume the role',
        text: 'AssumeRolePolicyDocument:\n  Version: "2012-10-17"\n  Statement:\n    - Effect: Allow\n      Principal:\n        Service: ecs.amazonaws.com\n      Action: sts:AssumeRole',
      },
    ],
  }),
})
