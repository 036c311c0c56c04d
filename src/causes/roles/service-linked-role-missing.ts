import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { parseArn } from '../../model/arn.ts'
import { defineCause, type CauseAnswer } from '../cause.ts'

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
  find,
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

/** That it is there is all that can be shown: where it is missing, ECS makes it at its first use. */
function find({ request, world }: EvaluatedLaunch): CauseAnswer {
  const { account, taskArn } = request
  const partition = parseArn(taskArn)?.partition ?? 'aws'
  const arn = `arn:${partition}:iam::${account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`
  const role = world.role(arn)
  if (!role.known) return { found: [], open: [role.settledBy] }
  if (role.absent) return { found: [], open: ['whether ECS may make AWSServiceRoleForECS at its first use'] }
  const fact = 'AWSServiceRoleForECS exists'
  const source = role.source === undefined ? {} : { source: role.source }
  return { found: [], open: [], cleared: [{ fact, ...source }] }
}
