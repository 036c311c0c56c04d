import { evaluate } from '../iam/evaluate.ts'
import { callKeys } from '../iam/call-keys.ts'
import { policyEntry } from '../iam/policy-entries.ts'
import type { PolicyEntry } from '../iam/policy-context.ts'
import type { LaunchStep, StepDestination } from '../model/launch/step.ts'
import type { PassedEndpoint } from '../model/network/reach-verdict.ts'
import { deniedEvidence } from './access-evidence.ts'
import type { Finding } from './findings.ts'
import { layerUrl } from './unreachable-failure.ts'
import { fails, unknown } from './verdicts.ts'

const attempts = 1
const action = 's3:GetObject'

/** The bucket is AWS's, and lets everybody in who has a link. */
const ofTheBucket: PolicyEntry = policyEntry({
  name: 'the policy of the bucket with the layers',
  document: { Statement: { Effect: 'Allow', Principal: '*', Action: action, Resource: '*' } },
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
})

/**
 * Whether the VPC endpoint on the way lets layers pass. The links to them are signed by Amazon ECR, not by a role of the
 * task, so that only the endpoint's policy decides. Undefined where it does, or where there is none on the way.
 */
export function evaluateLayers(
  step: LaunchStep,
  layers: StepDestination,
  via: PassedEndpoint | undefined,
): Finding | undefined {
  if (via?.policyDocument === undefined) return undefined
  const { vpcEndpointId: name, vpcId, policyDocument: document } = via
  const [bucket = ''] = layers.host.split('.')
  const partition = step.task.region.startsWith('cn-') ? 'aws-cn' : 'aws'
  const resource = `arn:${partition}:s3:::${bucket}/*`
  const open = ['aws:principal*', 'aws:resource*', 'aws:user*', 's3:*'].map((key) => ({
    name: key,
    settledBy: `what Amazon ECR signs its links with, for the policy of ${name}`,
  }))
  const principal = { kind: 'anonymous' } as const
  const keys = callKeys({ principal, sourceEndpoint: { vpcId, vpcEndpointId: name }, open })
  const verdict = evaluate(
    { principal, action, resource, keys },
    {
      identityPolicies: [],
      resourcePolicy: { kind: 'other', policy: ofTheBucket },
      endpointPolicy: { type: 'Gateway', policy: policyEntry({ name, document, source: name }) },
    },
  )
  if (verdict.kind === 'allowed') return undefined
  if (verdict.kind === 'unknown') return unknown(verdict.settledBy.join('; '))
  const evidence = deniedEvidence(verdict, { roleArn: 'Amazon ECR', action, resource })
  const facts = { attempts, url: layerUrl(step.task, layers), status: '403 Forbidden' }
  const request = { action, resource, actor: 'none', taskId: step.task.requestId, via } as const
  const answer = {
    kind: 'denied',
    principal: 'Amazon ECR',
    reason: verdict.reason,
    evidence,
    verdict,
  } as const
  return { ...fails('image-layer-refused', facts, evidence), ground: { kind: 'access', request, answer } }
}
