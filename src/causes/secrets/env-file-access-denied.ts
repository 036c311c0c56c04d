import { defineCause, type CauseFacts } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { permissionFixes, roleName } from '../near-miss-words.ts'
import { deniedByIdentity, findPermissionMissing } from '../permission-missing.ts'

/** The task execution role may not read the environment file. */
export const envFileAccessDenied = defineCause({
  code: 'env-file-access-denied',
  group: 'A',
  summary: 'the task execution role may not read the environment file of the task',
  rationale:
    'Environment files are fetched by the role in `executionRoleArn`, and `AmazonECSTaskExecutionRolePolicy` allows no S3. It takes `s3:GetObject` on the object and `s3:GetBucketLocation` on the bucket: two ARNs, one with the key and one without. The text is only `403 Forbidden`, the same as for a file that is not there. A policy that names one object ends with its name: a new file name takes a new policy.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html',
  signs: [
    { failure: 'env-files-failed', share: 25 },
    { failure: 'env-file-bucket-unavailable', share: 45 },

    { failure: 'env-file-forbidden', share: 42 },
    {
      words: /env(?:ironment)? files?.{0,600}(?:AccessDenied|Access Denied|not authorized|permission)/i,
      share: 65,
    },
    { words: /permission.{0,60}env(?:ironment)? file/i, share: 60 },
    { words: /env(?:ironment)? files?.{0,600}(?:\b403\b|Forbidden)/i, share: 34 },
  ],
  settle: [
    {
      what: 'the policies of the task execution role, against the exact ARN of the object',
      how: 'aws iam simulate-principal-policy --policy-source-arn ROLE_ARN --action-names s3:GetObject --resource-arns arn:aws:s3:::BUCKET/KEY',
    },
    {
      what: 'whether the object is there, asked by someone who may list the bucket',
      how: 'aws s3api head-object --bucket BUCKET --key KEY',
    },
  ],
  find: (launch) =>
    findPermissionMissing(launch, {
      steps: ['env-file'],
      action: (action) => action.startsWith('s3:'),
      when: deniedByIdentity,
    }),
  tell: (facts) => ({
    message: message(facts),
    fix:
      facts.action === undefined
        ? [
            {
              title: 'allow both actions to the task execution role',
              text: '- Effect: Allow\n  Action: s3:GetObject\n  Resource: arn:aws:s3:::BUCKET/FILE.env\n- Effect: Allow\n  Action: s3:GetBucketLocation\n  Resource: arn:aws:s3:::BUCKET',
            },
          ]
        : permissionFixes(facts, { action: 's3:GetObject', resource: 'arn:aws:s3:::BUCKET/FILE.env' }),
  }),
})

function message({ subject, role, action, resource }: CauseFacts): string {
  const name = roleName(role)
  const who = name === undefined ? 'the task execution role' : `the execution role ${name}`
  const file = resource?.replace(/^arn:[^:]*:s3:::/, '')
  const may =
    action === 's3:GetBucketLocation'
      ? `may not ask for the region of bucket ${file}`
      : `may not read ${file === undefined ? 'the environment file' : `environment file ${file}`}`
  return keepsFromStarting(subject, `${who} ${may}`)
}
