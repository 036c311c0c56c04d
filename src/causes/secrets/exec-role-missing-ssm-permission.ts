import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import { defineCause } from '../cause.ts'
import { callOfProgram } from '../container-words.ts'
import { permissionFixes, roleName } from '../near-miss-words.ts'
import { deniedByIdentity, findPermissionMissing, type AccessGround } from '../permission-missing.ts'
import { parametersMeant } from './missing-parameters.ts'
import { isEndpointPolicyReason } from './secret-arn.ts'

/** The task execution role may not read a parameter. */
export const execRoleMissingSsmPermission = defineCause({
  code: 'exec-role-missing-ssm-permission',
  group: 'A',
  summary: 'the task execution role may not read a Systems Manager parameter that the task refers to',
  rationale:
    'Parameters under `secrets` are read before any container exists, by the role in `executionRoleArn`. The role given to the containers (`taskRoleArn`) is of no use here, and `AmazonECSTaskExecutionRolePolicy` does not allow it. ECS calls `ssm:GetParameters`, in the plural: a policy that allows `ssm:GetParameter` alone denies it.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  signs: [
    { failure: 'parameters-refused', share: 68 },
    { failure: 'parameters-retrieval-failed', share: 10 },

    {
      failure: 'parameters-denied',
      when: ({ reason, resource }) => !isEndpointPolicyReason(reason) && !String(resource).includes('::'),
      without: callOfProgram,
      share: 70,
    },
    { words: /^(?!.*VPC endpoint policy).*ssm:GetParameters?\b/, without: callOfProgram, share: 50 },
    { words: /from SSM Parameter Store in [\w-]+: AccessDenied/i, share: 70 },
    { words: /^(?!.*VPC endpoint policy).*retrieve secrets from ssm:.{0,600}AccessDenied/i, share: 65 },
    {
      words:
        /permissions?\b.{0,60}\b(?:ssm|parameter store|parameters?)\b|\b(?:ssm|parameter store)\b.{0,60}\bpermissions?\b/i,
      share: 40,
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
  ],
  find: (launch) =>
    findPermissionMissing(launch, {
      steps: ['parameters'],
      action: (action) => action === 'ssm:GetParameters',
      when: (ground, step) => deniedByIdentity(ground) && !isSecretsName(launch, ground, step),
    }),
  tell: (facts) => ({
    message: message(facts),
    fix: permissionFixes(
      { ...facts, role: facts.role ?? facts.principal },
      { action: 'ssm:GetParameters', resource: 'arn:aws:ssm:REGION:ACCOUNT:parameter/NAME' },
    ),
    note: 'read by the execution role before any container starts',
  }),
})

/** Then not the permission is wrong, but where it is looked up. */
function isSecretsName(launch: EvaluatedLaunch, ground: AccessGround, step: LaunchStep): boolean {
  return parametersMeant(launch, step, { ground }).some(({ place }) => place.kind === 'a-secret')
}

function message({
  subject,
  role,
  principal,
  resource,
}: Readonly<Record<string, string | undefined>>): string {
  const parameter = resource?.replace(/^.*?:parameter/, '')
  const what = `may not read ${parameter === undefined ? 'a Systems Manager parameter' : `parameter ${parameter}`}`
  const name = roleName(role ?? principal)
  const who = name === undefined ? 'the task execution role' : `its execution role ${name}`
  return subject === undefined
    ? `${name === undefined ? 'the task execution role' : `the execution role ${name}`} ${what}`
    : `task \`${subject}\` will not start: ${who} ${what}`
}
