import { defineCause } from '../cause.ts'

/** The account has no service-linked role of ECS yet. */
export const serviceLinkedRoleMissing = defineCause({
  code: 'service-linked-role-missing',
  group: 'E',
  summary: 'the account does not have the service-linked role of ECS yet',
  rationale:
    'ECS makes network interfaces and registers targets as `AWSServiceRoleForECS`. It makes that role itself at the first use in an account, and that first call may be refused while the role is being made; the second works. Who makes the call needs `iam:CreateServiceLinkedRole` then, which pipelines often lack.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html',
  signs: [
    { failure: 'service-linked-role-missing', share: 95 },

    { words: /(?:unable to assume|verify that) the (?:ECS )?service[- ]linked role/i, share: 95 },
    {
      words:
        /service[- ]linked role (?:does not|doesn't) exist|AWSServiceRoleForECS\b|iam:CreateServiceLinkedRole/i,
      share: 80,
    },
  ],
  settle: [
    { what: 'whether the role is there', how: 'aws iam get-role --role-name AWSServiceRoleForECS' },
    { what: 'whether the same call works a minute later', how: 'run it again, without any change' },
  ],
  tell: () => ({
    message: 'the account does not have the service-linked role AWSServiceRoleForECS yet',
    fix: [
      {
        title: 'make the role once for the account',
        text: 'aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com',
      },
      {
        title: 'or in the template, before the cluster',
        text: 'Type: AWS::IAM::ServiceLinkedRole\nProperties:\n  AWSServiceName: ecs.amazonaws.com',
      },
      { title: 'and run what failed again', text: 'aws ecs create-cluster --cluster-name CLUSTER' },
    ],
  }),
})
