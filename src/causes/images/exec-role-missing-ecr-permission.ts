import type { LaunchStep } from '../../model/launch/step.ts'
import { defineCause, type CauseFacts } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { permissionFixes, roleName } from '../near-miss-words.ts'
import { type AccessGround, deniedByIdentity, findPermissionMissing } from '../permission-missing.ts'
import { deniedByRepository } from './foreign-repository.ts'

/** The execution role may not sign in to Amazon ECR or not read the image. */
export const execRoleMissingEcrPermission = defineCause({
  code: 'exec-role-missing-ecr-permission',
  group: 'C',
  summary: 'the task execution role may not sign in to Amazon ECR or may not read the image',
  rationale:
    'Pulling from Amazon ECR takes `ecr:GetAuthorizationToken`, which names no repository and must be allowed on `*`, and on the repository `ecr:BatchGetImage` and `ecr:GetDownloadUrlForLayer`. `AmazonECSTaskExecutionRolePolicy` has all of them; a role written by hand for secrets or logs often has none. On EC2 a task without execution role pulls with the role of its instance. A refusal of the later actions is printed as `403 Forbidden`, without a name of action or role.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  signs: [
    { failure: 'registry-auth-denied', when: ({ reason }) => !isEndpoint(reason), share: 92 },
    { words: /^(?!.*VPC endpoint policy).*not authorized to perform: ecr:GetAuthorizationToken/i, share: 90 },
    {
      words:
        /^(?!.*(?:VPC endpoint|resource-based) policy).*not authorized to perform: ecr:(?:BatchGetImage|GetDownloadUrlForLayer|BatchCheckLayerAvailability)/i,
      share: 82,
    },
    { failure: 'image-denied', words: /403 Forbidden/i, share: 66 },
    { words: /dkr\.ecr\..{0,600}403 Forbidden|403 Forbidden.{0,600}dkr\.ecr\./i, share: 64 },
    { words: /no basic auth credentials/i, share: 42 },
    { words: /pull access denied for \S{0,200}dkr\.ecr\.|engine ecr credentials: not found/i, share: 36 },
    { words: /Check that the role has the permissions to pull images/i, share: 60 },
    { words: /dkr\.ecr\.\S{1,200} (?:\S{1,200}: )?not found\b/i, share: 7 },
    { failure: 'image-pull-failed', share: 20 },
    {
      words:
        /^(?=.*\b(?:execut(?:ion|or)|exec|instance) (?:IAM )?role\b)(?=.*\b(?:permissions?|rights|polic(?:y|ies)|allow\w{0,3})\b).*\b(?:ECR|pull(?:s|ing)? (?:\w{1,20} ){0,4}images?)\b/i,
      share: 60,
    },
  ],
  settle: [
    {
      what: 'the policies of the execution role',
      how: 'aws iam list-attached-role-policies --role-name ROLE; aws iam list-role-policies --role-name ROLE',
    },
    {
      what: 'whether the image is in another account: then its repository must admit this one',
      how: 'aws ecr get-repository-policy --registry-id ACCOUNT --repository-name NAME',
    },
  ],
  find: (launch) =>
    findPermissionMissing(launch, {
      steps: ['registry-auth', 'image'],
      action: (action) => action.startsWith('ecr:'),
      when: isRoles,
    }),
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: 'give the execution role the managed policy that has it all',
        text: `aws iam attach-role-policy --role-name ${roleName(facts.role ?? facts.principal) ?? 'ROLE'} --policy-arn arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy`,
      },
      ...permissionFixes(
        { ...facts, role: facts.role ?? facts.principal, resource: facts.resource ?? starFor(facts.action) },
        { action: 'ecr:GetAuthorizationToken', resource: '*' },
      ),
    ],
  }),
})

function isRoles(ground: AccessGround, step: LaunchStep): boolean {
  return deniedByIdentity(ground) && !deniedByRepository(ground, step)
}

function isEndpoint(reason: string | number | undefined): boolean {
  return String(reason ?? '').includes('VPC endpoint policy')
}

function starFor(action: string | undefined): string | undefined {
  return action === 'ecr:GetAuthorizationToken' ? '*' : undefined
}

function message({ subject, role, principal, action, resource }: CauseFacts): string {
  const name = roleName(role ?? principal)
  const who = name === undefined ? 'the task execution role' : `the execution role ${name}`
  const repository = /:repository\/(.+)$/.exec(resource ?? '')?.[1]
  if (action === 'ecr:GetAuthorizationToken')
    return keepsFromStarting(subject, `${who} may not sign in to Amazon ECR`)
  return keepsFromStarting(
    subject,
    repository === undefined
      ? `${who} may not pull from Amazon ECR`
      : `${who} may not read images of repository ${repository}${action === undefined ? '' : ` (${action})`}`,
  )
}
