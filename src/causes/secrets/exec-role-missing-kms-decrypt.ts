import type { LaunchStep } from '../../model/launch/step.ts'
import { defineCause, type CauseFacts } from '../cause.ts'
import type { Edit } from '../fix.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { allow, roleName } from '../near-miss-words.ts'
import { deniedByIdentity, type AccessGround } from '../permission-missing.ts'
import { answerOfSteps } from '../troubles-of.ts'
import { isEndpointPolicyReason, regionOf, secretNameOf } from './secret-arn.ts'

const kinds: ReadonlySet<LaunchStep['kind']> = new Set([
  'secret',
  'registry-secret',
  'parameters',
  'env-file',
])

/** The task execution role may not use the key that something of the launch is encrypted with. */
export const execRoleMissingKmsDecrypt = defineCause({
  code: 'exec-role-missing-kms-decrypt',
  group: 'A',
  summary:
    'the task execution role may not use the KMS key that a secret, parameter or file is encrypted with',
  rationale:
    "Reading a value that is encrypted with a customer's key takes `kms:Decrypt` beside the permission to read it, and Secrets Manager then only says `Access to KMS is not allowed`. The key `aws/secretsmanager` or `aws/ssm` asks for nothing. A key's own policy takes part: it must allow the role, or leave the decision to the IAM policies of its account.",
  source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
  signs: [
    { failure: 'key-denied', when: ({ reason }) => !isEndpointPolicyReason(reason), share: 70 },

    { failure: 'secret-key-denied', share: 95 },
    {
      failure: 'parameter-key-denied',
      when: ({ reason }) => !isEndpointPolicyReason(reason),
      share: 92,
    },
    { words: /Access to KMS is not allowed/i, share: 95 },
    { words: /^(?!.*VPC endpoint policy).*kms:Decrypt\b/, share: 70 },
    { words: /\bKMS\b.{0,80}\b(?:denied|permissions?|not allowed|can ?not|can't|decrypt)/i, share: 55 },
  ],
  settle: [
    {
      what: 'which key the secret is encrypted with; none means the key of AWS, which needs no permission',
      how: 'aws secretsmanager describe-secret --secret-id NAME --query KmsKeyId',
    },
    {
      what: 'what the policy of that key says',
      how: 'aws kms get-key-policy --key-id KEY --policy-name default',
    },
  ],
  find: (launch) =>
    answerOfSteps<AccessGround>(
      launch,
      {
        // No step names the permission beforehand: which key it takes shows only when the value is looked at.
        parts: ['access', 'requirement'],
        concerns: ({ kind }) => kinds.has(kind),
        matches: ({ ground }) =>
          ground.kind === 'access' && ground.request.action === 'kms:Decrypt' && deniedByIdentity(ground)
            ? ground
            : undefined,
      },
      ({ step, trouble }) => ({
        role: trouble.ground.request.roleArn,
        resource: trouble.ground.request.resource,
        reason: trouble.ground.answer.reason,
        secretArn: secretOf(step.access[0]?.resource),
      }),
    ),
  tell: (facts) => {
    const key = keyOf(facts.resource)
    const region = regionOf(key) ?? regionOf(facts.secretArn) ?? 'REGION'
    const role = roleName(facts.role ?? facts.principal) ?? 'the task execution role'
    return {
      message: message(facts),
      note: 'decrypted by the execution role before any container starts',
      fix: [
        {
          title: `allow ${role} to decrypt with this key`,
          text: allow('kms:Decrypt', key ?? `arn:aws:kms:${region}:ACCOUNT:key/KEY_ID`),
          ...identityEdit(facts),
        },
        {
          title:
            "and let the policy of the key admit the role, where it does not leave that to the account's IAM policies",
          text: `- Effect: Allow\n  Principal:\n    AWS: ${facts.role ?? 'arn:aws:iam::ACCOUNT:role/ROLE'}\n  Action: kms:Decrypt\n  Resource: '*'`,
        },
      ],
    }
  },
})

/** Where the key leaves it to the policies of the account, as its denial says, a statement is all that is missing. */
function identityEdit({ role, resource, reason }: CauseFacts): { readonly edit?: Edit } {
  const key = keyOf(resource)
  const byIdentity = reason?.includes('identity-based policy') === true && !/explicit deny/i.test(reason)
  if (role?.startsWith('arn:') !== true || key === undefined || !byIdentity) return {}
  return { edit: { kind: 'allow', role, action: 'kms:Decrypt', resources: [key] } }
}

function message({ subject, role, principal, resource, secretArn }: CauseFacts): string {
  const key = keyOf(resource)
  const name = roleName(role ?? principal)
  const who = name === undefined ? 'the task execution role' : `the execution role ${name}`
  const which = key === undefined ? 'the KMS key' : `KMS key ${key.replace(/^.*:(?:key|alias)\//, '')}`
  const what =
    secretArn === undefined ? 'a secret or parameter of the task' : `secret ${secretNameOf(secretArn)}`
  return keepsFromStarting(subject, `${who} may not use ${which} that encrypts ${what}`)
}

function keyOf(resource: string | undefined): string | undefined {
  return resource?.includes(':kms:') === true ? resource : undefined
}

function secretOf(arn: string | undefined): string | undefined {
  return arn?.includes(':secretsmanager:') === true ? arn : undefined
}
