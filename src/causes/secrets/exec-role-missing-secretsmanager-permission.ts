import { defineCause, type CauseFacts } from '../cause.ts'
import type { Fix } from '../fix.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { permissionFixes, roleName } from '../near-miss-words.ts'
import { findPermissionMissing } from '../permission-missing.ts'
import {
  isEndpointPolicyReason,
  isPartialSecretArn,
  secretNameOf,
  secretWithoutSuffix,
} from './secret-arn.ts'
import { belongsTo, secretDenial } from './secret-denial.ts'

/** The task execution role may not read a secret. */
export const execRoleMissingSecretsmanagerPermission = defineCause({
  code: 'exec-role-missing-secretsmanager-permission',
  group: 'A',
  summary: 'the task execution role may not read a Secrets Manager secret that the task refers to',
  rationale:
    'A secret under `secrets` or `repositoryCredentials` is read before any container exists, by the role in `executionRoleArn`. The role given to the containers (`taskRoleArn`) plays no part, and `AmazonECSTaskExecutionRolePolicy` allows no secret. The ARN of a secret ends in six random characters that a policy has to cover: `…:secret:NAME-??????`.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  signs: [
    { failure: 'secret-refused', share: 68 },
    { failure: 'registry-secret-unavailable', share: 40 },

    {
      failure: 'secret-denied',
      when: ({ resource, reason }) => !isEndpointPolicyReason(reason) && !isPartialSecretArn(resource),
      share: 85,
    },
    {
      failure: 'secret-denied',
      when: ({ resource, reason }) => !isEndpointPolicyReason(reason) && isPartialSecretArn(resource),
      share: 42,
    },
    {
      words: /^(?!.*VPC endpoint policy).*unable to (?:pull|retrieve).{0,600}secretsmanager:GetSecretValue/i,
      share: 40,
    },
    {
      words: /^(?!.*VPC endpoint policy).*execution.?role.{0,600}secretsmanager:GetSecretValue/i,
      without: secretWithoutSuffix,
      share: 70,
    },
    { words: /^(?!.*VPC endpoint policy).*secretsmanager:GetSecretValue/, share: 40 },
    {
      words: /^(?!.*VPC endpoint policy).*unable to retrieve secret from asm:.{0,600}AccessDenied(?!.*KMS)/i,
      without: secretWithoutSuffix,
      share: 60,
    },
    { words: /retrieve secret from asm: service call has been retried \d{1,9} time/i, share: 12 },
    {
      words: /permissions?\b.{0,40}\b(?:read|access|fetch|get|pull|retrieve) (?:the |its |from )?secrets?\b/i,
      share: 56,
    },
    {
      words:
        /\b(?:missing|no|lacks?|lack of|without|not have|n't have)\b.{0,40}\b(?:permissions?|rights|polic(?:y|ies))\b.{0,80}\bsecrets?\b/i,
      share: 50,
    },
  ],
  settle: [
    {
      what: 'the policies of the role that the text names',
      how: 'aws iam list-attached-role-policies --role-name ROLE; aws iam list-role-policies --role-name ROLE',
    },
    {
      what: 'whether that role is the execution role of the task definition',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query taskDefinition.executionRoleArn',
    },
    {
      what: 'whether the resource policy of the secret denies it',
      how: 'aws secretsmanager get-resource-policy --secret-id NAME',
    },
  ],
  find: (launch) =>
    findPermissionMissing(launch, {
      steps: ['secret', 'registry-secret'],
      action: (action) => action === 'secretsmanager:GetSecretValue',
      when: (ground, step) => belongsTo(secretDenial(launch, ground, step), 'permission') === 'yes',
    }),
  tell: (facts) => ({
    message: message(facts),
    fix: permissionFixes(
      { ...facts, role: facts.role ?? facts.principal },
      {
        action: 'secretsmanager:GetSecretValue',
        resource: 'arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME',
      },
    ).map((fix) => withPartial(fix, facts.resource)),
    note: 'read by the execution role before any container starts',
  }),
})

function message({ subject, role, principal, resource, secretArn }: CauseFacts): string {
  const arn = resource ?? secretArn
  const secret = arn === undefined ? 'a secret of Secrets Manager' : `secret ${secretNameOf(arn)}`
  const name = roleName(role ?? principal)
  const who = name === undefined ? 'the task execution role' : `its execution role ${name}`
  const whoAlone = name === undefined ? 'the task execution role' : `the execution role ${name}`
  return keepsFromStarting(subject, `${subject === undefined ? whoAlone : who} may not read ${secret}`)
}

/** A task that names the secret without its random characters is judged by that ARN: both forms are allowed then. */
function withPartial(fix: Fix, resource: string | undefined): Fix {
  if (resource === undefined || !isPartialSecretArn(resource)) return fix
  const covering = `${resource}-??????`
  const { edit } = fix
  return {
    ...fix,
    text: fix.text.replace(`Resource: ${covering}`, `Resource:\n    - ${resource}\n    - ${covering}`),
    ...(edit?.kind === 'allow' ? { edit: { ...edit, resources: [resource, covering] } } : {}),
  }
}
