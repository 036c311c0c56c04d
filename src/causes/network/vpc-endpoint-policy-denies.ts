import { defineCause, type CauseFacts } from '../cause.ts'
import { roleName } from '../near-miss-words.ts'
import { deniedByIdentity, findPermissionMissing } from '../permission-missing.ts'

/** The policy of a VPC endpoint does not allow a call that passes it. */
export const vpcEndpointPolicyDenies = defineCause({
  code: 'vpc-endpoint-policy-denies',
  group: 'B',
  summary: 'the policy of the VPC endpoint that the call passes does not allow it',
  rationale:
    'A policy of a VPC endpoint is a second gate beside the policies of the role: a call must be allowed by both, and no permission of the role helps where the endpoint has none. The end of the text tells: `because no VPC endpoint policy allows`. For images the policy of the S3 endpoint counts as well, as layers are read from a bucket that AWS owns.',
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  signs: [
    {
      words: /(?:because )?no VPC endpoint policy allows|explicit deny in a VPC endpoint policy/i,
      share: 98,
    },
    { words: /httpRead(?:er)?Seeker.{0,600}unexpected status code.{0,600}403/i, share: 50 },
    { words: /VPC endpoint policy/i, share: 60 },
    {
      words:
        /(?:403|Forbidden|denied).{0,200}starport-layer-bucket|starport-layer-bucket.{0,500}(?:403|Forbidden|denied)/i,
      share: 68,
    },
  ],
  settle: [
    {
      what: 'the policies of the VPC endpoints',
      how: 'aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=VPC --query "VpcEndpoints[].[ServiceName,PolicyDocument]"',
    },
  ],
  find: (launch) =>
    findPermissionMissing(launch, {
      steps: [
        'registry-auth',
        'registry-secret',
        'secret',
        'parameters',
        'env-file',
        'log-driver',
        'image',
        'volume',
      ],
      action: () => true,
      when: (ground) => !deniedByIdentity(ground),
    }),
  tell: (facts) => ({ message: message(facts), fix: [allowing(facts), opening(facts)] }),
})

function message({ subject, action, endpoint, reason }: CauseFacts): string {
  const which = endpoint === undefined ? 'the VPC endpoint' : `VPC endpoint ${endpoint}`
  const what = `the policy of ${which} does not allow ${action ?? actionOf(reason) ?? 'the call'}`
  return subject === undefined ? what : `task \`${subject}\` will not start: ${what}`
}

function actionOf(reason: string | undefined): string | undefined {
  return reason === undefined ? undefined : /allows the ([\w-]+:\w+) action/.exec(reason)?.[1]
}

function allowing({ action, resource, role, principal, reason }: CauseFacts): {
  title: string
  text: string
} {
  const named = action ?? actionOf(reason) ?? 'ecr:GetAuthorizationToken'
  // Links to layers are Amazon ECR's: no role of the task signs them.
  const isLayer = resource?.includes('starport-layer-bucket') === true
  const name = isLayer ? undefined : roleName(role ?? principal)
  return {
    title: `allow it in the policy of the endpoint${name === undefined ? '' : ` to ${name}`}`,
    text: `PolicyDocument:\n  Statement:\n    - Effect: Allow\n      Principal: '*'\n      Action: ${named}\n      Resource: '${resource ?? '*'}'`,
  }
}

function opening({ endpoint }: CauseFacts): { title: string; text: string } {
  return {
    title: 'or go back to the policy that allows everything and leave the decision to the roles',
    text: `aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${endpoint ?? 'VPCE'} --reset-policy`,
  }
}
